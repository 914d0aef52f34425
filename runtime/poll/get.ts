// The requests of a device that fetches its updates: http:// only, redirects are followed, a connection is kept.
//
// What came before a connection broke is kept, so that on a bad line each request brings it on. A server that knows no
// ranges sends the whole each time; what is known of it is passed over.

import { fetch } from "../http/index.ts";
import type { Transport } from "../net/transport.ts";
import type { GetBytes } from "./poller.ts";

/** Of one request: an index has some hundred bytes, a piece of an image 64 KiB. */
const MOST_BYTES = 65_536;
/** More than a slot holds. */
const MOST_BODY_BYTES = 16_777_216;

/** Requests over `transport`; default: the application's network. */
export function getOver(transport?: Transport): GetBytes {
  return async (url, headers, from) => {
    const maxBodyBytes = MOST_BODY_BYTES;
    const response = await fetch(
      url,
      transport === undefined ? { headers, maxBodyBytes } : { headers, maxBodyBytes, transport },
    );
    const bytes = new Uint8Array(MOST_BYTES);
    let skip = response.status === 200 ? from : 0;
    let length = 0;
    const { body } = response;
    if (body === null) return { status: response.status, bytes: bytes.subarray(0, 0) };
    const reader = body.getReader();
    try {
      while (length < MOST_BYTES) {
        const { value } = await reader.read();
        if (value === undefined) break;
        const passed = Math.min(skip, value.length);
        skip -= passed;
        const end = Math.min(value.length, passed + MOST_BYTES - length);
        bytes.set(value.subarray(passed, end), length);
        length += end - passed;
      }
      if (length === MOST_BYTES) await reader.cancel();
    } catch (error) {
      // Of an image a part is worth keeping, of an index not.
      if (headers.range === undefined) throw error;
    }
    return { status: response.status, bytes: bytes.subarray(0, length) };
  };
}
