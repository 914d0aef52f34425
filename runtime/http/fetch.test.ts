// fetch: what it sends, what it makes of answers, and when it uses a connection again.

import { expect, test } from "vitest";
import { MemoryTransport } from "../net/testing/memory-transport.ts";
import { type FetchOptions, fetch } from "./fetch.ts";
import { Response } from "./response.ts";
import type { Handler } from "./server/connection.ts";
import { serve } from "./server/serve.ts";
import { ManualClock, settle } from "./testing/manual-clock.ts";
import { toBytes } from "./testing/raw-client.ts";
import { parseAddress } from "./url-parts.ts";

async function start(handler: Handler) {
  const transport = new MemoryTransport({ chunkBytes: 9 });
  const clock = new ManualClock();
  const server = await serve({ port: 80, transport, clock, log: () => undefined }, handler);
  const ask = (path: string, more: FetchOptions = {}) =>
    fetch(`http://h${path}`, { transport, clock, ...more });
  return { server, clock, ask, transport };
}

/** What fetch makes of `answer`, sent as it is to each connection in turn; null ends one without an answer. */
async function given(answers: (string | null)[], options: FetchOptions = {}, ends = true) {
  const transport = new MemoryTransport({ chunkBytes: 5 });
  const clock = new ManualClock();
  const listener = await transport.listen(80);
  let sent = "";
  void (async () => {
    for (const answer of answers) {
      const peer = await listener.accept();
      while (!sent.includes("\r\n\r\n"))
        sent += String.fromCharCode(...((await peer.read()) ?? toBytes("\r\n\r\n")));
      if (answer !== null) await peer.write(toBytes(answer));
      if (ends) peer.closeWrite();
    }
  })();
  const response = fetch("http://h/a?b", { transport, clock, ...options });
  return { response, clock, sent: () => sent };
}

test("a request and its response are those of the web", async () => {
  const { ask } = await start(async (request) =>
    Response.json({
      url: request.url,
      method: request.method,
      type: request.headers.get("content-type"),
      body: await request.text(),
    }),
  );
  const response = await ask("/a?b=c#d", { method: "post", body: "hi" });
  expect([response.status, response.ok, response.statusText]).toEqual([200, true, "OK"]);
  expect(await response.json()).toEqual({
    url: "http://h/a?b=c",
    method: "POST",
    type: "text/plain;charset=UTF-8",
    body: "hi",
  });
});

test("what is sent has a host and no field that would break its framing", async () => {
  const headers = { "X-A": "1", Connection: "close", "Transfer-Encoding": "chunked" };
  const { response, sent } = await given(["HTTP/1.1 204 No Content\r\n\r\n"], { headers });
  expect((await response).status).toBe(204);
  expect(sent()).toBe("GET /a?b HTTP/1.1\r\nhost: h\r\nx-a: 1\r\n\r\n");
});

test("bodies stream both ways", async () => {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 3; i++) yield new TextEncoder().encode(`piece ${i} `);
  }
  const { ask } = await start(async (request) => new Response(request.body));
  const response = await ask("/", { method: "POST", body: pieces() });
  expect(response.headers.get("transfer-encoding")).toBe("chunked");
  let text = "";
  for await (const piece of response.body!) text += new TextDecoder().decode(piece);
  expect(text).toBe("piece 0 piece 1 piece 2 ");
});

test("a connection is used again when its response has been read, and not when it was left", async () => {
  const { ask, server, clock } = await start(() => new Response("hello"));
  for (let i = 0; i < 3; i++) await (await ask("/")).text();
  expect(server.counters.accepted).toBe(1);
  await (await ask("/")).body!.cancel();
  await (await ask("/")).text();
  expect(server.counters.accepted).toBe(2);
  await clock.advance(6000);
  await (await ask("/")).text();
  expect(server.counters.accepted).toBe(3);
});

test("a kept connection that the server has closed is replaced, for requests that may be repeated", async () => {
  const first = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  const transport = new MemoryTransport();
  const clock = new ManualClock();
  const listener = await transport.listen(80);
  void (async () => {
    for (let i = 0; i < 2; i++) {
      const peer = await listener.accept();
      await peer.read();
      await peer.write(toBytes(first));
      peer.closeWrite();
    }
  })();
  const ask = (method: string) => fetch("http://h/", { transport, clock, method });
  expect((await ask("GET")).status).toBe(200);
  expect((await ask("GET")).status).toBe(200);
  await expect(ask("POST")).rejects.toMatchObject({ code: "closed" });
});

test.each([
  ["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "hi"],
  ["HTTP/1.1 200 OK\r\n\r\nuntil the end", "until the end"],
  ["HTTP/1.0 200\r\n\r\nold", "old"],
  ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "hi"],
  [
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
    "x",
  ],
])("%j gives %j", async (answer, text) => {
  expect(await (await (await given([answer])).response).text()).toBe(text);
});

test.each([
  ["", "ended before"],
  ["HTTP/2 200 OK\r\n\r\n", "no HTTP/1.1"],
  ["HTTP/1.1 2x0 OK\r\n\r\n", "no status"],
  ["HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "a broken field"],
  ["HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "a broken Content-Length"],
  ["HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "both"],
  ["HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "transfer coding"],
  ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi", "middle of the body"],
  ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi", "middle of the body"],
  ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "chunks are broken"],
  ["HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + "x".repeat(101), "raise maxBodyBytes"],
])("%.60j is an error: %s", async (answer, message) => {
  const { response } = await given([answer], { maxBodyBytes: 100 });
  await expect(response.then((r) => r.text())).rejects.toThrow(message);
});

test("a server that does not answer, or stops in the body, is not waited for", async () => {
  const silent = await given([null], { timeoutMs: 5000 }, false);
  const rejects = expect(silent.response).rejects.toMatchObject({ code: "timed-out" });
  await silent.clock.advance(5000);
  await rejects;
  const slow = await given(["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi"], { timeoutMs: 5000 }, false);
  await settle();
  const text = expect((await slow.response).text()).rejects.toMatchObject({ code: "timed-out" });
  await slow.clock.advance(5000);
  await text;
});

test("redirects are followed, refused or shown", async () => {
  const { ask } = await start(async (request) => {
    if (request.pathname === "/loop") return Response.redirect("/loop");
    if (request.pathname === "/out") return Response.redirect("https://elsewhere/");
    if (request.pathname === "/a/b") return Response.redirect("c?d", 303);
    return new Response(`${request.method} ${request.url} ${await request.text()}`);
  });
  expect(await (await ask("/a/b", { method: "POST", body: "x" })).text()).toBe("GET http://h/a/c?d ");
  expect((await ask("/a/b", { redirect: "manual" })).status).toBe(303);
  await expect(ask("/a/b", { redirect: "error" })).rejects.toThrow("redirects to c?d");
  await expect(ask("/loop")).rejects.toThrow("more than 5 times");
  await expect(ask("/out")).rejects.toThrow("https:// needs TLS");
});

test.each([
  ["http://h", "h", 80, "/"],
  ["HTTP://h:8080/a?b#c", "h", 8080, "/a?b"],
  ["http://[::1]:81?x", "::1", 81, "/?x"],
])("%s is host %s, port %i, target %s", (url, host, port, target) => {
  expect(parseAddress(url, "http")).toMatchObject({ host, port, target });
});

test.each([
  "https://h",
  "ftp://h",
  "http://",
  "http://a:b",
  "http://a:0",
  "http://u@h",
  "http://h/a b",
  "http://h/\r\n",
])("%j is refused", (url) => {
  expect(() => parseAddress(url, "http")).toThrow(TypeError);
});
