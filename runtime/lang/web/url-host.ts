// The host of a URL: domain names, IPv4 and IPv6 addresses (URL Standard, "Host parsing").
//
// Names beyond ASCII become punycode of their lower case; the mapping tables of internationalised names are not here.

import { CONTROLS, hexDigit, percentDecode, percentEncode } from "./percent.ts";

const FORBIDDEN_HOST = "\0\t\n\r #/:<>?@[\\]^|";

/** The host as it is written in a URL, or null when `text` is none. */
export function parseHost(text: string, special: boolean): string | null {
  if (text.startsWith("[")) {
    if (!text.endsWith("]")) return null;
    const pieces = parseIpv6(text.slice(1, -1));
    return pieces === null ? null : `[${ipv6Text(pieces)}]`;
  }
  if (!special) return hasAny(text, FORBIDDEN_HOST) ? null : percentEncode(text, CONTROLS);
  const domain = toAscii(percentDecode(text));
  if (domain === null || domain === "" || hasAny(domain, `${FORBIDDEN_HOST}%\u007f`) || hasControl(domain))
    return null;
  return endsInNumber(domain) ? parseIpv4(domain) : domain;
}

function hasAny(text: string, characters: string): boolean {
  for (let i = 0; i < text.length; i++) if (characters.includes(text[i]!)) return true;
  return false;
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true;
  return false;
}

function toAscii(name: string): string | null {
  // Soft hyphens are dropped, and the full stops of other scripts are dots.
  const lower = name.replaceAll("\u00ad", "").replaceAll("\u3002", ".").toLowerCase().normalize("NFC");
  const labels = lower.split(".");
  for (let i = 0; i < labels.length; i++) {
    const encoded = punycode(labels[i]!);
    if (encoded === null) return null;
    labels[i] = encoded;
  }
  return labels.join(".");
}

/** A label in ASCII (RFC 3492 section 6.3). */
function punycode(label: string): string | null {
  const points: number[] = [];
  let basic = "";
  for (let i = 0; i < label.length; i++) {
    const point = label.codePointAt(i)!;
    if (point > 0xffff) i++;
    points.push(point);
    if (point < 0x80) basic += String.fromCharCode(point);
  }
  if (basic.length === points.length) return label;
  let result = basic === "" ? "" : `${basic}-`;
  let n = 128;
  let delta = 0;
  let bias = 72;
  for (let handled = basic.length; handled < points.length; ) {
    let next = 0x110000;
    for (const p of points) if (p >= n && p < next) next = p;
    delta += (next - n) * (handled + 1);
    n = next;
    for (const p of points) {
      if (p < n) delta++;
      if (p !== n) continue;
      let q = delta;
      for (let k = 36; ; k += 36) {
        const t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (q < t) break;
        result += digit(t + ((q - t) % (36 - t)));
        q = Math.floor((q - t) / (36 - t));
      }
      result += digit(q);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return `xn--${result}`;
}

function digit(value: number): string {
  return String.fromCharCode(value < 26 ? value + 0x61 : value - 26 + 0x30);
}

function adapt(given: number, points: number, first: boolean): number {
  let delta = first ? Math.floor(given / 700) : given >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
  return k + Math.floor((36 * delta) / (delta + 38));
}

function endsInNumber(domain: string): boolean {
  const parts = domain.split(".");
  if (parts.at(-1) === "" && parts.length > 1) parts.pop();
  const last = parts.at(-1)!;
  return last !== "" && (isDigits(last) || ipv4Number(last) >= 0);
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text[i]! < "0" || text[i]! > "9") return false;
  return true;
}

/** A part of an IPv4 address, decimal, octal or hexadecimal; -1 for anything else. */
function ipv4Number(part: string): number {
  if (part === "") return -1;
  let radix = 10;
  let digits = part;
  if (part.startsWith("0x") || part.startsWith("0X")) {
    radix = 16;
    digits = part.slice(2);
  } else if (part.length > 1 && part.startsWith("0")) {
    radix = 8;
    digits = part.slice(1);
  }
  let value = 0;
  for (let i = 0; i < digits.length; i++) {
    const d = hexDigit(digits.charCodeAt(i));
    if (d < 0 || d >= radix) return -1;
    value = value * radix + d;
  }
  return value;
}

function parseIpv4(text: string): string | null {
  const parts = text.split(".");
  if (parts.at(-1) === "" && parts.length > 1) parts.pop();
  if (parts.length > 4) return null;
  let address = 0;
  for (let i = 0; i < parts.length; i++) {
    const n = ipv4Number(parts[i]!);
    const last = i === parts.length - 1;
    if (n < 0 || (last ? n >= 256 ** (5 - parts.length) : n > 255)) return null;
    address += last ? n : n * 256 ** (3 - i);
  }
  const bytes: number[] = [];
  for (let i = 3; i >= 0; i--) bytes.push(Math.floor(address / 256 ** i) % 256);
  return bytes.join(".");
}

/** The eight pieces of an IPv6 address (RFC 4291 section 2.2), or null. */
function parseIpv6(text: string): number[] | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = ipv6Pieces(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? ipv6Pieces(halves[1]!, true) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const zeros: number[] = [];
  for (let i = 0; i < missing; i++) zeros.push(0);
  return [...head, ...zeros, ...tail];
}

function ipv6Pieces(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === "") return [];
  const pieces: number[] = [];
  const parts = text.split(":");
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.includes(".")) {
      if (!mayEndInIpv4 || i !== parts.length - 1) return null;
      const bytes = part.split(".");
      if (bytes.length !== 4 || bytes.some((b) => b === "" || !isDigits(b) || Number(b) > 255)) return null;
      if (bytes.some((b) => b.length > 1 && b.startsWith("0"))) return null;
      pieces.push(Number(bytes[0]) * 256 + Number(bytes[1]), Number(bytes[2]) * 256 + Number(bytes[3]));
      continue;
    }
    if (part === "" || part.length > 4) return null;
    let value = 0;
    for (let k = 0; k < part.length; k++) {
      const d = hexDigit(part.charCodeAt(k));
      if (d < 0) return null;
      value = value * 16 + d;
    }
    pieces.push(value);
  }
  return pieces;
}

/** The longest run of zero pieces becomes `::` (RFC 5952 section 4.2). */
function ipv6Text(pieces: readonly number[]): string {
  let best = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && pieces[end] === 0) end++;
    if (end - i > length) {
      best = i;
      length = end - i;
    }
  }
  let text = "";
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      text += i === 0 ? "::" : ":";
      i += length - 1;
      continue;
    }
    text += pieces[i]!.toString(16);
    if (i < 7) text += ":";
  }
  return text;
}
