// Devices are found by the answers of the board's own mDNS responder, over a socket of this computer in place of the group.

import { createSocket, type Socket } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { MdnsResponder } from "../runtime/net/mdns/responder.ts";
import { parseDns, TYPE_PTR, writeDns } from "../runtime/net/wire/dns.ts";
import { devicesIn, discover, SMP_SERVICE } from "./discover.ts";

let socket: Socket | undefined;
afterEach(() => {
  socket?.close();
  socket = undefined;
});

/** Responders on one port, as all devices of a network are on one group; the first question is lost. */
async function network(labels: readonly string[], type = SMP_SERVICE): Promise<number> {
  const bound = createSocket("udp4");
  socket = bound;
  await new Promise<void>((done) => bound.bind(0, "127.0.0.1", done));
  const responders = labels.map((label, i) => {
    const host = {
      random32: () => 0,
      address: () => 0x0a00_0007 + i,
      moreRecords: () => [],
      sendToAll: () => {},
      sendTo: (bytes: Uint8Array, address: string, port: number) => bound.send(bytes, port, address),
      named: () => {},
    };
    const responder = new MdnsResponder(host, label, [{ type, name: `${label}. the lamp`, port: 1337 + i }]);
    responder.start(0);
    for (let ms = 0; ms < 3000; ms += 50) responder.runTimers(ms);
    return responder;
  });
  let heard = 0;
  bound.on("message", (bytes, from) => {
    if (heard++ === 0) return;
    for (const responder of responders)
      responder.receive(new Uint8Array(bytes), from.address, from.port, 5000);
  });
  return bound.address().port;
}

describe("discovery", () => {
  it("finds what announces that it serves updates, with address, port and name", async () => {
    const port = await network(["porch", "attic"]);
    expect(await discover({ forMs: 1000, group: "127.0.0.1", port })).toEqual([
      { host: "attic", name: "attic. the lamp", address: "10.0.0.8", port: 1338 },
      { host: "porch", name: "porch. the lamp", address: "10.0.0.7", port: 1337 },
    ]);
  });

  it("finds nothing among other services", async () => {
    const port = await network(["printer"], "_ipp._tcp");
    expect(await discover({ forMs: 900, group: "127.0.0.1", port })).toEqual([]);
  });

  it("takes the sender's address for one that is missing, and passes over pointers without a service", () => {
    const pointer = {
      name: "_SMP._udp.local",
      type: TYPE_PTR,
      class: 1,
      ttlSeconds: 9,
      value: 0,
      target: "porch._smp._udp.local",
      text: new Uint8Array(0),
    };
    const service = { ...pointer, name: "Porch._smp._udp.local", type: 33, value: 99, target: "porch.local" };
    const message = (additionals: object[]) =>
      parseDns(
        writeDns({
          id: 0,
          flags: 0x8400,
          questions: [],
          answers: [pointer],
          authorities: [],
          additionals: additionals as (typeof pointer)[],
        }),
      )!;
    expect(devicesIn(message([service]), "10.9.9.9")).toEqual([
      { host: "porch", name: "porch", address: "10.9.9.9", port: 99 },
    ]);
    expect(devicesIn(message([]), "10.9.9.9")).toEqual([]);
  });
});
