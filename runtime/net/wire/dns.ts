// DNS messages: parse and write. RFC 1035 §4, with the records that an appliance needs: A, AAAA (RFC 3596),
// CNAME, PTR, TXT, SRV (RFC 2782).
//
// Names are text with dots between labels and none at the end; a dot or backslash inside a label is escaped by a
// backslash (RFC 1035 §5.1). Not supported: EDNS, DNSSEC, other classes than IN.
//
//   | id 2 | flags 2 | questions 2 | answers 2 | authorities 2 | additionals 2 | questions ... | records ... |
//   question: | name | type 2 | class 2 |      record: | name | type 2 | class 2 | TTL 4 | length 2 | data ... |

import { get16, get32, put16, put32 } from "./bytes.ts";

const HEADER_BYTES = 12;
/** RFC 1035 §2.3.4. */
const MOST_LABEL_BYTES = 63;
const MOST_NAME_BYTES = 255;
const POINTER = 0xc0;
const POINTER_MASK = 0x3fff;
/** More than any message of 512 bytes needs; bounds the work of hostile ones. */
const MOST_RECORDS = 64;

export const DNS_RESPONSE = 0x8000;
export const DNS_AUTHORITATIVE = 0x0400;
export const DNS_TRUNCATED = 0x0200;
export const DNS_RECURSION_DESIRED = 0x0100;
export const DNS_OPCODE_MASK = 0x7800;
export const DNS_RCODE_MASK = 0x000f;
export const RCODE_NAME_ERROR = 3;

export const TYPE_A = 1;
export const TYPE_CNAME = 5;
export const TYPE_SOA = 6;
export const TYPE_PTR = 12;
export const TYPE_TXT = 16;
export const TYPE_AAAA = 28;
export const TYPE_SRV = 33;
export const TYPE_NSEC = 47;
export const TYPE_ANY = 255;
export const CLASS_IN = 1;
/** RFC 6762 §5.4 in questions: a unicast answer is welcome. §10.2 in records: this is all there is. */
export const MDNS_TOP_BIT = 0x8000;

export interface DnsQuestion {
  readonly name: string;
  readonly type: number;
  /** The class with mDNS's top bit. */
  readonly class: number;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly ttlSeconds: number;
  /** Of A: the address. Of SRV: the port. Of SOA: the TTL of negative answers (RFC 2308 §4). Else 0. */
  readonly value: number;
  /** Of CNAME, PTR and SRV: the other name. Else "". */
  readonly target: string;
  /** Of TXT: the strings, each behind its length. Of AAAA: the address. Else empty. */
  readonly text: Uint8Array;
}

export interface DnsMessage {
  readonly id: number;
  readonly flags: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
}

const NO_TEXT = new Uint8Array(0);

/** A record of type A. */
export function addressRecord(name: string, address: number, ttlSeconds: number, unique: boolean): DnsRecord {
  const flag = unique ? MDNS_TOP_BIT : 0;
  return {
    name,
    type: TYPE_A,
    class: CLASS_IN | flag,
    ttlSeconds,
    value: address,
    target: "",
    text: NO_TEXT,
  };
}

/** A record of type PTR, CNAME or SRV (which has a port). */
export function nameRecord(
  name: string,
  type: number,
  target: string,
  ttlSeconds: number,
  unique: boolean,
  port = 0,
): DnsRecord {
  return {
    name,
    type,
    class: CLASS_IN | (unique ? MDNS_TOP_BIT : 0),
    ttlSeconds,
    value: port,
    target,
    text: NO_TEXT,
  };
}

/** A record of type TXT. */
export function textRecord(name: string, text: Uint8Array, ttlSeconds: number, unique: boolean): DnsRecord {
  return bytesRecord(name, TYPE_TXT, text, ttlSeconds, unique);
}

/** A record of type AAAA. */
export function addressRecord6(
  name: string,
  address: Uint8Array,
  ttlSeconds: number,
  unique: boolean,
): DnsRecord {
  return bytesRecord(name, TYPE_AAAA, address, ttlSeconds, unique);
}

