// Assets over HTTP: tags, ranges, encodings.

import { expect, test } from "vitest";
import { Request } from "../request.ts";
import { Asset } from "./asset.ts";
import { parseRange, serveAsset } from "./serve-asset.ts";

const page = new Asset("text/html", '"abc"', "0123456789", "gz");

function ask(headers: Record<string, string>, method = "GET") {
  return serveAsset(new Request("http://h/", { method, headers }), page);
}

test.each([
  [{}, 200, "0123456789", '"abc"'],
  [{ "accept-encoding": "br, gzip" }, 200, "gz", '"abc-gzip"'],
  [{ "accept-encoding": "*" }, 200, "gz", '"abc-gzip"'],
  [{ "accept-encoding": "gzip;q=0, *" }, 200, "0123456789", '"abc"'],
  [{ "accept-encoding": "br" }, 200, "0123456789", '"abc"'],
  [{ "if-none-match": '"x", W/"abc"' }, 304, "", '"abc"'],
  [{ "if-none-match": '"abc-gzip"', "accept-encoding": "gzip" }, 304, "", '"abc"'],
  [{ "if-none-match": "*" }, 304, "", '"abc"'],
  [{ "if-none-match": '"x"' }, 200, "0123456789", '"abc"'],
  [{ range: "bytes=2-4", "accept-encoding": "gzip" }, 206, "234", '"abc"'],
  [{ range: "bytes=2-4", "if-range": '"abc"' }, 206, "234", '"abc"'],
  [{ range: "bytes=2-4", "if-range": '"old"' }, 200, "0123456789", '"abc"'],
  [{ range: "bytes=10-" }, 416, "416 Range Not Satisfiable\n", '"abc"'],
  [{ range: "bytes=0-1,3-4" }, 200, "0123456789", '"abc"'],
])("%j is answered with %i and %j", async (headers, status, body, etag) => {
  const response = ask(headers as Record<string, string>);
  expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([
    status,
    body,
    etag,
  ]);
  expect(response.headers.get("vary")).toBe("Accept-Encoding");
  if (status === 206) expect(response.headers.get("content-range")).toBe("bytes 2-4/10");
  if (status === 416) expect(response.headers.get("content-range")).toBe("bytes */10");
});

test("other methods are refused", () => {
  expect(ask({}, "DELETE").status).toBe(405);
});

test.each([
  ["bytes=0-0", [0, 0]],
  ["bytes=5-", [5, 9]],
  ["bytes=-3", [7, 9]],
  ["bytes=-30", [0, 9]],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=9-99", [9, 9]],
  ["bytes=4-3", null],
  ["bytes=-", null],
  ["bytes=a-b", null],
  ["lines=1-2", null],
  ["bytes=0x1-2", null],
])("of ten bytes, %s is %j", (text, range) => {
  expect(parseRange(text, 10)).toEqual(range);
});
