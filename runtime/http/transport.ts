// The network that `serve`, `fetch` and their siblings use when they are given none: what `useTransport` was told, else the
// appliance's own, which their first use brings up.

import { openNetwork } from "../net/ambient.ts";
import type { Transport } from "../net/transport.ts";

let chosen: Transport | null = null;

/** Makes `transport` the one for everything that names none. Called once, before serving, by whoever starts the program. */
export function useTransport(transport: Transport): void {
  chosen = transport;
}

/** Throws Error when there is none. */
export function requireTransport(): Transport {
  if (chosen !== null) return chosen;
  const network = openNetwork();
  if (network === null) {
    throw new Error("there is no network: pass `transport`, or call useTransport() when the program starts");
  }
  return network.transport;
}
