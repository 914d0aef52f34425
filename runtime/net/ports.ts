// Which local port a connection or socket gets when it does not ask for one. RFC 6056 §3.3.1: a random one.

import type { Environment } from "./time.ts";

/** RFC 6335 §6, the dynamic ports. */
const FIRST_DYNAMIC_PORT = 49152;
const DYNAMIC_PORTS = 65536 - FIRST_DYNAMIC_PORT;

/** Gives a dynamic port for which `taken` is false, or the last one tried when all are. */
export type PortChooser = (taken: (port: number) => boolean) => number;

export function randomPorts(environment: Environment): PortChooser {
  return (taken) => {
    let offset = environment.random32() % DYNAMIC_PORTS;
    for (let tries = 0; tries < DYNAMIC_PORTS; tries++) {
      const port = FIRST_DYNAMIC_PORT + offset;
      if (!taken(port)) return port;
      offset = (offset + 1) % DYNAMIC_PORTS;
    }
    return FIRST_DYNAMIC_PORT + offset;
  };
}
