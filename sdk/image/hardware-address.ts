// The Ethernet address of an application: the configured one, or one derived from the application's name.
//
// The derived one is locally administered and the same in every build. It tells applications apart, not two
// boards that run the same application: give those an `ethernetAddress` each.

import type { AppConfig } from "./config.ts";

/** First byte of derived addresses: a single station, locally administered (IEEE 802 §8.2.2). */
const LOCALLY_ADMINISTERED = 0x02;
const ADDRESS = /^([0-9a-f]{2})(:[0-9a-f]{2}){5}$/i;
const GROUP_BIT = 0x01;

/** The six bytes of the address. `config` has been checked. */
export function hardwareAddress(config: AppConfig): number[] {
  if (config.ethernetAddress !== undefined) return bytesOf(config.ethernetAddress);
  const hash = fnv1a(config.name);
  const byte = (shift: number) => (hash >>> shift) & 0xff;
  return [LOCALLY_ADMINISTERED, 0, byte(24), byte(16), byte(8), byte(0)];
}

/** True for text such as "02:00:5e:10:00:01": six bytes, not a group address. */
export function isStationAddress(text: string): boolean {
  return ADDRESS.test(text) && (bytesOf(text)[0] & GROUP_BIT) === 0;
}

function bytesOf(text: string): number[] {
  return text.split(":").map((digits) => Number.parseInt(digits, 16));
}

/** The 32-bit FNV-1a hash of the text's UTF-8 bytes. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
