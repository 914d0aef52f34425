// Addresses of devices as commands take them: "192.168.1.20", "porch.local:1337", "[fe80::1]:1337".

import { SMP_PORT } from "../../flash-tool/smp/udp.ts";
import { usageProblem } from "../diagnostics/diagnostic.ts";

export interface DeviceAddress {
  readonly host: string;
  readonly port: number;
}

/** The parts of `device`, or undefined if it is no address. */
export function parseDeviceAddress(device: string): DeviceAddress | undefined {
  const match = /^(\[[^\]]+\]|[^:/\\]+)(?::(\d+))?$/.exec(device);
  const port = match?.[2] === undefined ? SMP_PORT : Number(match[2]);
  if (match === null || port < 1 || port > 65_535) return undefined;
  return { host: match[1]!.replace(/^\[|\]$/g, ""), port };
}

/** The parts of `device`. Throws IngotError E0002, exit code 2. */
export function deviceAddress(device: string): DeviceAddress {
  const found = parseDeviceAddress(device);
  if (found !== undefined) return found;
  throw usageProblem(
    "E0002",
    `"${device}" is no device`,
    "write an address, as in 192.168.1.20 or 192.168.1.20:1337",
  );
}
