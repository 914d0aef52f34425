// URL (URL Standard): the parts of a URL as properties, which can be set. Parsing is url-record.ts.

import { registerText } from "../inspect/special.ts";
import { quoted } from "../inspect/text.ts";
import { FRAGMENT, percentEncode, USERINFO } from "./percent.ts";
import {
  addPath,
  defaultPort,
  parseUrl,
  schemeLength,
  setHostAndPort,
  setPort,
  setQuery,
  type UrlRecord,
} from "./url-record.ts";
import { URLSearchParams } from "./url-search-params.ts";

/** What Node throws for a text that is no URL. */
class InvalidUrl extends TypeError {
  readonly code = "ERR_INVALID_URL";
  readonly input: string;

  constructor(input: string) {
    super("Invalid URL");
    this.input = input;
  }
}

export class URL {
  #record: UrlRecord;
  #params: URLSearchParams | null = null;

  /** TypeError "Invalid URL" for a text that is none. */
  constructor(url: unknown, base?: unknown) {
    registerUrl();
    const against = base === undefined ? null : parseUrl(`${base}`, null);
    const record = base !== undefined && against === null ? null : parseUrl(`${url}`, against);
    if (record === null) throw new InvalidUrl(`${url}`);
    this.#record = record;
  }

  /** Whether `new URL` would take these. */
  static canParse(url: unknown, base?: unknown): boolean {
    const against = base === undefined ? null : parseUrl(`${base}`, null);
    return (base === undefined || against !== null) && parseUrl(`${url}`, against) !== null;
  }

  get href(): string {
    return this.#record.href();
  }

  set href(text: string) {
    const record = parseUrl(`${text}`, null);
    if (record === null) throw new InvalidUrl(`${text}`);
    this.#record = record;
    this.#refill();
  }

  get origin(): string {
    const { scheme, host, port, isSpecial, opaque } = this.#record;
    if (scheme === "blob" && opaque !== null) {
      const inner = parseUrl(opaque, null);
      if (inner !== null && (inner.scheme === "http" || inner.scheme === "https"))
        return `${inner.scheme}:${inner.authorityText()}`;
    }
    if (!isSpecial || scheme === "file") return "null";
    return `${scheme}://${host}${port === "" ? "" : `:${port}`}`;
  }

  get protocol(): string {
    return `${this.#record.scheme}:`;
  }

  /** Special schemes only change into special ones. */
  set protocol(text: string) {
    const wanted = `${text}:`;
    const record = this.#record;
    const length = schemeLength(wanted);
    if (length === 0) return;
    const scheme = wanted.slice(0, length).toLowerCase();
    if ((defaultPort(scheme) !== null) !== record.isSpecial) return;
    if (scheme === "file" && (record.username !== "" || record.password !== "" || record.port !== "")) return;
    if (record.scheme === "file" && record.host === "") return;
    record.scheme = scheme;
    if (record.port === defaultPort(scheme)) record.port = "";
  }

  get username(): string {
    return this.#record.username;
  }

  set username(text: string) {
    if (this.#hasAuthority()) this.#record.username = percentEncode(`${text}`, USERINFO);
  }

  get password(): string {
    return this.#record.password;
  }

  set password(text: string) {
    if (this.#hasAuthority()) this.#record.password = percentEncode(`${text}`, USERINFO);
  }

  get host(): string {
    return `${this.hostname}${this.#record.port === "" ? "" : `:${this.#record.port}`}`;
  }

  set host(text: string) {
    this.#setHost(`${text}`);
  }

  get hostname(): string {
    return this.#record.host ?? "";
  }

  set hostname(text: string) {
    const { port } = this.#record;
    const name = `${text}`;
    if (name.includes(":") && !name.startsWith("[")) return;
    this.#setHost(name);
    this.#record.port = port;
  }

  get port(): string {
    return this.#record.port;
  }

  set port(text: string) {
    if (!this.#hasAuthority()) return;
    const given = `${text}`;
    let end = 0;
    while (end < given.length && given[end]! >= "0" && given[end]! <= "9") end++;
    if (end > 0 || given === "") setPort(this.#record, given.slice(0, end));
  }

  get pathname(): string {
    return this.#record.pathText();
  }

  set pathname(text: string) {
    if (this.#record.opaque !== null) return;
    this.#record.path = [];
    addPath(this.#record, `${text}`.replaceAll("?", "%3F").replaceAll("#", "%23"));
  }

  get search(): string {
    const { query } = this.#record;
    return query === null || query === "" ? "" : `?${query}`;
  }

  set search(text: string) {
    const given = `${text}`;
    if (given === "") this.#record.query = null;
    else setQuery(this.#record, given.startsWith("?") ? given.slice(1) : given);
    this.#refill();
  }

  get searchParams(): URLSearchParams {
    if (this.#params === null) {
      this.#params = new URLSearchParams();
      this.#refill();
      URLSearchParams.observe(this.#params, (query) => {
        this.#record.query = query === "" ? null : query;
      });
    }
    return this.#params;
  }

  get hash(): string {
    const { fragment } = this.#record;
    return fragment === null || fragment === "" ? "" : `#${fragment}`;
  }

  set hash(text: string) {
    const given = `${text}`;
    if (given === "") this.#record.fragment = null;
    else this.#record.fragment = percentEncode(given.startsWith("#") ? given.slice(1) : given, FRAGMENT);
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }

  #refill(): void {
    if (this.#params !== null) URLSearchParams.fill(this.#params, this.#record.query ?? "");
  }

  #hasAuthority(): boolean {
    const { host, scheme } = this.#record;
    return host !== null && host !== "" && scheme !== "file";
  }

  #setHost(text: string): void {
    if (this.#record.opaque !== null) return;
    let end = 0;
    while (end < text.length && !"/?#\\".includes(text[end]!)) end++;
    setHostAndPort(this.#record, text.slice(0, end));
  }

  get [Symbol.toStringTag](): string {
    return "URL";
  }
}

let registered = false;

function registerUrl(): void {
  if (registered) return;
  registered = true;
  registerText((object, _inspector, _name, isDeep) => {
    if (!(object instanceof URL)) return null;
    if (isDeep) return "URL {}";
    const params = object.searchParams;
    const pairs: string[] = [];
    for (const [name, value] of params) pairs.push(`${quoted(name)} => ${quoted(value)}`);
    const lines = [
      `href: ${quoted(object.href)}`,
      `origin: ${quoted(object.origin)}`,
      `protocol: ${quoted(object.protocol)}`,
      `username: ${quoted(object.username)}`,
      `password: ${quoted(object.password)}`,
      `host: ${quoted(object.host)}`,
      `hostname: ${quoted(object.hostname)}`,
      `port: ${quoted(object.port)}`,
      `pathname: ${quoted(object.pathname)}`,
      `search: ${quoted(object.search)}`,
      `searchParams: URLSearchParams {${pairs.length === 0 ? "" : ` ${pairs.join(", ")} `}}`,
      `hash: ${quoted(object.hash)}`,
    ];
    return `URL {\n  ${lines.join(",\n  ")}\n}`;
  });
}
