// What every Transport promises, asked of all of them: our stack, pairs in memory and Node's sockets.

import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { NodeDatagrams } from "./node/datagrams.ts";
import { NodeTransport } from "./node/transport.ts";
import { DrivenTransport } from "./testing/driven-transport.ts";
import { MemoryTransport } from "./testing/memory-transport.ts";
import type { TcpConnection, Transport } from "./transport.ts";

const HOST = "127.0.0.1";
const bytes = (text: string) => new TextEncoder().encode(text);

async function pair(transport: Transport): Promise<[TcpConnection, TcpConnection]> {
  const listener = await transport.listen(0, { address: HOST });
  const [client, server] = await Promise.all([
    transport.connect(HOST, listener.localPort),
    listener.accept(),
  ]);
  listener.close();
  return [client, server];
}

async function readAll(connection: TcpConnection): Promise<string> {
  let text = "";
  for (;;) {
    const some = await connection.read();
    if (some === null) return text;
    text += new TextDecoder().decode(some);
  }
}

for (const [name, make] of [
  ["memory", () => new MemoryTransport()],
  ["memory in pieces of 3 bytes", () => new MemoryTransport({ chunkBytes: 3, bufferBytes: 5 })],
  ["node", () => new NodeTransport()],
  ["our stack", () => new DrivenTransport()],
  ["our stack over a bad wire", () => new DrivenTransport({ loss: 0.2, jitterMs: 5 }, { mtu: 100 })],
] as const) {
  test(`${name}: each direction ends by itself`, async () => {
    const [client, server] = await pair(make());
    const asked = readAll(server);
    await client.write(bytes("question"));
    client.closeWrite();
    expect(await asked).toBe("question");
    const answered = readAll(client);
    await server.write(bytes("answer"));
    server.closeWrite();
    expect(await answered).toBe("answer");
    await Promise.all([client.close(), server.close()]);
  });

  test(`${name}: both sides know the same ports`, async () => {
    const [client, server] = await pair(make());
    expect(client.remotePort).toBe(server.localPort);
    expect(server.remotePort).toBe(client.localPort);
    client.abort();
    server.abort();
  });

  test(`${name}: an abort is a reset at the peer, and "closed" at home`, async () => {
    const [client, server] = await pair(make());
    const atHome = expect(client.read()).rejects.toMatchObject({ code: "closed" });
    const atPeer = expect(server.read()).rejects.toMatchObject({ code: "reset" });
    client.abort();
    await atHome;
    await atPeer;
    await expect(client.write(bytes("x"))).rejects.toMatchObject({ code: "closed" });
    server.abort();
  });

  test(`${name}: write rejects after closeWrite`, async () => {
    const [client, server] = await pair(make());
    client.closeWrite();
    await expect(client.write(bytes("late"))).rejects.toMatchObject({ code: "closed" });
    client.abort();
    server.abort();
  });

  test(`${name}: a port is taken once, and a closed one refuses`, async () => {
    const transport = make();
    const listener = await transport.listen(0, { address: HOST });
    await expect(transport.listen(listener.localPort, { address: HOST })).rejects.toMatchObject({
      code: "address-in-use",
    });
    const waiting = expect(listener.accept()).rejects.toMatchObject({ code: "closed" });
    listener.close();
    await waiting;
    await expect(transport.connect(HOST, listener.localPort)).rejects.toMatchObject({ code: "refused" });
  });
}

test("memory: write waits while the buffer is full", async () => {
  const [client, server] = await pair(new MemoryTransport({ bufferBytes: 4 }));
  let taken = false;
  const writing = client.write(bytes("123456")).then(() => {
    taken = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toBe(false);
  await server.read();
  await writing;
  expect(taken).toBe(true);
});

// Our stack's listeners and sockets hear both families where IPv6 is beside IPv4 (ipv6/tcp.test.ts, ipv6/udp.test.ts).
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === "::1"));

test.skipIf(!hasIpv6)(
  "node: one listener takes both families, with addresses as our stack writes them",
  async () => {
    const transport = new NodeTransport();
    const listener = await transport.listen(0);
    for (const host of [HOST, "::1"]) {
      const [client, server] = await Promise.all([
        transport.connect(host, listener.localPort),
        listener.accept(),
      ]);
      expect([client.remoteAddress, server.remoteAddress, server.localAddress]).toEqual([host, host, host]);
      client.abort();
      server.abort();
    }
    listener.close();
  },
);

test.skipIf(!hasIpv6)("node: one datagram socket hears and speaks both families", async () => {
  const datagrams = new NodeDatagrams();
  const [left, right] = [await datagrams.bind(0), await datagrams.bind(0)];
  for (const host of [HOST, "::1"]) {
    expect(left.send(bytes(host), host, right.localPort)).toBe(true);
    const { bytes: got, address, port } = await right.receive();
    expect([new TextDecoder().decode(got), address, port]).toEqual([host, host, left.localPort]);
  }
  await expect(datagrams.bind(left.localPort)).rejects.toMatchObject({ code: "address-in-use" });
  left.close();
  right.close();
});
