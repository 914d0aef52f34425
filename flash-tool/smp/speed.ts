// Raises the speed of a loader's console for a transfer, and comes back to the one that works if the cable does not
// carry it. The loader comes back by itself when it has understood nothing for three seconds.

import { BAUD, GROUP_INGOT } from "../../runtime/smp/own-group.ts";
import { GROUP_OS, type SmpClient, WRITE } from "./client.ts";

/** What of a serial port is needed; SerialTransport has it. */
export interface SpeedOfPort {
  /** Both directions. False for what the port cannot. */
  setBaud(rate: number): Promise<boolean>;
}

const ONCE = { timeoutMs: 1000, tries: 2 };
const KNOCK = { timeoutMs: 300, tries: 4 };
/** Longer than the loader waits. */
const UNTIL_BACK_MS = 3500;

/** The speed that the line has then: one of `rates`, tried in order, or `usual`. Rejects as SmpClient.ask if nothing works any more. */
export async function raiseSpeed(
  port: SpeedOfPort,
  client: SmpClient,
  usual: number,
  rates: readonly number[],
  untilBackMs: number = UNTIL_BACK_MS,
): Promise<number> {
  for (const rate of rates) {
    const answer = await client.tryAsk(WRITE, GROUP_INGOT, BAUD, { rate }, ONCE);
    // An older loader, an appliance, or a rate that its clock does not give.
    if (answer === undefined || answer.get("rc") !== undefined) continue;
    if ((await port.setBaud(rate)) && (await isThere(client))) return rate;
    await port.setBaud(usual);
    await new Promise((resolve) => setTimeout(resolve, untilBackMs));
    await client.ask(WRITE, GROUP_OS, 0, { d: "ingot" });
  }
  return usual;
}

async function isThere(client: SmpClient): Promise<boolean> {
  const answer = await client.tryAsk(WRITE, GROUP_OS, 0, { d: "ingot" }, KNOCK);
  return answer?.get("r") === "ingot";
}
