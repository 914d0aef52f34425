// The stack as the network of an appliance: addresses, names, and calls that come before there is an address.

import { expect, test } from "vitest";
import { NetworkInterface } from "./interface.ts";
import { StackNetwork } from "./stack-network.ts";
import { TcpLayer } from "./tcp/layer.ts";
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
