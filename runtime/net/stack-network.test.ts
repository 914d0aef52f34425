// The stack as the network of an appliance: addresses, names, and calls that come before there is an address.

import { expect, test } from "vitest";
import { NetworkInterface } from "./interface.ts";
import { Ipv6Layer } from "./ipv6/layer.ts";
import { TcpOverIpv6 } from "./ipv6/tcp.ts";
import { StackNetwork, useIpv6 } from "./stack-network.ts";
import { TcpLayer } from "./tcp/layer.ts";
import { frameOf, hexOf, PEER_HARDWARE } from "./testing/scripted-link6.ts";
import { VirtualWire } from "./testing/virtual-wire.ts";
import type { NetError } from "./transport.ts";

const PEER = "10.0.0.1";

function networkOn(wire: VirtualWire, address?: string): StackNetwork {
  return new StackNetwork(wire.right, { environment: wire, ...(address === undefined ? {} : { address }) });
}

test("has its fixed address at once, and connects and listens", async () => {
  const wire = new VirtualWire(1, {});
  const peerNet = new NetworkInterface(wire.left, { address: PEER, environment: wire });
  wire.drive(peerNet);
  const peer = new TcpLayer(peerNet);
  const network = networkOn(wire, "10.0.0.2");
  wire.drive(network.link);
  expect(network.address()).toBe("10.0.0.2");
  const addresses: string[] = [];
  network.onAddress((address) => addresses.push(address));
  await network.whenUp();
  expect(addresses).toEqual(["10.0.0.2"]);

  await network.transport.listen(80);
  let connected = 0;
  void peer.connect("10.0.0.2", 80).then(() => connected++);
  await peer.listen(90);
  void network.transport.connect(PEER, 90).then(() => connected++);
  await wire.run(() => connected === 2, 5000);
  expect(connected).toBe(2);
});

test("a connection that is wanted before there is an address waits for one", async () => {
  const wire = new VirtualWire(1, {});
  const peerNet = new NetworkInterface(wire.left, { address: PEER, environment: wire });
  wire.drive(peerNet);
  await new TcpLayer(peerNet).listen(90);
  const network = networkOn(wire);
  wire.drive(network.link);
  expect(network.address()).toBe("");
  let connected = false;
  void network.transport.connect(PEER, 90).then(() => {
    connected = true;
  });
  await wire.run(() => connected, 500);
  expect(connected).toBe(false);
  network.link.configure((10 << 24) | 2, 24, 0);
  await wire.run(() => connected, 5000);
  expect(connected).toBe(true);
  expect(network.address()).toBe("10.0.0.2");
});

test("and is refused when none comes in its time", async () => {
  const network = networkOn(new VirtualWire(1, {}));
  const refused = network.transport
    .connect(PEER, 90, { timeoutMs: 20 })
    .catch((error: NetError) => error.code);
  expect(await refused).toBe("unreachable");
});

test("with IPv6 alone it is up once a router has named a prefix, and neighbours need none", async () => {
  const wire = new VirtualWire(1, {});
  const peerNet = new NetworkInterface(wire.left, { environment: wire });
  wire.drive(peerNet);
  peerNet.checkLink();
  const peer = new TcpLayer(peerNet);
  new TcpOverIpv6(peerNet, new Ipv6Layer(peerNet), peer);
  await peer.listen(90);
  const network = networkOn(wire);
  useIpv6(network);
  wire.drive(network.link);
  const addresses: string[] = [];
  network.onAddress((address) => addresses.push(address));
  let isUp = false;
  void network.whenUp().then(() => {
    isUp = true;
  });
  await wire.run(() => false, 3000);
  expect(isUp).toBe(false);
  let connected = false;
  void network.transport.connect("fe80::ff:fe00:1", 90).then(() => {
    connected = true;
  });
  await wire.run(() => connected, 5000);
  expect(connected).toBe(true);

  const prefix = `0304 40c0 00015180 00003840 00000000 ${hexOf("2001:db8:1::")}`;
  const servers = `1903 0000 00000e10 ${hexOf("2001:db8::53")}`;
  const payload = `86000000 40000708 00000000 00000000 0101${PEER_HARDWARE} ${prefix} ${servers}`;
  const router = frameOf({ destination: "ff02::1", payload });
  wire.left.send(router, router.length);
  await wire.run(() => isUp, 5000);
  expect(isUp).toBe(true);
  expect(network.address()).toBe("2001:db8:1::ff:fe00:2");
  expect(addresses).toEqual(["2001:db8:1::ff:fe00:2"]);
  expect(network.resolver.beside!.allServers(["10.0.0.1"])).toEqual(["10.0.0.1", "2001:db8::53"]);
  network.link.configure((10 << 24) | 2, 24, 0);
  expect(network.address()).toBe("10.0.0.2");
});
