// Two of our stacks back to back in one process: TCP from one to the other, as fast as both together go.
//
// Does what pair.c does with lwIP: the same segments, window and copies. Prints the milliseconds of each run.

import type { EthernetMac } from "../../../hal/ethernet/mac.ts";
import { NetworkInterface } from "../../../runtime/net/interface.ts";
import { TcpLayer } from "../../../runtime/net/tcp/layer.ts";
import type { TcpConnection } from "../../../runtime/net/transport.ts";
import { copy } from "../../../runtime/net/wire/bytes.ts";

const TOTAL_BYTES = 64 * 1024 * 1024;
const RUNS = 5;
const WINDOW_BYTES = 65_535;
const PIECE_BYTES = 32_768;
/** As many frames as the wire holds in one direction, like pair.c's. */
const WIRE_FRAMES = 128;
const FRAME_BYTES = 1514;

/** One end of a wire: what is sent lies in a slot of the other end until that takes it. */
class WireEnd implements EthernetMac {
  readonly address: Uint8Array;
  peer: WireEnd | null = null;
  private readonly slots: Uint8Array[] = [];
  private readonly lengths = new Int32Array(WIRE_FRAMES);
  private first = 0;
  private waiting = 0;

  constructor(last: number) {
    this.address = new Uint8Array([2, 0, 0, 0, 0, last]);
    for (let i = 0; i < WIRE_FRAMES; i++) this.slots.push(new Uint8Array(FRAME_BYTES));
  }

  linkUp(): boolean {
    return true;
  }

  send(frame: Uint8Array, length: number): boolean {
    return this.peer!.put(frame, length);
  }

  receive(into: Uint8Array): number {
    if (this.waiting === 0) return 0;
    const length = this.lengths[this.first]!;
    copy(this.slots[this.first]!, 0, into, 0, length);
    this.first = (this.first + 1) % WIRE_FRAMES;
    this.waiting -= 1;
    return length;
  }

  enableReceiveInterrupt(): void {}
  acknowledgeInterrupt(): void {}

  private put(frame: Uint8Array, length: number): boolean {
    if (this.waiting === WIRE_FRAMES) return false;
    const slot = (this.first + this.waiting) % WIRE_FRAMES;
    copy(frame, 0, this.slots[slot]!, 0, length);
    this.lengths[slot] = length;
    this.waiting += 1;
    return true;
  }
}

async function transfer(from: TcpConnection, to: TcpConnection): Promise<void> {
  const sent = sendAll(from);
  let received = 0;
  while (received < TOTAL_BYTES) {
    const bytes = await to.read();
    if (bytes === null) throw new Error(`the stream ended after ${received} bytes`);
    received += bytes.length;
  }
  await sent;
}

async function sendAll(connection: TcpConnection): Promise<void> {
  const piece = new Uint8Array(PIECE_BYTES);
  for (let left = TOTAL_BYTES; left > 0; left -= PIECE_BYTES) await connection.write(piece);
}

const ends = [new WireEnd(1), new WireEnd(2)];
ends[0]!.peer = ends[1]!;
ends[1]!.peer = ends[0]!;
const left = new NetworkInterface(ends[0]!, { address: "10.0.0.1" });
const right = new NetworkInterface(ends[1]!, { address: "10.0.0.2" });
const options = { receiveBytes: WINDOW_BYTES, sendBytes: WINDOW_BYTES };
const client = new TcpLayer(left, options);
const server = new TcpLayer(right, options);
left.start();
right.start();
const listener = await server.listen(5001);
const accepted = listener.accept();
const from = await client.connect("10.0.0.2", 5001);
const to = await accepted;
for (let run = 0; run < RUNS; run++) {
  const begun = performance.now();
  await transfer(from, to);
  console.log(performance.now() - begun);
}
process.exit(0);
