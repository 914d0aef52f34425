// Two stations on one wire exchange datagrams; compiled and under Node it prints the same.

import { NetworkInterface, UdpLayer } from "../../../runtime/net/index.ts";

class Wire {
  readonly address: Uint8Array;
  readonly waiting: Uint8Array[] = [];
  peer: Wire | null = null;
  constructor(last: number) {
    this.address = new Uint8Array([2, 0, 0, 0, 0, last]);
  }
  linkUp(): boolean {
    return true;
  }
  send(frame: Uint8Array, length: number): boolean {
    this.peer!.waiting.push(frame.slice(0, length));
    return true;
  }
  receive(into: Uint8Array): number {
    const frame = this.waiting.shift();
    if (frame === undefined) return 0;
    into.set(frame);
    return frame.length;
  }
  enableReceiveInterrupt(): void {}
  acknowledgeInterrupt(): void {}
}

let nowMs = 0;
const environment = { nowMs: () => nowMs, random32: () => 12345 };
const left = new Wire(1);
const right = new Wire(2);
left.peer = right;
right.peer = left;
const a = new NetworkInterface(left, { address: "10.0.2.1", environment });
const b = new NetworkInterface(right, { address: "10.0.2.2", environment });
const client = await new UdpLayer(a).bind(0);
const server = await new UdpLayer(b).bind(7);

for (let i = 0; i < 3; i++) {
  client.send(new Uint8Array([i, i + 1, i + 2]), "10.0.2.2", 7);
  for (let turn = 0; turn < 4; turn++) {
    a.poll();
    b.poll();
  }
  nowMs += 10;
  const datagram = await server.receive();
  console.log(datagram.address, datagram.port, datagram.bytes.join(" "));
}
console.log(a.counters.framesSent, b.counters.framesReceived, b.counters.udpDelivered);
