// `network()`: the network of the appliance, for programs that want to know more of it than `serve` and `fetch` need.

import { openNetwork } from "./ambient.ts";
import type { Network } from "./transport.ts";

/** The network of the appliance, brought up by the first use of it. Throws Error where there is none. */
export function network(): Network {
  const opened = openNetwork();
  if (opened !== null) return opened;
  throw new Error(
    "there is no network: run the program as an application, with `ingot dev`, `run` or `build`",
  );
}
