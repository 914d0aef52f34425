// How fast streams get over wires that lose, delay, disorder and are narrow, by seed: a table, since every change of the
// sender shows in it. Virtual time, so the figures are the same on every computer. INGOT_UPDATE_GOLDEN=1 renews it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readStream, TwoStacks, writeStream } from "../testing/two-stacks.ts";
import type { WireConditions } from "../testing/virtual-wire.ts";

const TABLE = join(import.meta.dirname, "testdata/throughput.txt");
const BYTES = 400_000;
const HOUR_MS = 3_600_000;
const SEEDS = [1, 2, 3, 4];
const WIRES: readonly (readonly [string, WireConditions])[] = [
  ["100 Mbit/s, 1 ms", { bytesPerMs: 12_500, delayMs: 0.5 }],
  ["100 Mbit/s, 40 ms", { bytesPerMs: 12_500, delayMs: 20 }],
  ["10 Mbit/s, 20 ms, queue of 20", { bytesPerMs: 1250, delayMs: 10, queueFrames: 20 }],
  ["10 Mbit/s, 20 ms, loss 1 %", { bytesPerMs: 1250, delayMs: 10, loss: 0.01 }],
  ["10 Mbit/s, 20 ms, loss 5 %", { bytesPerMs: 1250, delayMs: 10, loss: 0.05 }],
  ["10 Mbit/s, jitter 5 ms", { bytesPerMs: 1250, delayMs: 5, jitterMs: 5 }],
  ["1 Mbit/s, 200 ms, loss 1 %", { bytesPerMs: 125, delayMs: 100, loss: 0.01 }],
];

/** Bytes per millisecond from the first to the last byte read, and segments sent again. */
async function measure(seed: number, conditions: WireConditions): Promise<[rate: number, resent: number]> {
  const stacks = new TwoStacks(seed, conditions);
  const [client, server] = await stacks.connect();
  const startMs = stacks.wire.nowMs();
  let received = -1;
  writeStream(client, seed, BYTES, 32_768).catch(() => {});
  readStream(server, seed).then(
    (length) => {
      received = length;
    },
    () => {},
  );
  await stacks.wire.run(() => received >= 0, HOUR_MS);
  expect(received).toBe(BYTES);
  return [BYTES / (stacks.wire.nowMs() - startMs), stacks.left.counters.retransmitted];
}

it("throughput by wire and seed is as the table says", async () => {
  const lines = ["bytes per millisecond (segments sent again), by seed", ""];
  for (const [name, conditions] of WIRES) {
    const cells: string[] = [];
    for (const seed of SEEDS) {
      const [rate, resent] = await measure(seed, conditions);
      cells.push(`${rate.toFixed(1)} (${resent})`.padStart(16));
    }
    lines.push(`${name.padEnd(32)}${cells.join("")}`);
  }
  const table = `${lines.join("\n")}\n`;
  if (process.env.INGOT_UPDATE_GOLDEN === "1") writeFileSync(TABLE, table);
  expect(table).toBe(readFileSync(TABLE, "utf8"));
});
