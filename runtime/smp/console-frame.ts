// SMP over a serial console that log text shares: packets as base64 in marked lines. Zephyr documentation, "SMP
// over console".
//
// A packet is its length + 2 (16 bits), the message, and CRC-16/XMODEM of the message, in base64 as one text, cut
// into lines. The first line starts with 06 09, the others with 04 14; every line ends with 0a.

const START = [0x06, 0x09];
const MORE = [0x04, 0x14];
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const PAD = 0x3d;
/** Servers drop lines of more than 127 bytes. A multiple of 4, so that each line decodes alone. */
const LINE_CHARACTERS = 124;
/** Longer lines are log text without end: they are not kept. */
const LONGEST_LINE = 512;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** CRC-16/XMODEM: polynomial 0x1021, start 0. Over a message and its CRC it is 0. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) {
    crc ^= bytes[i] << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1;
  }
  return crc;
}

/** What is sent for one message: whole lines. */
export function encodePacket(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(message.length + 4);
  frame[0] = (message.length + 2) >> 8;
  frame[1] = (message.length + 2) & 255;
  frame.set(message, 2);
  const crc = crc16(message);
  frame[message.length + 2] = crc >> 8;
  frame[message.length + 3] = crc & 255;
  const characters = Math.ceil(frame.length / 3) * 4;
  const lines = Math.ceil(characters / LINE_CHARACTERS);
  const out = new Uint8Array(characters + lines * 3);
  let to = 0;
  for (let at = 0, column = 0; at < frame.length; at += 3) {
    if (column === 0) {
      const marker = at === 0 ? START : MORE;
      out[to++] = marker[0];
      out[to++] = marker[1];
    }
    const left = frame.length - at;
    const group = (frame[at] << 16) | ((left > 1 ? frame[at + 1] : 0) << 8) | (left > 2 ? frame[at + 2] : 0);
    out[to++] = ALPHABET.charCodeAt(group >> 18);
    out[to++] = ALPHABET.charCodeAt((group >> 12) & 63);
    out[to++] = left > 1 ? ALPHABET.charCodeAt((group >> 6) & 63) : PAD;
    out[to++] = left > 2 ? ALPHABET.charCodeAt(group & 63) : PAD;
    column += 4;
    if (column === LINE_CHARACTERS || left <= 3) {
      out[to++] = LINE_FEED;
      column = 0;
    }
  }
  return out;
}

function sextet(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52;
  if (code === 0x2b) return 62;
  return code === 0x2f ? 63 : -1;
}

/** Finds messages in what arrives on a console, byte by byte. */
export class PacketReader {
  private readonly line: number[] = [];
  private readonly packet: Uint8Array;
  private filled = 0;
  private inside = false;

  /** Messages of more than `largest` bytes are dropped. */
  constructor(largest: number) {
    this.packet = new Uint8Array(largest + 4);
  }

  /** Takes a byte; returns a message when it completes one. */
  take(byte: number): Uint8Array | undefined {
    if (byte !== LINE_FEED) {
      if (this.line.length < LONGEST_LINE) this.line.push(byte);
      return undefined;
    }
    const found = this.takeLine();
    this.line.length = 0;
    return found;
  }

  private takeLine(): Uint8Array | undefined {
    const line = this.line;
    if (line.length > 0 && line[line.length - 1] === RETURN) line.pop();
    // Log text may stand before the marker: the last one counts, as text has no control characters.
    for (let at = line.length - 2; at >= 0; at--) {
      const starts = line[at] === START[0] && line[at + 1] === START[1];
      if (!starts && !(line[at] === MORE[0] && line[at + 1] === MORE[1])) continue;
      if (starts) {
        this.filled = 0;
        this.inside = true;
      }
      if (!this.inside) return undefined;
      if (!this.decode(at + 2)) {
        this.inside = false;
        return undefined;
      }
      return this.complete();
    }
    return undefined;
  }

  /** Appends the base64 of the line from `from` on. False if it is none, or too much. */
  private decode(from: number): boolean {
    const line = this.line;
    if ((line.length - from) % 4 !== 0) return false;
    for (let at = from; at < line.length; at += 4) {
      const last = at + 4 === line.length;
      const pads = last && line[at + 3] === PAD ? (line[at + 2] === PAD ? 2 : 1) : 0;
      let group = 0;
      for (let i = 0; i < 4; i++) {
        const value = i >= 4 - pads ? 0 : sextet(line[at + i]);
        if (value < 0) return false;
        group = (group << 6) | value;
      }
      for (let i = 0; i < 3 - pads; i++) {
        if (this.filled === this.packet.length) return false;
        this.packet[this.filled++] = (group >> (16 - 8 * i)) & 255;
      }
    }
    return true;
  }

  private complete(): Uint8Array | undefined {
    if (this.filled < 2) return undefined;
    const length = (this.packet[0] << 8) | this.packet[1];
    if (this.filled < length + 2) return undefined;
    this.inside = false;
    if (length < 2 || this.filled !== length + 2) return undefined;
    if (crc16(this.packet.subarray(2, this.filled)) !== 0) return undefined;
    return this.packet.slice(2, this.filled - 2);
  }
}
