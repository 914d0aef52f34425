// Two stations find each other by IPv6 and exchange datagrams and streams; compiled and under Node it prints the same.

import { Ipv6Layer, NetworkInterface, UdpLayer, UdpOverIpv6 } from "../../../runtime/net/index.ts";
import { readStream, writeStream } from "../../../runtime/net/testing/two-stacks.ts";
import { TwoStacks6 } from "../../../runtime/net/testing/two-stacks6.ts";
import { type WireEnd, wire } from "./wire-end.ts";

class Station {
  readonly net: NetworkInterface;
  readonly ipv6: Ipv6Layer;
  readonly udp: UdpLayer;
  constructor(end: WireEnd) {
    this.net = new NetworkInterface(end, { environment });
    this.net.checkLink();
    this.ipv6 = new Ipv6Layer(this.net);
    this.ipv6.onAddressChange(() => console.log(nowMs, this.ipv6.addresses().join(" ")));
    this.udp = new UdpLayer(this.net);
    new UdpOverIpv6(this.net, this.ipv6, this.udp);
  }
}

let nowMs = 0;
const environment = { nowMs: () => nowMs, random32: () => 12345 };
const stations = wire().map((end) => new Station(end));

function pass(milliseconds: number): void {
  for (const end = nowMs + milliseconds; nowMs < end; nowMs += 10) {
    for (const { net } of stations) {
      net.runTimers();
      net.poll();
    }
  }
}

pass(3000);
const [left, right] = stations as [Station, Station];
const client = await left.udp.bind(0);
const server = await right.udp.bind(7);
for (let i = 0; i < 3; i++) {
  const sent = client.send(new Uint8Array([i, i + 1, i + 2]), right.ipv6.addresses()[0]!, 7);
  pass(30);
  const { address, port, bytes } = await server.receive();
  server.send(bytes, address, port);
  pass(30);
  const answer = await client.receive();
  console.log(sent, address, answer.address, answer.port, answer.bytes.join(" "));
}
client.send(new Uint8Array(4), right.ipv6.addresses()[0]!, 9);
pass(30);
console.log(left.ipv6.counters, right.net.counters.udpNoSocket);

// TCP on a bad wire in virtual time: everything happens at the same instants.
const stacks = await new TwoStacks6(1).settle();
const conditions = { loss: 0.05, duplicate: 0.05, corrupt: 0.02, jitterMs: 10, delayMs: 5 };
stacks.wire.fromLeft = conditions;
stacks.wire.fromRight = conditions;
const [from, to] = await stacks.connect();
console.log(from.localAddress, from.remoteAddress, to.localAddress, to.remoteAddress);
let done = 0;
const count = (length: number) => {
  console.log(`${length} bytes`);
  done += 1;
};
writeStream(from, 1, 30_000, 1000);
writeStream(to, 2, 15_000, 5000);
readStream(to, 1).then(count);
readStream(from, 2).then(count);
await stacks.wire.run(() => done === 2, 600_000);
await Promise.all([from.close(), to.close(), stacks.wire.run(() => false, 200_000)]);
console.log(stacks.wire.nowMs(), stacks.wire.frames, stacks.left.counters.retransmitted);
console.log(stacks.left.connectionCount(), stacks.right.connectionCount());
