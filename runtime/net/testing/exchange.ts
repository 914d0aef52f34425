// Streams both ways at once between two stacks, for tests of both families: what is wrong is thrown.

import { expect } from "vitest";
import { readStream, type TwoStacks, writeStream } from "./two-stacks.ts";

const HOUR_MS = 3_600_000;

/** Sends streams both ways at once, checks every byte, closes, and returns how long that took. */
export async function exchange(
  stacks: TwoStacks,
  there: number,
  back: number,
  piece: number,
): Promise<number> {
  const startMs = stacks.wire.nowMs();
  const [client, server] = await stacks.connect();
  let finished = 0;
  let failure: unknown = null;
  const job = (promise: Promise<unknown>) =>
    promise.then(
      () => {
        finished += 1;
      },
      (error: unknown) => {
        failure = error;
      },
    );
  job(writeStream(client, 1, there, piece));
  job(writeStream(server, 2, back, piece));
  job(readStream(server, 1).then((length) => expect(length).toBe(there)));
  job(readStream(client, 2).then((length) => expect(length).toBe(back)));
  const done = await stacks.wire.run(() => finished === 4 || failure !== null, HOUR_MS);
  if (failure !== null) throw failure;
  if (!done) throw new Error(`not finished in an hour: ${JSON.stringify(stacks.left.counters)}`);
  const tookMs = stacks.wire.nowMs() - startMs;
  job(client.close());
  job(server.close());
  await stacks.wire.run(() => stacks.left.connectionCount() + stacks.right.connectionCount() === 0, HOUR_MS);
  expect(finished).toBe(6);
  expect(stacks.left.connectionCount() + stacks.right.connectionCount()).toBe(0);
  return tookMs;
}
