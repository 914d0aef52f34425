// Heads of responses: what is written, and what must never be.

import { expect, test } from "vitest";
import { ResponseHeadWriter } from "./response-head.ts";

test("a status line, fields and an empty line are written, each time anew", () => {
  const bytes = new Uint8Array(64);
  const writer = new ResponseHeadWriter(bytes);
  for (const reason of ["Not Found", ""]) {
    writer.start(404, reason);
    writer.field("ETag", '"\xe4"');
    writer.end();
    const text = String.fromCharCode(...bytes.subarray(0, writer.length));
    expect(text).toBe(`HTTP/1.1 404 ${reason}\r\nETag: "\xe4"\r\n\r\n`);
  }
});

test.each([
  ["X", "a\r\nSet-Cookie: b"],
  ["X", "a\nb"],
  ["X", "a\0"],
  ["X", "\u0100"],
  ["X: a\r\nY", "b"],
  ["X Y", "b"],
  ["", "b"],
])("the field %j with value %j is refused", (name, value) => {
  const writer = new ResponseHeadWriter(new Uint8Array(64));
  writer.start(200, "OK");
  expect(() => writer.field(name, value)).toThrow(TypeError);
});

test("statuses that end no exchange, and heads beyond the buffer, are refused", () => {
  const writer = new ResponseHeadWriter(new Uint8Array(20));
  for (const status of [100, 199, 600, 200.5, Number.NaN]) {
    expect(() => writer.start(status, "")).toThrow(RangeError);
  }
  writer.start(200, "OK");
  expect(() => writer.field("Name", "value")).toThrow("longer than its buffer");
});
