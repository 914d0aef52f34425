// The public module `ingot/config`: what an application says about itself in ingot.config.ts.
//
// Types and an identity function. Checking what a configuration says is check-config.ts, reading the file
// load-config.ts.

import type { Pin } from "../../boards/board.ts";

export type { Pin };

export interface AppConfig {
  /** Names the files that are built: lower-case letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  /** The application's own version, as in "1.2.0". */
  readonly version?: string;
  /**
   * Counts up, 0 to 2^32-1, when older versions must not run any more: a board that confirmed an image refuses images
   * with a smaller counter. Default 0.
   */
  readonly securityCounter?: number;
  /** The board to build for when the command line names none: a folder of boards/. */
  readonly board?: string;
  /** Names of your own for pins, for `board.output(name)` and `board.input(name)`. */
  readonly pins?: Readonly<Record<string, Pin>>;
  /** The Ethernet address, as in "02:00:5e:10:00:01". Default: one derived from `name`. */
  readonly ethernetAddress?: string;
}

/** Returns `config`, with its names kept in its type. Use it as the default export of ingot.config.ts. */
export function defineConfig<const C extends AppConfig>(config: C): C {
  return config;
}
