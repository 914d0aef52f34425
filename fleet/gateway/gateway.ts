// Stands between an update server and devices that speak SMP only: one controller for each, all polling by themselves.

import type { FleetDevice } from "../inventory.ts";
import { Controller, type ControllerOptions } from "./controller.ts";

export interface GatewayOptions extends ControllerOptions {
  /** Ends the gateway. */
  readonly signal: AbortSignal;
  /** Each device once, and until its action is over. */
  readonly once?: boolean;
  /** From 0 to 1: spreads polls, so that not all devices ask at the same moment. */
  readonly random?: () => number;
}

/** Runs until `signal` is aborted, or with `once` until every device had its turn. Rejects for bugs only. */
export async function runGateway(devices: readonly FleetDevice[], options: GatewayOptions): Promise<void> {
  await Promise.all(devices.map((device) => follow(new Controller(device, options), options)));
}

async function follow(
  controller: Controller,
  { signal, once = false, random = Math.random }: GatewayOptions,
): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  while (!signal.aborted) {
    const waitMs = await controller.turn();
    if (once) break;
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs * (0.9 + 0.2 * random()));
    });
    await Promise.race([waited, ended]);
    clearTimeout(timer);
  }
  if (signal.aborted) await controller.stop();
  else await controller.settled();
}
