// Heads of requests: what is understood, and what is refused with which status.

import { expect, test } from "vitest";
import { findHeadEnd, MAX_FIELDS, RequestHead } from "./request-head.ts";

const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const head = (line: string, ...fields: string[]) => latin1([line, ...fields, "", ""].join("\r\n"));

function parse(bytes: Uint8Array): [number, RequestHead] {
  const parsed = new RequestHead();
  return [parsed.parse(bytes, 0, bytes.length), parsed];
}

test("a plain request becomes method, target, fields", () => {
  const [status, parsed] = parse(head("GET /a?b=1 HTTP/1.1", "Host: lamp", "X-Tint:\t warm white \t"));
  expect(status).toBe(0);
  expect([parsed.method, parsed.target(), parsed.minor]).toEqual(["GET", "/a?b=1", 1]);
  expect([parsed.get("host"), parsed.get("x-tint"), parsed.get("y")]).toEqual(["lamp", "warm white", null]);
  expect([parsed.name(1), parsed.contentLength, parsed.keepAlive]).toEqual(["X-Tint", 0, true]);
});

test.each([
  ["HTTP/1.1", "Keep-Alive", true],
  ["HTTP/1.1", "upgrade, Close", false],
  ["HTTP/1.0", "x", false],
  ["HTTP/1.0", "keep-alive", true],
])("%s with Connection: %s keeps the connection: %s", (version, connection, kept) => {
  const [status, parsed] = parse(head(`GET / ${version}`, "Host: a", `Connection: ${connection}`));
  expect([status, parsed.keepAlive]).toEqual([0, kept]);
});

test.each([
  ["Content-Length: 12", 12],
  ["content-length:0", 0],
  ["Transfer-Encoding: Chunked", -1],
])("%s gives a body of %i", (field, length) => {
  const [status, parsed] = parse(head("POST / HTTP/1.1", "Host: a", field));
  expect([status, parsed.contentLength]).toEqual([0, length]);
});

test.each([
  ["both lengths", 400, ["Content-Length: 3", "Transfer-Encoding: chunked"]],
  ["two equal lengths", 400, ["Content-Length: 3", "Content-Length: 3"]],
  ["a list of lengths", 400, ["Content-Length: 3, 3"]],
  ["a signed length", 400, ["Content-Length: +3"]],
  ["a hexadecimal length", 400, ["Content-Length: 0x3"]],
  ["an empty length", 400, ["Content-Length:"]],
  ["a length beyond exact numbers", 400, ["Content-Length: 9999999999999999"]],
  ["chunked twice", 501, ["Transfer-Encoding: chunked, chunked"]],
  ["two codings", 501, ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"]],
  ["a disguised coding", 501, ["Transfer-Encoding: xchunked"]],
  ["space before the colon", 400, ["Content-Length : 3"]],
  ["a folded line", 400, ["X: a", " b"]],
  ["a bare CR", 400, ["X: a\rContent-Length: 3"]],
  ["a bare LF", 400, ["X: a\nContent-Length: 3"]],
  ["a NUL", 400, ["X: a\0"]],
  ["no name", 400, [": a"]],
  ["a second Host", 400, ["Host: b"]],
  ["an unknown expectation", 417, ["Expect: miracles"]],
  ["too many fields", 431, Array.from({ length: MAX_FIELDS }, () => "A: b")],
] as const)("%s is refused with %i", (_name, status, fields) => {
  expect(parse(head("POST / HTTP/1.1", "Host: a", ...fields))[0]).toBe(status);
});

test.each([
  ["GET  / HTTP/1.1", 400],
  ["GET / HTTP/1.1 ", 400],
  ["GET /\tHTTP/1.1", 400],
  ["GET /a b HTTP/1.1", 400],
  ["GET /\xe4 HTTP/1.1", 400],
  ["GET /", 400],
  ["", 400],
  ["GET / HTTP/2.0", 505],
  ["GET / http/1.1", 400],
  [`GET /${"a".repeat(8000)} HTTP/1.1`, 414],
  [`GET /${"a".repeat(16384)} HTTP/1.1`, 431],
])("the request line %j is refused with %i", (line, status) => {
  expect(parse(head(line, "Host: a"))[0]).toBe(status);
});

test("HTTP/1.1 needs a Host, HTTP/1.0 has no transfer codings", () => {
  expect(parse(head("GET / HTTP/1.1"))[0]).toBe(400);
  expect(parse(head("GET / HTTP/1.0"))[0]).toBe(0);
  expect(parse(head("POST / HTTP/1.0", "Transfer-Encoding: chunked"))[0]).toBe(400);
});

test("the end of a head is found however it is cut", () => {
  const bytes = head("GET / HTTP/1.1", "Host: a");
  for (let cut = 0; cut < bytes.length; cut++) {
    expect(findHeadEnd(bytes, 0, 0, cut)).toBe(0);
    expect(findHeadEnd(bytes, 0, cut, bytes.length)).toBe(bytes.length);
  }
});
