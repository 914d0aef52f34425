// Packets of MQTT that a client receives (MQTT 3.1.1 §3, MQTT 5.0 §3): bytes to values, strictly.
//
// Null is a packet that is not as it must be; the connection then has to end (§4.8). Of the properties of version 5
// those are kept that a client must obey.

import {
  CONNACK,
  DISCONNECT,
  PINGRESP,
  PUBACK,
  PUBCOMP,
  PUBLISH,
  PUBREC,
  PUBREL,
  type Qos,
  SUBACK,
  UNSUBACK,
  type Version,
} from "./writer.ts";

/** How long a packet is: the offset of its variable header and its end. */
export interface Extent {
  readonly bodyAt: number;
  readonly end: number;
}

const MAX_LENGTH_BYTES = 4;

/** The extent of the packet at `start`; null while its fixed header (§2.1) has not arrived, "bad" when it is broken. */
export function findExtent(bytes: Uint8Array, start: number, end: number): Extent | "bad" | null {
  let length = 0;
  let scale = 1;
  for (let i = 1; i <= MAX_LENGTH_BYTES; i++) {
    if (start + i >= end) return null;
    const byte = bytes[start + i]!;
    length += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) return { bodyAt: start + i + 1, end: start + i + 1 + length };
  }
  return "bad";
}

export interface Received {
  readonly type: number;
  /** Of acknowledgements and of PUBLISH with a QoS above 0. */
  readonly id: number;
  /** Of acknowledgements: 0x80 and above say that it failed. */
  readonly reason: number;
  /** Of CONNACK: the broker remembers our session. */
  readonly sessionPresent: boolean;
  /** Of CONNACK: how many messages with QoS above 0 may be under way to the broker. */
  readonly receiveMaximum: number;
  /** Of CONNACK: the keep-alive that the broker wants instead of ours, in seconds; -1 when it takes ours. */
  readonly serverKeepAlive: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
}

const NOTHING: Uint8Array = new Uint8Array(0);
const MAX_INFLIGHT = 65_535;
const RECEIVE_MAXIMUM = 0x21;
const SERVER_KEEP_ALIVE = 0x13;
const SUBSCRIPTION_IDENTIFIER = 0x0b;
const USER_PROPERTY = 0x26;
/** The other kinds of properties by what follows them (version 5 §2.2.2.2, table 2-4). */
const ONE_BYTE = [0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2a];
const TWO_BYTES = [0x22, 0x23];
const FOUR_BYTES = [0x02, 0x11, 0x18, 0x27];
const SIZED = [0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f];

/** What the properties of a packet say that counts. */
interface Properties {
  receiveMaximum: number;
  serverKeepAlive: number;
}

class ByteReader {
  at: number;
  broken = false;
  private readonly bytes: Uint8Array;
  private readonly end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  u8(): number {
    if (this.at >= this.end) {
      this.broken = true;
      return 0;
    }
    const value = this.bytes[this.at]!;
    this.at++;
    return value;
  }

  u16(): number {
    const high = this.u8();
    return high * 256 + this.u8();
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < MAX_LENGTH_BYTES; i++) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return value;
    }
    this.broken = true;
    return 0;
  }

  skip(length: number): void {
    if (length > this.left) this.broken = true;
    else this.at += length;
  }

  /** The next `length` bytes, as they are. */
  take(length: number): Uint8Array {
    if (length > this.left) {
      this.broken = true;
      return NOTHING;
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    const bytes = this.take(this.u16());
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      this.broken = true;
      return "";
    }
  }

  /** §2.2.2 of version 5. */
  properties(found: Properties): void {
    const length = this.varint();
    if (length > this.left) this.broken = true;
    const stop = this.at + length;
    while (this.at < stop && !this.broken) {
      const kind = this.u8();
      if (kind === RECEIVE_MAXIMUM) found.receiveMaximum = this.u16();
      else if (kind === SERVER_KEEP_ALIVE) found.serverKeepAlive = this.u16();
      else this.skipProperty(kind);
    }
    if (this.at !== stop) this.broken = true;
  }

  private skipProperty(kind: number): void {
    if (ONE_BYTE.includes(kind)) this.skip(1);
    else if (TWO_BYTES.includes(kind)) this.skip(2);
    else if (FOUR_BYTES.includes(kind)) this.skip(4);
    else if (SIZED.includes(kind)) this.skip(this.u16());
    else if (kind === SUBSCRIPTION_IDENTIFIER) this.varint();
    else if (kind === USER_PROPERTY) {
      this.skip(this.u16());
      this.skip(this.u16());
    } else this.broken = true;
  }
}

/** The packet whose first byte is `first` and whose rest `extent` tells; its payload is a part of `bytes`. */
export function parsePacket(
  version: Version,
  bytes: Uint8Array,
  first: number,
  extent: Extent,
): Received | null {
  const type = first >> 4;
  const flags = first & 0x0f;
  const reader = new ByteReader(bytes, extent.bodyAt, extent.end);
  const found: Properties = { receiveMaximum: MAX_INFLIGHT, serverKeepAlive: -1 };
  const qos = ((flags >> 1) & 3) as Qos | 3;
  let id = 0;
  let reason = 0;
  let sessionPresent = false;
  let topic = "";
  let payload = NOTHING;
  // §2.1.3: flags are fixed but for PUBLISH.
  if (type !== PUBLISH && flags !== (type === PUBREL ? 2 : 0)) return null;
  switch (type) {
    case CONNACK: {
      const acknowledge = reader.u8();
      if (acknowledge > 1) return null;
      sessionPresent = acknowledge === 1;
      reason = reader.u8();
      if (version === 5) reader.properties(found);
      break;
    }
    case PUBLISH:
      if (qos === 3) return null;
      topic = reader.text();
      if (qos > 0) id = reader.u16();
      if (version === 5) reader.properties(found);
      payload = reader.take(reader.left);
      // Topic aliases were not allowed, so there is a topic (§3.3.2.3.4); wildcards are for filters.
      if (topic === "" || topic.includes("+") || topic.includes("#") || (qos > 0 && id === 0)) return null;
      break;
    case PUBACK:
    case PUBREC:
    case PUBREL:
    case PUBCOMP:
      id = reader.u16();
      // Version 5 leaves reason and properties away when all is well (§3.4.2.1).
      if (version === 5 && reader.left > 0) reason = reader.u8();
      if (version === 5 && reader.left > 0) reader.properties(found);
      break;
    case SUBACK:
    case UNSUBACK:
      id = reader.u16();
      if (version === 5) reader.properties(found);
      if (type === SUBACK || version === 5) reason = reader.u8();
      break;
    case PINGRESP:
      break;
    case DISCONNECT:
      if (version !== 5) return null;
      if (reader.left > 0) reason = reader.u8();
      if (reader.left > 0) reader.properties(found);
      break;
    default:
      return null;
  }
  if (reader.broken || reader.left !== 0) return null;
  const { receiveMaximum, serverKeepAlive } = found;
  if (receiveMaximum === 0) return null;
  return {
    type,
    id,
    reason,
    sessionPresent,
    receiveMaximum,
    serverKeepAlive,
    topic,
    payload,
    qos: qos as Qos,
    retain: (flags & 1) === 1,
  };
}
