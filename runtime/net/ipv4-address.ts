// IPv4 addresses as unsigned 32-bit numbers, most significant byte first: text form and ranges.

/** The address written as four decimal numbers, as in "10.0.2.15" (RFC 6943 §3.1.1), or null for anything else. */
export function parseIpv4Address(text: string): number | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  let address = 0;
  for (let i = 0; i < 4; i++) {
    const value = parseByte(parts[i]);
    if (value < 0) return null;
    address = ((address << 8) | value) >>> 0;
  }
  return address;
}

/** The address as text, as in "10.0.2.15". */
export function formatIpv4Address(address: number): string {
  const a = (address >>> 24) & 0xff;
  const b = (address >>> 16) & 0xff;
  const c = (address >>> 8) & 0xff;
  const d = address & 0xff;
  return `${a}.${b}.${c}.${d}`;
}

/** True for an address that a single host may send from (RFC 1122 §3.2.1.3): no zero net, loopback or class D, E. */
export function isUnicast(address: number): boolean {
  const firstByte = (address >>> 24) & 0xff;
  return firstByte !== 0 && firstByte !== 127 && firstByte < 224;
}

/** 255.255.255.255, every station of the link (RFC 919). */
export const BROADCAST_ADDRESS = 0xffffffff;

/** True for 224.0.0.0 .. 239.255.255.255 (RFC 1112 §4). */
export function isMulticast(address: number): boolean {
  return address >>> 28 === 0xe;
}

/** The mask with `prefixBits` leading ones, 0 .. 32. */
export function subnetMask(prefixBits: number): number {
  return prefixBits === 0 ? 0 : (0xffffffff << (32 - prefixBits)) >>> 0;
}

/** How many leading ones a subnet mask has, 0 .. 32; 24 for no mask at all. */
export function prefixBitsOf(mask: number): number {
  if (mask === 0) return 24;
  let bits = 0;
  while (bits < 32 && (mask & (1 << (31 - bits))) !== 0) bits++;
  return bits;
}

// "1" .. "255" and "0"; a leading zero is refused because some readers take it for octal.
function parseByte(text: string): number {
  if (text.length === 0 || text.length > 3) return -1;
  if (text.length > 1 && text.charCodeAt(0) === 0x30) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value > 255 ? -1 : value;
}