function bytesRecord(
  name: string,
  type: number,
  text: Uint8Array,
  ttlSeconds: number,
  unique: boolean,
): DnsRecord {
  const flag = unique ? MDNS_TOP_BIT : 0;
  return { name, type, class: CLASS_IN | flag, ttlSeconds, value: 0, target: "", text };
}

/** Reads names and records of one message; `failed` says that something led out of it. */
class Reader {
  at = HEADER_BYTES;
  failed = false;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  number16(): number {
    if (this.at + 2 > this.bytes.length) return this.fail();
    this.at += 2;
    return get16(this.bytes, this.at - 2);
  }

  number32(): number {
    if (this.at + 4 > this.bytes.length) return this.fail();
    this.at += 4;
    return get32(this.bytes, this.at - 4);
  }

  /** RFC 1035 §4.1.4. Pointers must lead backwards, so that none can lead in a circle. */
  name(): string {
    const { bytes } = this;
    let text = "";
    let at = this.at;
    let jumped = false;
    let length = 0;
    let limit = at;
    for (;;) {
      const count = bytes[at];
      if (count === undefined) return this.failName();
      if (count === 0) {
        if (!jumped) this.at = at + 1;
        return text;
      }
      if ((count & POINTER) === POINTER) {
        if (at + 1 >= bytes.length) return this.failName();
        const target = get16(bytes, at) & POINTER_MASK;
        if (!jumped) this.at = at + 2;
        if (target >= limit || target < HEADER_BYTES) return this.failName();
        jumped = true;
        at = target;
        limit = target;
        continue;
      }
      length += count + 1;
      if (count > MOST_LABEL_BYTES || length > MOST_NAME_BYTES || at + 1 + count > bytes.length)
        return this.failName();
      if (text !== "") text += ".";
      text += labelText(bytes, at + 1, count);
      at += count + 1;
    }
  }

  questions(count: number): DnsQuestion[] {
    const found: DnsQuestion[] = [];
    for (let i = 0; i < count && !this.failed; i++) {
      found.push({ name: this.name(), type: this.number16(), class: this.number16() });
    }
    return found;
  }

  records(count: number): DnsRecord[] {
    const found: DnsRecord[] = [];
    for (let i = 0; i < count && !this.failed; i++) found.push(this.record());
    return found;
  }

  private record(): DnsRecord {
    const name = this.name();
    const type = this.number16();
    const recordClass = this.number16();
    const ttlSeconds = this.number32();
    const length = this.number16();
    const end = this.at + length;
    if (end > this.bytes.length) this.fail();
    let value = 0;
    let target = "";
    let text: Uint8Array = NO_TEXT;
    if (!this.failed) {
      if (type === TYPE_A && length === 4) value = this.number32();
      else if (type === TYPE_CNAME || type === TYPE_PTR) target = this.name();
      else if (type === TYPE_TXT || type === TYPE_AAAA) text = this.bytes.slice(this.at, end);
      else if (type === TYPE_SRV && length > 6) {
        this.at += 4;
        value = this.number16();
        target = this.name();
      } else if (type === TYPE_SOA && length >= 22) {
        // RFC 2308 §4: MINIMUM is the last field.
        value = get32(this.bytes, end - 4);
      }
      this.at = end;
    }
    return { name, type, class: recordClass, ttlSeconds, value, target, text };
  }

  private fail(): number {
    this.failed = true;
    return 0;
  }

  private failName(): string {
    this.failed = true;
    return "";
  }
}

function labelText(bytes: Uint8Array, from: number, count: number): string {
  const label = new TextDecoder().decode(bytes.subarray(from, from + count));
  return label.replaceAll("\\", "\\\\").replaceAll(".", "\\.");
}

/** Parses a whole message. Null when it is cut off, too long or otherwise wrong. */
export function parseDns(bytes: Uint8Array): DnsMessage | null {
  if (bytes.length < HEADER_BYTES) return null;
  const questions = get16(bytes, 4);
  const answers = get16(bytes, 6);
  const authorities = get16(bytes, 8);
  const additionals = get16(bytes, 10);
  if (questions + answers + authorities + additionals > MOST_RECORDS) return null;
  const reader = new Reader(bytes);
  const message = {
    id: get16(bytes, 0),
    flags: get16(bytes, 2),
    questions: reader.questions(questions),
    answers: reader.records(answers),
    authorities: reader.records(authorities),
    additionals: reader.records(additionals),
  };
  return reader.failed ? null : message;
}

