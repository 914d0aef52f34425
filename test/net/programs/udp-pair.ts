// Two stations on one wire exchange datagrams; compiled and under Node it prints the same.

import { NetworkInterface, UdpLayer } from "../../../runtime/net/index.ts";
import { wire } from "./wire-end.ts";

let nowMs = 0;
const environment = { nowMs: () => nowMs, random32: () => 12345 };
const [left, right] = wire();
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
