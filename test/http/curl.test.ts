// curl against the server, over Node's sockets: the outside judge of what the tests beside the source say.

import { execFile, spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Response, type Server, serve } from "../../runtime/http/index.ts";
import { NodeTransport } from "../../runtime/net/node/transport.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
let server: Server;

beforeAll(async () => {
  server = await serve({ port: 0, address: "127.0.0.1", transport: new NodeTransport() }, async (request) => {
    switch (request.pathname) {
      case "/stream":
        return new Response(pieces());
      case "/echo":
        return new Response(await request.bytes(), { headers: { "x-method": request.method } });
      default:
        return new Response(`${request.method} ${request.url}\n`);
    }
  });
});

afterAll(async () => {
  await server.close();
});

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < 20; i++) yield new Uint8Array(10_000).fill(65 + i);
}

function curl(...args: string[]): Promise<string> {
  const urls = args.map((arg) => (arg.startsWith("/") ? `http://127.0.0.1:${server.port}${arg}` : arg));
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 1 << 22 };
    execFile("curl", ["-sS", "--noproxy", "*", "--max-time", "10", ...urls], options, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}

test.skipIf(!hasCurl)("every verb arrives", async () => {
  for (const verb of ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const text = await curl("-X", verb, "/a?b=c");
    expect(text).toBe(`${verb} http://127.0.0.1:${server.port}/a?b=c\n`);
  }
  expect(await curl("-I", "/")).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test.skipIf(!hasCurl)("one connection serves several requests", async () => {
  const before = server.counters.accepted;
  const text = await curl("/", "/", "/");
  expect(text.match(/^GET/gm)).toHaveLength(3);
  expect(server.counters.accepted - before).toBe(1);
});

test.skipIf(!hasCurl)(
  "bodies stream both ways, by length and in chunks, with and without 100-continue",
  async () => {
    const body = "z".repeat(300_000);
    expect((await curl("/stream")).length).toBe(200_000);
    expect((await curl("-0", "/stream")).length).toBe(200_000);
    expect(await curl("--data-binary", body.slice(0, 100_000), "/echo")).toBe(body.slice(0, 100_000));
    const chunked = ["-H", "Transfer-Encoding: chunked", "--data-binary", body.slice(0, 100_000)];
    expect(await curl(...chunked, "/echo")).toBe(body.slice(0, 100_000));
    const expecting = ["-H", "Expect: 100-continue", "-i", "--data-binary", "hello"];
    expect(await curl(...expecting, "/echo")).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
  },
);

test.skipIf(!hasCurl)("heads that are too long are refused, long ones are not", async () => {
  const status = (bytes: number) =>
    curl("-o", "-", "-w", "%{http_code}", "-H", `X: ${"x".repeat(bytes)}`, "/");
  expect(await status(15_000)).toMatch(/200$/);
  expect(await status(17_000)).toMatch(/431$/);
});
