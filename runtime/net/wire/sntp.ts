// SNTP messages of a client: parse and write. RFC 5905 §7.3 and §14, RFC 4330 §5.
//
//   | leap 2 bits, version 3, mode 3 | stratum 1 | poll 1 | precision 1 | root delay 4 | root dispersion 4 |
//   | reference id 4 | reference 8 | originate 8 | receive 8 | transmit 8 |            timestamps: seconds 4, fraction 4

import { get32, put32 } from "./bytes.ts";

const STRATUM = 1;
const REFERENCE_ID = 12;
const ORIGINATE = 24;
const RECEIVE = 32;
const TRANSMIT = 40;
export const SNTP_BYTES = 48;

const VERSION_4_CLIENT = 0x23;
const MODE_MASK = 7;
const MODE_SERVER = 4;
const LEAP_UNKNOWN = 3;
const MOST_STRATUM = 15;
/** Seconds from 1900, where NTP's count starts, to 1970. */
const SECONDS_TO_1970 = 2_208_988_800;
const ERA_SECONDS = 4_294_967_296;

export interface SntpReply {
  /** When the server received the request and sent its answer, in milliseconds since 1970. */
  readonly receivedMs: number;
  readonly sentMs: number;
  readonly stratum: number;
}

/** A request that carries the two words of `nonce`, which come back in the answer. */
export function writeSntp(nonceHigh: number, nonceLow: number): Uint8Array {
  const bytes = new Uint8Array(SNTP_BYTES);
  bytes[0] = VERSION_4_CLIENT;
  // The server does not need our time, and who does not know this number cannot answer in its place.
  put32(bytes, TRANSMIT, nonceHigh);
  put32(bytes, TRANSMIT + 4, nonceLow);
  return bytes;
}

/**
 * Parses the answer to the request with this nonce. Null for anything else; "refused" for a kiss-o'-death, which wants
 * to be asked less often or not at all (RFC 5905 §7.4).
 */
export function parseSntp(
  bytes: Uint8Array,
  nonceHigh: number,
  nonceLow: number,
): SntpReply | "refused" | null {
  if (bytes.length < SNTP_BYTES || (bytes[0] & MODE_MASK) !== MODE_SERVER) return null;
  if (get32(bytes, ORIGINATE) !== nonceHigh || get32(bytes, ORIGINATE + 4) !== nonceLow) return null;
  const stratum = bytes[STRATUM];
  if (stratum === 0) return get32(bytes, REFERENCE_ID) === 0 ? null : "refused";
  // RFC 4330 §5: a server that does not know the time itself.
  if (bytes[0] >>> 6 === LEAP_UNKNOWN || stratum > MOST_STRATUM) return null;
  if (get32(bytes, TRANSMIT) === 0) return null;
  return { receivedMs: unixMs(bytes, RECEIVE), sentMs: unixMs(bytes, TRANSMIT), stratum };
}

function unixMs(bytes: Uint8Array, at: number): number {
  const seconds = get32(bytes, at);
  // RFC 4330 §3: with the top bit clear, the count has passed its end in 2036.
  const era = seconds < ERA_SECONDS / 2 ? ERA_SECONDS : 0;
  return (seconds + era - SECONDS_TO_1970) * 1000 + (get32(bytes, at + 4) * 1000) / ERA_SECONDS;
}
