// What became of an image that a device was given on trial: asks the device until it is known.
//
// A device that restarts is away for seconds, which is no answer. Only what the device itself says counts.

import { IngotError } from "../../sdk/diagnostics/diagnostic.ts";
import type { SmpClient } from "./client.ts";
import { listImages, type SlotReport } from "./install.ts";

/** A trial: restart, health check, and three tries of it. */
export const UNTIL_CONFIRMED_MS = 90_000;
const LOOK_EVERY_MS = 1000;
const LOOK = { timeoutMs: 2000, tries: 1 };

/** "unknown": the time was over, and the device neither confirmed it nor was back at another one. */
export type Outcome = "confirmed" | "rolled back" | "unknown";

export interface OutcomeOptions {
  /** How long to ask. Default 90 s. */
  readonly limitMs?: number;
  readonly everyMs?: number;
}

/** What became of the image with `hash`, which the device was told to try. Never rejects for a device that is away. */
export async function waitForOutcome(
  client: SmpClient,
  hash: Uint8Array,
  { limitMs = UNTIL_CONFIRMED_MS, everyMs = LOOK_EVERY_MS }: OutcomeOptions = {},
): Promise<Outcome> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    const slots: SlotReport[] = await listImages(client, LOOK).catch((error: unknown) => {
      if (error instanceof IngotError) return [];
      throw error;
    });
    const found = outcomeIn(slots, hash);
    if (found !== undefined) return found;
  }
  return "unknown";
}

/** The same from one look at a device's slots; undefined while it is open. */
export function outcomeIn(slots: readonly SlotReport[], hash: Uint8Array): Outcome | undefined {
  const sent = slots.find((slot) => Buffer.compare(slot.hash, hash) === 0);
  if (sent?.active && sent.confirmed) return "confirmed";
  // Before its trial it is pending. After it, another one runs that needs no trial.
  const other = slots.find((slot) => slot !== sent && slot.active && slot.confirmed);
  return other !== undefined && !sent?.pending ? "rolled back" : undefined;
}
