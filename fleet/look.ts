// Asks devices over SMP what they are and what they run. Devices that do not answer are an answer too.

import { ABOUT, GROUP_INGOT, READ, SmpClient } from "../flash-tool/smp/client.ts";
import { listImages, type SlotReport } from "../flash-tool/smp/install.ts";
import { openUdp } from "../flash-tool/smp/udp.ts";
import { IngotError } from "../sdk/diagnostics/diagnostic.ts";
import type { Seen } from "./inventory.ts";

/** Verifying both slots takes a device a second or two. */
const PATIENCE = { timeoutMs: 2500, tries: 2 };

export interface DeviceAddress {
  readonly host: string;
  readonly port: number;
}

export interface Look {
  /** "" when its program does not say. */
  readonly board: string;
  readonly slots: readonly SlotReport[];
  readonly seen: Seen;
}

/** What the device at `address` says; undefined when it does not answer, or serves no images. */
export async function lookAt(
  { host, port }: DeviceAddress,
  now: () => Date = () => new Date(),
  patience = PATIENCE,
): Promise<Look | undefined> {
  try {
    const wire = await openUdp(host, port);
    try {
      const client = new SmpClient(wire);
      const slots = await listImages(client, patience);
      const running = slots.find((slot) => slot.active);
      if (running === undefined) return undefined;
      const about = await client.tryAsk(READ, GROUP_INGOT, ABOUT, {}, patience);
      const board = about?.get("board");
      const { version, hash, confirmed } = running;
      const seen = { at: now().toISOString(), version, hash: Buffer.from(hash).toString("hex"), confirmed };
      return { board: typeof board === "string" ? board : "", slots, seen };
    } finally {
      await wire.close();
    }
  } catch (error) {
    if (error instanceof IngotError) return undefined;
    throw error;
  }
}

/** `work` for each item, at most `most` at a time; results in the order of the items. Rejects as the first that does. */
export async function inParallel<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}
