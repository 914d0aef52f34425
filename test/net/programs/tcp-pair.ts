// Two TCP stacks on a bad wire in virtual time; compiled and under Node everything happens at the same instants.

import { readStream, TwoStacks, writeStream } from "../../../runtime/net/testing/two-stacks.ts";

for (const seed of [1, 2, 3]) {
  const stacks = new TwoStacks(seed, {
    loss: 0.05,
    duplicate: 0.05,
    corrupt: 0.02,
    jitterMs: 10,
    delayMs: 5,
  });
  const [client, server] = await stacks.connect();
  let done = 0;
  const count = (length: number) => {
    console.log(`seed ${seed}: ${length} bytes`);
    done += 1;
  };
  writeStream(client, 1, 60_000, 1000);
  writeStream(server, 2, 30_000, 5000);
  readStream(server, 1).then(count);
  readStream(client, 2).then(count);
  await stacks.wire.run(() => done === 2, 600_000);
  await Promise.all([client.close(), server.close(), stacks.wire.run(() => false, 200_000)]);
  const { segmentsSent, retransmitted, fastRetransmits, timeouts } = stacks.left.counters;
  console.log(
    stacks.wire.nowMs(),
    stacks.wire.frames,
    segmentsSent,
    retransmitted,
    fastRetransmits,
    timeouts,
  );
  console.log(stacks.left.connectionCount(), stacks.right.connectionCount());
}
