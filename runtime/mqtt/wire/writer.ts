// Packets of MQTT that a client sends, as bytes (MQTT 3.1.1 §3, MQTT 5.0 §3).
//
// Both versions: 5 has properties where 3.1.1 has nothing. Topic aliases and most properties are not used.

export const CONNECT = 1;
export const CONNACK = 2;
export const PUBLISH = 3;
export const PUBACK = 4;
export const PUBREC = 5;
export const PUBREL = 6;
export const PUBCOMP = 7;
export const SUBSCRIBE = 8;
export const SUBACK = 9;
export const UNSUBSCRIBE = 10;
export const UNSUBACK = 11;
export const PINGREQ = 12;
export const PINGRESP = 13;
export const DISCONNECT = 14;

/** Protocol level (§3.1.2.2): 4 is MQTT 3.1.1, 5 is MQTT 5.0. */
export type Version = 4 | 5;
/** At most once, at least once, exactly once (§4.3). */
export type Qos = 0 | 1 | 2;

export interface Will {
  readonly topic: string;
  readonly payload: string | Uint8Array;
  readonly qos?: Qos;
  readonly retain?: boolean;
}

export interface ConnectFields {
  readonly version: Version;
  readonly clientId: string;
  readonly keepAliveSeconds: number;
  readonly cleanSession: boolean;
  readonly username?: string;
  readonly password?: string;
  readonly will?: Will;
}

const encoder = new TextEncoder();
const MAX_TEXT_BYTES = 65_535;
/** How long the broker keeps a session for us (§3.1.2.11.2): a day. */
const SESSION_EXPIRY_SECONDS = 86_400;
const SESSION_EXPIRY = 0x11;

/** Bytes that grow at the end. */
class ByteWriter {
  private bytes = new Uint8Array(64);
  private length = 0;

  u8(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length] = value;
    this.length++;
  }

  u16(value: number): void {
    this.u8(value >> 8);
    this.u8(value & 0xff);
  }

  /** Variable byte integer (§1.5.5). */
  varint(value: number): void {
    let left = value;
    do {
      const digit = left % 128;
      left = Math.floor(left / 128);
      this.u8(left > 0 ? digit | 0x80 : digit);
    } while (left > 0);
  }

  raw(more: Uint8Array): void {
    if (this.length + more.length > this.bytes.length) this.grow(more.length);
    this.bytes.set(more, this.length);
    this.length += more.length;
  }

  /** Two bytes of length, then the bytes (§1.5.4, §1.5.6). Throws RangeError beyond 65,535. */
  sized(data: string | Uint8Array): void {
    const bytes = toBytes(data);
    if (bytes.length > MAX_TEXT_BYTES) throw new RangeError("a topic, name or will is over 65,535 bytes");
    this.u16(bytes.length);
    this.raw(bytes);
  }

  /** The packet with these bytes behind its fixed header (§2.1). */
  packet(type: number, flags: number): Uint8Array {
    const header = new ByteWriter();
    header.u8((type << 4) | flags);
    header.varint(this.length);
    header.raw(this.bytes.subarray(0, this.length));
    return header.bytes.slice(0, header.length);
  }

  private grow(more: number): void {
    const bytes = new Uint8Array(2 * this.bytes.length + more);
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
}

export function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? encoder.encode(data) : data;
}

/** CONNECT (§3.1) */
export function connectPacket(fields: ConnectFields): Uint8Array {
  const out = new ByteWriter();
  out.sized("MQTT");
  out.u8(fields.version);
  const will = fields.will;
  let flags = fields.cleanSession ? 0x02 : 0;
  if (will !== undefined) flags |= 0x04 | ((will.qos ?? 0) << 3) | (will.retain === true ? 0x20 : 0);
  if (fields.password !== undefined) flags |= 0x40;
  if (fields.username !== undefined) flags |= 0x80;
  out.u8(flags);
  out.u16(fields.keepAliveSeconds);
  if (fields.version === 5) {
    if (fields.cleanSession) {
      out.varint(0);
    } else {
      out.varint(5);
      out.u8(SESSION_EXPIRY);
      out.u16(SESSION_EXPIRY_SECONDS >> 16);
      out.u16(SESSION_EXPIRY_SECONDS & 0xffff);
    }
  }
  out.sized(fields.clientId);
  if (will !== undefined) {
    if (fields.version === 5) out.varint(0);
    out.sized(will.topic);
    out.sized(will.payload);
  }
  if (fields.username !== undefined) out.sized(fields.username);
  if (fields.password !== undefined) out.sized(fields.password);
  return out.packet(CONNECT, 0);
}

/** PUBLISH (§3.3); `id` counts for a `qos` of 1 or 2. */
export function publishPacket(
  version: Version,
  topic: string,
  payload: Uint8Array,
  qos: Qos,
  retain: boolean,
  isDuplicate: boolean,
  id: number,
): Uint8Array {
  const out = new ByteWriter();
  out.sized(topic);
  if (qos > 0) out.u16(id);
  if (version === 5) out.varint(0);
  out.raw(payload);
  return out.packet(PUBLISH, (isDuplicate ? 8 : 0) | (qos << 1) | (retain ? 1 : 0));
}

/** SUBSCRIBE (§3.8) for one filter. */
export function subscribePacket(version: Version, id: number, filter: string, qos: Qos): Uint8Array {
  const out = new ByteWriter();
  out.u16(id);
  if (version === 5) out.varint(0);
  out.sized(filter);
  out.u8(qos);
  return out.packet(SUBSCRIBE, 2);
}

/** UNSUBSCRIBE (§3.10) for one filter. */
export function unsubscribePacket(version: Version, id: number, filter: string): Uint8Array {
  const out = new ByteWriter();
  out.u16(id);
  if (version === 5) out.varint(0);
  out.sized(filter);
  return out.packet(UNSUBSCRIBE, 2);
}

/** PUBACK, PUBREC, PUBREL or PUBCOMP (§3.4 to §3.7) that says that all is well. */
export function answerPacket(type: number, id: number): Uint8Array {
  const out = new ByteWriter();
  out.u16(id);
  return out.packet(type, type === PUBREL ? 2 : 0);
}

/** PINGREQ or DISCONNECT (§3.12, §3.14) without anything. */
export function emptyPacket(type: number): Uint8Array {
  return new ByteWriter().packet(type, 0);
}
