// The URL parser (URL Standard, "URL parsing"): a text and perhaps a base into the parts of a URL.
//
// The standard's state machine, with one function for what each group of states reads.

import { CONTROLS, FRAGMENT, PATH, percentEncode, QUERY, SPECIAL_QUERY, USERINFO } from "./percent.ts";
import { parseHost } from "./url-host.ts";

const DEFAULT_PORTS: readonly [string, string][] = [
  ["http", "80"],
  ["https", "443"],
  ["ws", "80"],
  ["wss", "443"],
  ["ftp", "21"],
  ["file", ""],
];

/** Port that a special scheme implies; null for schemes that are not special. */
export function defaultPort(scheme: string): string | null {
  const found = DEFAULT_PORTS.find(([name]) => name === scheme);
  return found === undefined ? null : found[1];
}

export class UrlRecord {
  scheme = "";
  username = "";
  password = "";
  host: string | null = null;
  port = "";
  path: string[] = [];
  /** The path where it is no list: mailto:someone. */
  opaque: string | null = null;
  query: string | null = null;
  fragment: string | null = null;

  get isSpecial(): boolean {
    return defaultPort(this.scheme) !== null;
  }

  copyAuthority(from: UrlRecord): void {
    this.username = from.username;
    this.password = from.password;
    this.host = from.host;
    this.port = from.port;
  }

  pathText(): string {
    if (this.opaque !== null) return this.opaque;
    return this.path.map((segment) => `/${segment}`).join("");
  }

  authorityText(): string {
    if (this.host === null)
      return this.opaque === null && this.path.length > 1 && this.path[0] === "" ? "/." : "";
    const password = this.password === "" ? "" : `:${this.password}`;
    const credentials = this.username === "" && password === "" ? "" : `${this.username}${password}@`;
    return `//${credentials}${this.host}${this.port === "" ? "" : `:${this.port}`}`;
  }

  href(): string {
    const query = this.query === null ? "" : `?${this.query}`;
    const fragment = this.fragment === null ? "" : `#${this.fragment}`;
    return `${this.scheme}:${this.authorityText()}${this.pathText()}${query}${fragment}`;
  }
}

/** The URL that `given` is, relative to `base` where that is given; null for a text that is none. */
export function parseUrl(given: string, base: UrlRecord | null): UrlRecord | null {
  let text = stripped(given);
  const url = new UrlRecord();
  const hash = text.indexOf("#");
  if (hash >= 0) {
    url.fragment = percentEncode(text.slice(hash + 1), FRAGMENT);
    text = text.slice(0, hash);
  }
  const colon = schemeLength(text);
  if (colon > 0) {
    url.scheme = text.slice(0, colon).toLowerCase();
    const rest = text.slice(colon + 1);
    if (url.scheme === "file") return fileUrl(url, rest, base);
    if (url.isSpecial) {
      // http:path is relative to a base of the same scheme.
      if (base !== null && base.scheme === url.scheme && !rest.startsWith("//"))
        return relative(url, rest, base);
      return authority(url, rest.slice(slashes(rest)));
    }
    if (rest.startsWith("//")) return authority(url, rest.slice(2));
    if (rest.startsWith("/")) return pathAndQuery(url, rest);
    const mark = rest.indexOf("?");
    if (mark >= 0) url.query = percentEncode(rest.slice(mark + 1), QUERY);
    const opaque = mark >= 0 ? rest.slice(0, mark) : rest;
    url.opaque = percentEncode(opaque, CONTROLS);
    return url;
  }
  if (base === null) return null;
  if (base.opaque !== null) {
    if (text !== "" || hash < 0) return null;
    url.scheme = base.scheme;
    url.opaque = base.opaque;
    url.query = base.query;
    return url;
  }
  url.scheme = base.scheme;
  return base.scheme === "file" ? fileUrl(url, text, base) : relative(url, text, base);
}

/** Without spaces and controls around it, and without tabs and line breaks anywhere. */
function stripped(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 0x20) from++;
  while (to > from && text.charCodeAt(to - 1) <= 0x20) to--;
  return text.slice(from, to).replaceAll("\t", "").replaceAll("\n", "").replaceAll("\r", "");
}

function isAlpha(c: string): boolean {
  return (c >= "a" && c <= "z") || (c >= "A" && c <= "Z");
}

/** Length of the scheme before its colon, 0 when there is none. */
export function schemeLength(text: string): number {
  if (text === "" || !isAlpha(text[0]!)) return 0;
  for (let i = 1; i < text.length; i++) {
    const c = text[i]!;
    if (c === ":") return i;
    if (!isAlpha(c) && !(c >= "0" && c <= "9") && c !== "+" && c !== "-" && c !== ".") return 0;
  }
  return 0;
}

function slashes(text: string): number {
  let n = 0;
  while (text[n] === "/" || text[n] === "\\") n++;
  return n;
}

function isSlash(url: UrlRecord, c: string | undefined): boolean {
  return c === "/" || (c === "\\" && url.isSpecial);
}

