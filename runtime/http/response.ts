// Response (Fetch Standard §5.5): what a handler returns and what `fetch` resolves with.
//
// `clone`, `redirected` and opaque responses of browsers are not there.

import { Body, type BodyInit, type ByteSource } from "./body.ts";
import { Headers, type HeadersInit } from "./headers.ts";

export interface ResponseInit {
  /** 200 .. 599, by default 200. */
  readonly status?: number;
  /** The reason phrase; the server fills in the usual one. */
  readonly statusText?: string;
  readonly headers?: HeadersInit;
}

const REDIRECTS = [301, 302, 303, 307, 308];

export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;

  /**
   * Throws RangeError for a status out of range, TypeError for a body where none may be (204, 205, 304), as the web
   * does. `source` is for `fetch`.
   */
  constructor(body: BodyInit = null, init: ResponseInit = {}, source: ByteSource | null = null) {
    super(body, source);
    const status = init.status ?? 200;
    if (!(status >= 200 && status <= 599) || status % 1 !== 0) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    if (body !== null && (status === 204 || status === 205 || status === 304)) {
      throw new TypeError(`Response constructor: Invalid response status code ${status}`);
    }
    this.status = status;
    this.statusText = init.statusText ?? "";
    const headers = init.headers;
    this.headers = new Headers(headers);
    if (typeof body === "string" && !this.headers.has("content-type")) {
      this.headers.append("content-type", "text/plain;charset=UTF-8");
    }
  }

  /** Whether the status says success: 200 .. 299. */
  get ok(): boolean {
    return this.status <= 299;
  }

  /** A response with `value` as JSON. Throws TypeError for what JSON cannot say (undefined, functions). */
  static json(value: unknown, init: ResponseInit = {}): Response {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError("The data is not of type `JSON`.");
    const headers = new Headers(init.headers);
    if (!headers.has("content-type")) headers.append("content-type", "application/json");
    return new Response(text, { status: init.status, statusText: init.statusText, headers });
  }

  /** Sends the client to `url`. Throws RangeError unless `status` is 301, 302, 303, 307 or 308. */
  static redirect(url: string, status = 302): Response {
    if (!REDIRECTS.includes(status)) throw new RangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location: url } });
  }
}
