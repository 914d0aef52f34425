// One station announces a name and a service, the other finds it and asks it for the time; compiled and under Node it
// prints the same.

import {
  DnsResolver,
  formatSyslog,
  SntpClient,
  startDhcp,
  startMdns,
  UdpLayer,
} from "../../../runtime/net/index.ts";
import { TwoStacks } from "../../../runtime/net/testing/two-stacks.ts";

const stacks = new TwoStacks(1, { delayMs: 3 });
const { wire } = stacks;
const left = new UdpLayer(stacks.leftNet);
const right = new UdpLayer(stacks.rightNet);
const names: string[] = [];
const mdns = await startMdns(stacks.rightNet, right, {
  name: "lamp",
  services: [{ type: "_http._tcp", name: "Porch Lamp", port: 80, text: { path: "/" } }],
  onName: (name) => names.push(name),
});
await wire.run(() => names.length > 0, 10_000);
console.log(names.join(), wire.nowMs());

const resolver = new DnsResolver({ datagrams: left, servers: [], environment: wire });
let found: string[] = [];
resolver.resolve("lamp.local").then((addresses) => {
  found = addresses;
});
await wire.run(() => found.length > 0, 10_000);
console.log(found.join());

const server = await right.bind(123);
const serve = async () => {
  const { bytes, address, port } = await server.receive();
  const reply = new Uint8Array(48);
  reply.set([0x24, 1]);
  reply.set(bytes.subarray(40, 48), 24);
  reply.set([0xed, 0, 0, 0, 0, 0, 0, 0, 0xed, 0, 0, 0, 0x80, 0, 0, 0], 32);
  server.send(reply, address, port);
};
serve();
const clock = new SntpClient({ datagrams: left, servers: found, environment: wire });
let unixMs = 0;
clock.synchronize().then((now) => {
  unixMs = now;
});
await wire.run(() => unixMs !== 0, 10_000);
console.log(unixMs, new Date(unixMs).toISOString());
console.log(formatSyslog({ server: "10.0.0.2", hostName: "lamp", appName: "lamp" }, "notice", "lit"));

// Nobody gives addresses here: the client goes on asking.
const lost = await startDhcp(stacks.leftNet, left, { hostName: "lost" });
await wire.run(() => false, 20_000);
console.log(lost.client.state, stacks.rightNet.counters.udpNoSocket);
mdns.stop();
