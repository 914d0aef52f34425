// Builds small sysfs and procfs trees for tests, in the shape that Linux gives them. Not used outside tests.

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LinuxRoots } from "./linux.ts";

/** Attribute files by path below the device's folder, for example "size" or "sdb1/dev". */
export interface DeviceExample {
  readonly name: string;
  /** Below /sys/devices/virtual, as loop and device-mapper devices are. */
  readonly virtual?: boolean;
  readonly files: Readonly<Record<string, string>>;
  /** Names by folder: { "sdb1/holders": ["dm-0"] }. */
  readonly holders?: Readonly<Record<string, readonly string[]>>;
}

/** Writes the tree below `folder` and returns its roots. */
export function writeSystemExample(
  folder: string,
  devices: readonly DeviceExample[],
  mountinfo: readonly string[],
  swaps: readonly string[] = [],
): LinuxRoots {
  const sys = join(folder, "sys");
  const proc = join(folder, "proc");
  mkdirSync(join(sys, "block"), { recursive: true });
  for (const { name, virtual = false, files, holders = {} } of devices) {
    const device = join("devices", virtual ? "virtual" : "pci0000:00/usb1", "block", name);
    for (const [path, text] of Object.entries(files)) write(join(sys, device, path), `${text}\n`);
    for (const [path, names] of Object.entries(holders)) {
      for (const holder of names) write(join(sys, device, path, holder), "");
    }
    symlinkSync(join("..", device), join(sys, "block", name));
  }
  write(join(proc, "self/mountinfo"), mountinfo.map((line) => `${line}\n`).join(""));
  const head = "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n";
  write(join(proc, "swaps"), head + swaps.map((path) => `${path}  partition  1000 0 -2\n`).join(""));
  return { sys, proc };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