/** States "relative" and "relative slash". */
function relative(url: UrlRecord, text: string, base: UrlRecord): UrlRecord | null {
  if (isSlash(url, text[0])) {
    if (isSlash(url, text[1])) return authority(url, text.slice(url.isSpecial ? slashes(text) : 2));
    url.copyAuthority(base);
    return pathAndQuery(url, text);
  }
  url.copyAuthority(base);
  url.path = base.path.slice();
  if (text === "") {
    url.query = base.query;
    return url;
  }
  if (text.startsWith("?")) {
    setQuery(url, text.slice(1));
    return url;
  }
  url.path.pop();
  return pathAndQuery(url, text);
}

/** States "authority", "host" and "port"; `text` begins after the slashes. */
function authority(url: UrlRecord, text: string): UrlRecord | null {
  let end = 0;
  while (end < text.length && text[end] !== "?" && !isSlash(url, text[end])) end++;
  let host = text.slice(0, end);
  const at = host.lastIndexOf("@");
  if (at >= 0) {
    const credentials = host.slice(0, at);
    const colon = credentials.indexOf(":");
    url.username = percentEncode(colon < 0 ? credentials : credentials.slice(0, colon), USERINFO);
    url.password = colon < 0 ? "" : percentEncode(credentials.slice(colon + 1), USERINFO);
    host = host.slice(at + 1);
    if (host === "") return null;
  }
  if (!setHostAndPort(url, host)) return null;
  return pathAndQuery(url, text.slice(end));
}

/** False when `text` is no host with perhaps a port. */
export function setHostAndPort(url: UrlRecord, text: string): boolean {
  const colon = text.indexOf(":", text.startsWith("[") ? Math.max(0, text.indexOf("]")) : 0);
  const name = colon < 0 ? text : text.slice(0, colon);
  if (name === "" && (url.isSpecial || colon >= 0)) return false;
  const host = name === "" ? "" : parseHost(name, url.isSpecial);
  if (host === null) return false;
  if (colon >= 0 && !setPort(url, text.slice(colon + 1))) return false;
  url.host = host;
  return true;
}

/** False when `digits` is no port. */
export function setPort(url: UrlRecord, digits: string): boolean {
  let port = 0;
  for (let i = 0; i < digits.length; i++) {
    if (digits[i]! < "0" || digits[i]! > "9") return false;
    port = port * 10 + Number(digits[i]);
    if (port > 65535) return false;
  }
  url.port = digits === "" || `${port}` === defaultPort(url.scheme) ? "" : `${port}`;
  return true;
}

/** States "file", "file slash" and "file host". Drive letters are segments like others. */
function fileUrl(url: UrlRecord, text: string, base: UrlRecord | null): UrlRecord | null {
  url.host = "";
  const from = base !== null && base.scheme === "file" ? base : null;
  if (isSlash(url, text[0]) && isSlash(url, text[1])) {
    const rest = text.slice(2);
    let end = 0;
    while (end < rest.length && rest[end] !== "?" && !isSlash(url, rest[end])) end++;
    if (isDriveLetter(rest.slice(0, end))) return pathAndQuery(url, rest);
    const host = end === 0 ? "" : parseHost(rest.slice(0, end), true);
    if (host === null) return null;
    url.host = host === "localhost" ? "" : host;
    return pathAndQuery(url, rest.slice(end));
  }
  if (isSlash(url, text[0])) {
    if (from !== null) url.host = from.host;
    return pathAndQuery(url, text);
  }
  if (from === null) return pathAndQuery(url, text);
  return relative(url, text, from);
}

function isDriveLetter(text: string): boolean {
  return text.length === 2 && isAlpha(text[0]!) && (text[1] === ":" || text[1] === "|");
}

export function setQuery(url: UrlRecord, text: string): void {
  url.query = percentEncode(text, url.isSpecial ? SPECIAL_QUERY : QUERY);
}

/** States "path start", "path" and "query": adds the segments of `text` to the path. */
export function pathAndQuery(url: UrlRecord, given: string): UrlRecord {
  let text = given;
  const mark = text.indexOf("?");
  if (mark >= 0) {
    setQuery(url, text.slice(mark + 1));
    text = text.slice(0, mark);
  }
  addPath(url, text);
  return url;
}

/** Adds segments, with `.` and `..` worked off. */
export function addPath(url: UrlRecord, text: string): void {
  if (text === "" && !url.isSpecial) return;
  let from = isSlash(url, text[0]) ? 1 : 0;
  for (let i = from; i <= text.length; i++) {
    if (i < text.length && !isSlash(url, text[i])) continue;
    const last = i === text.length;
    const segment = text.slice(from, i);
    const dots = segment.toLowerCase().replaceAll("%2e", ".");
    if (dots === "..") {
      if (!(url.scheme === "file" && url.path.length === 1 && isDriveLetter(url.path[0]!))) url.path.pop();
      if (last) url.path.push("");
    } else if (dots === ".") {
      if (last) url.path.push("");
    } else if (url.scheme === "file" && url.path.length === 0 && isDriveLetter(segment)) {
      url.path.push(`${segment[0]!}:`);
    } else url.path.push(percentEncode(segment, PATH));
    from = i + 1;
  }
}