/** The labels of a name, unescaped. */
export function labelsOf(name: string): string[] {
  const labels: string[] = [];
  let label = "";
  for (let i = 0; i < name.length; i++) {
    const character = name[i]!;
    if (character === "\\" && i + 1 < name.length) {
      i++;
      label += name[i]!;
    } else if (character === ".") {
      if (label !== "") labels.push(label);
      label = "";
    } else {
      label += character;
    }
  }
  if (label !== "") labels.push(label);
  return labels;
}

/** One label with what would divide it escaped, to be put into a name. */
export function escapeLabel(label: string): string {
  return label.replaceAll("\\", "\\\\").replaceAll(".", "\\.");
}

/** False for names that no message can carry: labels or the whole too long, or nothing. */
export function isDnsName(name: string): boolean {
  const labels = labelsOf(name);
  let total = 1;
  for (let i = 0; i < labels.length; i++) {
    const bytes = new TextEncoder().encode(labels[i]!).length;
    if (bytes > MOST_LABEL_BYTES) return false;
    total += bytes + 1;
  }
  return labels.length > 0 && total <= MOST_NAME_BYTES;
}

class Writer {
  bytes = new Uint8Array(512);
  at = 0;
  /** Where suffixes of names stand, to point to (RFC 1035 §4.1.4). */
  private readonly suffixes = new Map<string, number>();

  number16(value: number): void {
    this.room(2);
    put16(this.bytes, this.at, value);
    this.at += 2;
  }

  number32(value: number): void {
    this.room(4);
    put32(this.bytes, this.at, value);
    this.at += 4;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  name(name: string, compress: boolean): void {
    const labels = labelsOf(name);
    for (let i = 0; i < labels.length; i++) {
      const suffix = labels.slice(i).join("\0").toLowerCase();
      const known = this.suffixes.get(suffix);
      if (compress && known !== undefined) {
        this.number16((POINTER << 8) | known);
        return;
      }
      if (this.at <= POINTER_MASK) this.suffixes.set(suffix, this.at);
      const label = new TextEncoder().encode(labels[i]!);
      this.room(1);
      this.bytes[this.at] = label.length;
      this.at += 1;
      this.raw(label);
    }
    this.room(1);
    this.bytes[this.at] = 0;
    this.at += 1;
  }

  record(record: DnsRecord): void {
    this.name(record.name, true);
    this.number16(record.type);
    this.number16(record.class);
    this.number32(record.ttlSeconds);
    const lengthAt = this.at;
    this.number16(0);
    if (record.type === TYPE_A) this.number32(record.value);
    else if (record.type === TYPE_TXT || record.type === TYPE_AAAA) this.raw(record.text);
    else if (record.type === TYPE_SRV) {
      this.number32(0);
      this.number16(record.value);
      // RFC 2782: the target is not compressed.
      this.name(record.target, false);
    } else this.name(record.target, true);
    put16(this.bytes, lengthAt, this.at - lengthAt - 2);
  }

  private room(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = new Uint8Array(2 * this.bytes.length + count);
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** The message as bytes. Names in it must be ones that `isDnsName` accepts. */
export function writeDns(message: DnsMessage): Uint8Array {
  const writer = new Writer();
  writer.number16(message.id);
  writer.number16(message.flags);
  writer.number16(message.questions.length);
  writer.number16(message.answers.length);
  writer.number16(message.authorities.length);
  writer.number16(message.additionals.length);
  for (let i = 0; i < message.questions.length; i++) {
    const question = message.questions[i]!;
    writer.name(question.name, true);
    writer.number16(question.type);
    writer.number16(question.class);
  }
  for (let i = 0; i < message.answers.length; i++) writer.record(message.answers[i]!);
  for (let i = 0; i < message.authorities.length; i++) writer.record(message.authorities[i]!);
  for (let i = 0; i < message.additionals.length; i++) writer.record(message.additionals[i]!);
  return writer.bytes.slice(0, writer.at);
}
