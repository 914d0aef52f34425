// An asset as the answer to a request: not at all if the client has it, compressed, or the range that it wants.
//
// One range at a time: of several, the whole is sent, which RFC 9110 §14.2 allows.

import type { Request } from "../request.ts";
import { Response } from "../response.ts";
import type { Asset } from "./asset.ts";

export interface AssetOptions {
  /** Cache-Control; by default "no-cache": clients keep it and ask each time whether it is still so. */
  readonly cacheControl?: string;
}

/** Answers GET and HEAD with `asset`, other methods with 405. */
export function serveAsset(request: Request, asset: Asset, options: AssetOptions = {}): Response {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("405 Method Not Allowed\n", { status: 405, headers: { allow: "GET, HEAD" } });
  }
  const headers: Record<string, string> = {
    etag: asset.etag,
    "cache-control": options.cacheControl ?? "no-cache",
  };
  if (asset.hasGzip) headers.vary = "Accept-Encoding";
  const known = request.headers.get("if-none-match");
  if (known !== null && listsTag(known, asset.etag)) return new Response(null, { status: 304, headers });
  headers["content-type"] = asset.contentType;
  headers["accept-ranges"] = "bytes";

  const wanted = request.headers.get("range");
  const condition = request.headers.get("if-range");
  // RFC 9110 §13.1.5: with another tag, or with a date, the range is of something else.
  if (wanted !== null && request.method === "GET" && (condition === null || condition === asset.etag)) {
    const bytes = asset.bytes();
    const range = parseRange(wanted, bytes.length);
    if (range === "unsatisfiable") {
      headers["content-range"] = `bytes */${bytes.length}`;
      return new Response("416 Range Not Satisfiable\n", { status: 416, headers });
    }
    if (range !== null) {
      headers["content-range"] = `bytes ${range[0]}-${range[1]}/${bytes.length}`;
      return new Response(bytes.subarray(range[0], range[1] + 1), { status: 206, headers });
    }
  }
  if (asset.hasGzip && acceptsGzip(request.headers.get("accept-encoding") ?? "")) {
    headers["content-encoding"] = "gzip";
    // Another representation has another tag (RFC 9110 §8.8.3).
    headers.etag = gzipTag(asset.etag);
    return new Response(asset.gzip(), { headers });
  }
  return new Response(asset.bytes(), { headers });
}

/** `"x"` -> `"x-gzip"` */
function gzipTag(etag: string): string {
  return `${etag.slice(0, -1)}-gzip"`;
}

/** Whether If-None-Match names the content, in either encoding, by weak comparison (RFC 9110 §13.1.2). */
function listsTag(list: string, etag: string): boolean {
  if (list.trim() === "*") return true;
  const compressed = gzipTag(etag);
  return list.split(",").some((item) => {
    const tag = item.trim();
    const strong = tag.startsWith("W/") ? tag.slice(2) : tag;
    return strong === etag || strong === compressed;
  });
}

/** Whether Accept-Encoding takes gzip (RFC 9110 §12.5.3): named, or by "*", and not with a weight of 0. */
function acceptsGzip(list: string): boolean {
  let byStar = false;
  for (const item of list.toLowerCase().split(",")) {
    const parts = item.split(";");
    const coding = parts[0]!.trim();
    if (coding !== "gzip" && coding !== "x-gzip" && coding !== "*") continue;
    const weight = parts.length < 2 ? "" : parts[1]!.trim();
    const refused = weight.startsWith("q=") && Number(weight.slice(2)) === 0;
    if (coding !== "*") return !refused;
    byStar = !refused;
  }
  return byStar;
}

/**
 * The first and last offset that Range asks for (RFC 9110 §14.1.2); null when it is to be ignored: another unit,
 * several ranges, or nonsense.
 */
export function parseRange(text: string, length: number): [number, number] | "unsatisfiable" | null {
  const value = text.trim();
  if (!value.toLowerCase().startsWith("bytes=") || value.includes(",")) return null;
  const dash = value.indexOf("-");
  if (dash < 0) return null;
  const from = digits(value.slice(6, dash).trim());
  const to = digits(value.slice(dash + 1).trim());
  if (from === null || to === null) return null;
  if (from < 0) {
    if (to < 0) return null;
    if (to === 0 || length === 0) return "unsatisfiable";
    return [Math.max(0, length - to), length - 1];
  }
  if (to >= 0 && to < from) return null;
  if (from >= length) return "unsatisfiable";
  return [from, to < 0 ? length - 1 : Math.min(to, length - 1)];
}

/** The number that `text` is; -1 when it is empty, null when it is no number. */
function digits(text: string): number | null {
  if (text === "") return -1;
  if (text.length > 15) return null;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = 10 * value + digit;
  }
  return value;
}
