// The records by which an appliance is found: its name, and the services it offers. RFC 6762 §10, RFC 6763 §4 to §9.

import {
  addressRecord,
  type DnsRecord,
  escapeLabel,
  MDNS_TOP_BIT,
  nameRecord,
  TYPE_PTR,
  TYPE_SRV,
  textRecord,
} from "../wire/dns.ts";

/** RFC 6762 §10: records that hold a host's name or address live for two minutes, others for 75. */
export const HOST_TTL_SECONDS = 120;
const OTHER_TTL_SECONDS = 4500;
/** RFC 6763 §9: where all kinds of services are listed. */
const ALL_SERVICES = "_services._dns-sd._udp.local";
const MOST_STRING_BYTES = 255;

export interface MdnsService {
  /** What it is, as in "_http._tcp". */
  readonly type: string;
  /** What people see, as in "Porch Lamp". */
  readonly name: string;
  readonly port: number;
  /** RFC 6763 §6: what else there is to know, as in { path: "/" }. */
  readonly text?: Readonly<Record<string, string>>;
}

/** A record of ours. */
export class OwnRecord {
  readonly record: DnsRecord;
  /** When it was last sent to everybody. */
  sentMs = -Infinity;

  constructor(record: DnsRecord) {
    this.record = record;
  }

  /** RFC 6762 §2: nobody else may have this record. */
  unique(): boolean {
    return (this.record.class & MDNS_TOP_BIT) !== 0;
  }
}

/** The name of the host with this label. */
export function hostName(label: string): string {
  return `${escapeLabel(label)}.local`;
}

/** All records of the host `label`.local with `address`, 0 for none, and what else there is of it. */
export function ownRecords(
  label: string,
  address: number,
  services: readonly MdnsService[],
  more: readonly DnsRecord[],
): OwnRecord[] {
  const host = hostName(label);
  const records: OwnRecord[] = [];
  if (address !== 0) records.push(new OwnRecord(addressRecord(host, address, HOST_TTL_SECONDS, true)));
  for (let i = 0; i < more.length; i++) records.push(new OwnRecord(more[i]!));
  for (let i = 0; i < services.length; i++) {
    const service = services[i]!;
    const type = `${service.type}.local`;
    const instance = `${escapeLabel(service.name)}.${type}`;
    records.push(
      new OwnRecord(nameRecord(type, TYPE_PTR, instance, OTHER_TTL_SECONDS, false)),
      new OwnRecord(nameRecord(instance, TYPE_SRV, host, HOST_TTL_SECONDS, true, service.port)),
      new OwnRecord(textRecord(instance, textOf(service), OTHER_TTL_SECONDS, true)),
      new OwnRecord(nameRecord(ALL_SERVICES, TYPE_PTR, type, OTHER_TTL_SECONDS, false)),
    );
  }
  return records;
}

/** RFC 6763 §6.1: strings "key=value", each behind its length; one empty string when there are none. */
function textOf(service: MdnsService): Uint8Array {
  const out: number[] = [];
  const text = service.text ?? {};
  for (const key of Object.keys(text)) {
    const bytes = new TextEncoder().encode(`${key}=${text[key]}`);
    if (bytes.length > MOST_STRING_BYTES) continue;
    out.push(bytes.length);
    for (let i = 0; i < bytes.length; i++) out.push(bytes[i]!);
  }
  return new Uint8Array(out.length === 0 ? [0] : out);
}

/** True when both say the same of the same name. */
export function sameRecord(a: DnsRecord, b: DnsRecord): boolean {
  return sameName(a, b) && a.type === b.type && sameData(a, b);
}

export function sameName(a: DnsRecord, b: DnsRecord): boolean {
  return a.name.toLowerCase() === b.name.toLowerCase();
}

export function sameData(a: DnsRecord, b: DnsRecord): boolean {
  if (a.value !== b.value || a.target.toLowerCase() !== b.target.toLowerCase()) return false;
  if (a.text.length !== b.text.length) return false;
  for (let i = 0; i < a.text.length; i++) {
    if (a.text[i] !== b.text[i]) return false;
  }
  return true;
}

/** `record` with another time to live, and without the bit that says "this is all" when `plain`. */
export function withTtl(record: DnsRecord, ttlSeconds: number, plain: boolean): DnsRecord {
  const { name, type, value, target, text } = record;
  return {
    name,
    type,
    class: plain ? record.class & ~MDNS_TOP_BIT : record.class,
    ttlSeconds,
    value,
    target,
    text,
  };
}
