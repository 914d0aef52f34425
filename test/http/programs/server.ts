// A server and its clients in one program, over connections in memory: run under Node and compiled, it must print
// the same. Shows what is on the wire, byte for byte.

import { Headers, Response, serve } from "../../../runtime/http/index.ts";
import { MemoryTransport } from "../../../runtime/net/testing/memory-transport.ts";

const network = new MemoryTransport({ chunkBytes: 7 });
const clock = { nowMs: () => 0, dateMs: () => 1_700_000_000_000, after: () => () => undefined };

async function* count(): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < 3; i++) yield new TextEncoder().encode(`piece ${i}\n`);
}

const server = await serve(
  { port: 80, transport: network, clock, log: (line) => console.log("log:", line.split("\n")[0]) },
  async (request) => {
    switch (request.pathname) {
      case "/echo":
        return new Response(await request.text());
      case "/json": {
        const value = await request.json<{ n: number }>();
        return Response.json({ n: value.n + 1, method: request.method, search: request.search });
      }
      case "/count":
        return new Response(count(), { headers: { "content-type": "text/plain" } });
      case "/upper": {
        if (request.body === null) return new Response("", { status: 400 });
        let text = "";
        for await (const piece of request.body) text += new TextDecoder().decode(piece).toUpperCase();
        return new Response(text, {
          headers: new Headers([
            ["X-A", "1"],
            ["x-a", "2"],
          ]),
        });
      }
      case "/throw":
        throw new Error("on purpose");
      default:
        return new Response(`no ${request.url}\n`, { status: 404 });
    }
  },
);

async function exchange(text: string): Promise<void> {
  const connection = await network.connect("anywhere", 80);
  await connection.write(new TextEncoder().encode(text));
  connection.closeWrite();
  let answer = "";
  for (;;) {
    const piece = await connection.read();
    if (piece === null) break;
    answer += new TextDecoder().decode(piece);
  }
  console.log(`--- ${text.split("\r\n")[0]}`);
  console.log(answer.replaceAll("\r", ""));
  await connection.close();
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;
await exchange(`${get("/a?b")}${get("/count")}HEAD /echo HTTP/1.1\r\nHost: h\r\n\r\n`);
await exchange('POST /json?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n{"n": 1}');
await exchange(
  "PUT /upper HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
);
await exchange("PUT /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi");
await exchange("GET /count HTTP/1.0\r\n\r\n");
await exchange(get("/throw"));
await exchange("POST /json HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n{");
await exchange("GET / HTTP/1.1\r\n\r\n");
await exchange("BAD\r\n\r\n");
console.log(JSON.stringify(server.counters));
await server.close();
console.log("closed");
