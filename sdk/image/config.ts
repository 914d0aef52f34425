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
  /**
   * Functions of the SoC that the program takes for `ingot/io`, as in ["i2c1", "spi0", "uart2", "pwm0"]. Their pins are
   * then nobody else's.
   */
  readonly uses?: readonly string[];
  /** The Ethernet address, as in "02:00:5e:10:00:01". Default: one derived from `name`. */
  readonly ethernetAddress?: string;
  /** The network of programs that serve or ask others. Default: DHCP, and `name`.local. */
  readonly network?: NetworkConfig;
}

export interface NetworkConfig {
  /** "dhcp", the default, or an address of your choice. */
  readonly address?: "dhcp" | FixedAddress;
  /** Whether the board has IPv6 addresses as well, and answers there: to pings, and at UDP ports. Default false. */
  readonly ipv6?: boolean;
  /** What the board is called in the network: NAME.local, and towards the DHCP server. Default: the application's name. */
  readonly name?: string;
  /** Whether neighbours can find the board by NAME.local. Default true. */
  readonly mdns?: boolean;
  /** Services to announce by mDNS, with their ports, as in { "_http._tcp": 80 }. */
  readonly services?: Readonly<Record<string, number>>;
}

export interface FixedAddress {
  /** As in "192.168.1.7". */
  readonly address: string;
  /** How many leading bits of the address name the local network, 1 .. 32. Default 24. */
  readonly prefixBits?: number;
  /** The router to everywhere else. */
  readonly gateway?: string;
  /** Addresses of name servers, best first. */
  readonly nameServers?: readonly string[];
}

/** Returns `config`, with its names kept in its type. Use it as the default export of ingot.config.ts. */
export function defineConfig<const C extends AppConfig>(config: C): C {
  return config;
}
