// The network that the program runs on. In an application for a board, generated code (sdk/image/compose-network.ts)
// stands in the place of this file and brings up what ingot.config.ts says; here, as for a single file, there is none.

import type { Network } from "./transport.ts";

/** The network, brought up by the first call; null where there is none. */
export function openNetwork(): Network | null {
  return null;
}
