// IPv6 addresses, sixteen bytes each: text form, kinds, and the ones that a station derives. RFC 4291, RFC 5952.
//
// Not supported: zones ("%eth0") and the form with a dotted IPv4 address at the end, which nothing here writes either.

import { get16, get32, put16, put32, take } from "../wire/bytes.ts";
import { IPV6_ADDRESS_BYTES, isAddressAt } from "../wire/ipv6.ts";

const GROUPS = 8;
/** ":", and the digits of sixteen. */
const COLON = 0x3a;

/** "::", which nobody has. */
export const UNSPECIFIED = new Uint8Array(IPV6_ADDRESS_BYTES);
/** ff02::1 and ff02::2, every station and every router of the link (RFC 4291 §2.7.1). */
export const ALL_NODES = linkGroup(1);
export const ALL_ROUTERS = linkGroup(2);

/** ff02::16, routers that hear of listeners by version 2 (RFC 3810 §5.2.14). */
export const ALL_MLD_ROUTERS = linkGroup(0x16);

function linkGroup(last: number): Uint8Array {
  const address = new Uint8Array(IPV6_ADDRESS_BYTES);
  address[0] = 0xff;
  address[1] = 0x02;
  address[15] = last;
  return address;
}

/** The address that `text` says, as in "fe80::1" (RFC 4291 §2.2), or null for anything else. */
export function parseIpv6Address(text: string): Uint8Array | null {
  const address = new Uint8Array(IPV6_ADDRESS_BYTES);
  let group = 0;
  /** Where "::" stands, in groups; -1 for nowhere. */
  let gap = -1;
  let at = 0;
  if (text.startsWith("::")) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    if (group === GROUPS) return null;
    let value = 0;
    let digits = 0;
    for (; at < text.length && text.charCodeAt(at) !== COLON; at++) {
      const digit = hexDigit(text.charCodeAt(at));
      digits += 1;
      if (digit < 0 || digits > 4) return null;
      value = value * 16 + digit;
    }
    if (digits === 0) return null;
    put16(address, 2 * group, value);
    group += 1;
    if (at === text.length) break;
    at += 1;
    if (at < text.length && text.charCodeAt(at) === COLON) {
      if (gap >= 0) return null;
      gap = group;
      at += 1;
    } else if (at === text.length) return null;
  }
  if (gap < 0) return group === GROUPS ? address : null;
  if (group === GROUPS) return null;
  const behind = group - gap;
  for (let i = 0; i < behind; i++) put16(address, 2 * (GROUPS - 1 - i), get16(address, 2 * (group - 1 - i)));
  for (let i = gap; i < GROUPS - behind; i++) put16(address, 2 * i, 0);
  return address;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = (code | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

/** The address as text (RFC 5952 §4): small letters, the longest run of zero groups as "::". */
export function formatIpv6Address(address: Uint8Array): string {
  let gap = -1;
  let gapGroups = 1;
  for (let i = 0; i < GROUPS; i++) {
    let zeros = 0;
    while (i + zeros < GROUPS && get16(address, 2 * (i + zeros)) === 0) zeros++;
    if (zeros > gapGroups) {
      gap = i;
      gapGroups = zeros;
    }
  }
  let text = "";
  for (let i = 0; i < GROUPS; i++) {
    if (i === gap) {
      text += "::";
      i += gapGroups - 1;
      continue;
    }
    if (text !== "" && !text.endsWith(":")) text += ":";
    text += get16(address, 2 * i).toString(16);
  }
  return text;
}

export function sameAddress(a: Uint8Array, b: Uint8Array): boolean {
  return isAddressAt(a, 0, b);
}

export function isUnspecified(address: Uint8Array): boolean {
  return isAddressAt(address, 0, UNSPECIFIED);
}

/** ff00::/8 (RFC 4291 §2.7). */
export function isMulticast6(address: Uint8Array): boolean {
  return address[0] === 0xff;
}

/** fe80::/10 (RFC 4291 §2.5.6). */
export function isLinkLocal(address: Uint8Array): boolean {
  return address[0] === 0xfe && (address[1]! & 0xc0) === 0x80;
}

/** How many leading bits two addresses have in common, 0 .. 128. */
export function commonBits(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < IPV6_ADDRESS_BYTES; i += 4) {
    const different = (get32(a, i) ^ get32(b, i)) >>> 0;
    if (different !== 0) return 8 * i + Math.clz32(different);
  }
  return 128;
}

/** RFC 4291 §2.7.1: the group that every station with this address is in, so that it can be asked for. */
export function solicitedNode(address: Uint8Array): Uint8Array {
  const group = linkGroup(0);
  group[11] = 1;
  group[12] = 0xff;
  for (let i = 13; i < IPV6_ADDRESS_BYTES; i++) group[i] = address[i]!;
  return group;
}

/** RFC 2464 §7: 33-33 and the last four bytes of the group. */
export function groupHardware6(group: Uint8Array): Uint8Array {
  const hardware = new Uint8Array(6);
  put16(hardware, 0, 0x3333);
  put32(hardware, 2, get32(group, 12));
  return hardware;
}

/** The first half of `prefix` with the interface identifier of a station behind it (RFC 4291 Appendix A, RFC 2464 §4). */
export function fromHardware(prefix: Uint8Array, hardware: Uint8Array): Uint8Array {
  const address = take(prefix, 0, IPV6_ADDRESS_BYTES);
  address[8] = hardware[0]! ^ 0x02;
  address[9] = hardware[1]!;
  address[10] = hardware[2]!;
  address[11] = 0xff;
  address[12] = 0xfe;
  address[13] = hardware[3]!;
  address[14] = hardware[4]!;
  address[15] = hardware[5]!;
  return address;
}

/** fe80::/64, which every link has (RFC 4291 §2.5.6). */
export function linkLocalPrefix(): Uint8Array {
  const prefix = new Uint8Array(IPV6_ADDRESS_BYTES);
  prefix[0] = 0xfe;
  prefix[1] = 0x80;
  return prefix;
}
