// Request (Fetch Standard §5.4): what a handler is given and what `fetch` takes.
//
// Modes, credentials, caches and signals of browsers are not there. `pathname` and `search` are, because every
// handler wants them and parsing a URL for them is waste.

import { Body, type BodyInit, type ByteSource } from "./body.ts";
import { Headers, type HeadersInit } from "./headers.ts";

export interface RequestInit {
  /** By default GET. Letters of the usual methods may be small. */
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly body?: BodyInit;
}

/** For the server: a request that arrived. */
export interface Arrival {
  readonly method: string;
  /** In origin-form or absolute-form (RFC 9112 §3.2), or "*". */
  readonly target: string;
  readonly headers: Headers;
  readonly source: ByteSource | null;
  readonly remoteAddress: string;
}

const USUAL_METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"];

export class Request extends Body {
  readonly method: string;
  readonly headers: Headers;
  /** The address of the client in text form; "" for a request of our own. */
  readonly remoteAddress: string;
  private readonly target: string;
  private readonly pathStart: number;
  private readonly queryStart: number;

  /** Throws TypeError for a GET or HEAD with a body, as the web does. */
  constructor(url: string, init: RequestInit = {}, arrival: Arrival | null = null) {
    super(init.body ?? null, arrival === null ? null : arrival.source);
    if (arrival !== null) {
      this.method = arrival.method;
      this.headers = arrival.headers;
      this.remoteAddress = arrival.remoteAddress;
      this.target = arrival.target;
    } else {
      const upper = (init.method ?? "GET").toUpperCase();
      this.method = USUAL_METHODS.includes(upper) ? upper : (init.method ?? "GET");
      this.headers = new Headers(init.headers);
      this.remoteAddress = "";
      this.target = url;
      if ((init.body ?? null) !== null) {
        if (this.method === "GET" || this.method === "HEAD") {
          throw new TypeError("Request with GET/HEAD method cannot have body.");
        }
        if (typeof init.body === "string" && !this.headers.has("content-type")) {
          this.headers.set("content-type", "text/plain;charset=UTF-8");
        }
      }
    }
    this.pathStart = findPath(this.target);
    const query = this.target.indexOf("?", this.pathStart);
    this.queryStart = query < 0 ? this.target.length : query;
  }

  /** The address in full; of a request that arrived, with what its Host field says. */
  get url(): string {
    if (this.target.charCodeAt(0) !== SLASH && this.target !== "*") return this.target;
    const slash = this.target === "*" ? "/" : "";
    return `http://${this.headers.get("host") ?? "localhost"}${slash}${this.target}`;
  }

  /** The path of the address as it was sent, percent signs and all: begins with "/". */
  get pathname(): string {
    if (this.pathStart === 0 && this.queryStart === this.target.length) return this.target;
    const path = this.target.slice(this.pathStart, this.queryStart);
    return path === "" ? "/" : path;
  }

  /** The query with its "?", or "". */
  get search(): string {
    return this.target.slice(this.queryStart);
  }
}

const SLASH = 0x2f;

/** Where the path begins in `/path` and `http://host/path`. */
function findPath(target: string): number {
  if (target.charCodeAt(0) === SLASH) return 0;
  const authority = target.indexOf("://");
  if (authority < 0) return 0;
  const path = target.indexOf("/", authority + 3);
  if (path >= 0) return path;
  const query = target.indexOf("?", authority + 3);
  return query < 0 ? target.length : query;
}
