// The network that `serve`, `fetch` and their siblings use when they are given none.

import type { Transport } from "../net/transport.ts";

let ambient: Transport | null = null;

/** Makes `transport` the one for everything that names none. Calls once, before serving, by whoever starts the program. */
export function useTransport(transport: Transport): void {
  ambient = transport;
}

/** Throws Error when there is none. */
export function requireTransport(): Transport {
  if (ambient === null) {
    throw new Error("there is no network: pass `transport`, or call useTransport() when the program starts");
  }
  return ambient;
}
