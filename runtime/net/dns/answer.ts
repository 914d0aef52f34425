// What a message from a name server says about a name. RFC 1035 §7.3, RFC 1034 §3.6.2.

import { formatIpv4Address } from "../ipv4-address.ts";
import {
  CLASS_IN,
  DNS_RCODE_MASK,
  DNS_RESPONSE,
  DNS_TRUNCATED,
  type DnsMessage,
  type DnsRecord,
  MDNS_TOP_BIT,
  RCODE_NAME_ERROR,
  TYPE_A,
  TYPE_CNAME,
  TYPE_SOA,
} from "../wire/dns.ts";

/** RFC 1034 §3.6.2 leaves the number open; nobody needs more. */
const MOST_ALIASES = 8;
/** For names without addresses when the server does not say how long that holds. */
const DEFAULT_NEGATIVE_SECONDS = 60;

/** A kind of addresses that names have besides those of IPv4. */
export interface AddressKind {
  /** Of its records. */
  readonly type: number;
  /** Where neighbours are asked for it (RFC 6762 §3). */
  readonly group: string;
  /** The address in a record of this type as text, or "" when it holds none. */
  textOf(record: DnsRecord): string;
}

export type DnsOutcome =
  /** The addresses of the name; none when it does not exist or has none. */
  | { readonly kind: "answer"; readonly addresses: readonly string[]; readonly ttlSeconds: number }
  /** The answer did not fit: ask by TCP. */
  | { readonly kind: "truncated" }
  /** The server cannot or will not say: ask another. */
  | { readonly kind: "failed" }
  /** No answer to this question. */
  | { readonly kind: "unrelated" };

/** Reads `message` as the answer to the question for addresses of `name`, of IPv4 if `kind` is null, that had `id`. */
export function readAnswer(
  message: DnsMessage,
  id: number,
  name: string,
  kind: AddressKind | null,
): DnsOutcome {
  if (message.id !== id || (message.flags & DNS_RESPONSE) === 0) return { kind: "unrelated" };
  const [question] = message.questions;
  const type = kind === null ? TYPE_A : kind.type;
  // RFC 5452 §9.1: only an answer to exactly our question.
  if (message.questions.length !== 1 || question === undefined || question.type !== type)
    return { kind: "unrelated" };
  if (question.name.toLowerCase() !== name) return { kind: "unrelated" };
  if ((message.flags & DNS_TRUNCATED) !== 0) return { kind: "truncated" };
  const rcode = message.flags & DNS_RCODE_MASK;
  if (rcode !== 0 && rcode !== RCODE_NAME_ERROR) return { kind: "failed" };
  return followAliases(message, name, kind);
}

/** The addresses of `name` in `message`, by way of its aliases. */
export function followAliases(message: DnsMessage, name: string, kind: AddressKind | null): DnsOutcome {
  const type = kind === null ? TYPE_A : kind.type;
  let wanted = name;
  let ttlSeconds = Infinity;
  for (let alias = 0; alias <= MOST_ALIASES; alias++) {
    const addresses: string[] = [];
    let next = "";
    for (let i = 0; i < message.answers.length; i++) {
      const record = message.answers[i]!;
      if ((record.class & ~MDNS_TOP_BIT) !== CLASS_IN || record.name.toLowerCase() !== wanted) continue;
      if (record.type === type) {
        const text = kind === null ? formatIpv4Address(record.value) : kind.textOf(record);
        if (text !== "") addresses.push(text);
      } else if (record.type === TYPE_CNAME) next = record.target.toLowerCase();
      else continue;
      ttlSeconds = Math.min(ttlSeconds, record.ttlSeconds);
    }
    if (addresses.length > 0) return { kind: "answer", addresses, ttlSeconds };
    if (next === "") break;
    wanted = next;
  }
  return { kind: "answer", addresses: [], ttlSeconds: negativeSeconds(message) };
}

/** RFC 2308 §5. */
function negativeSeconds(message: DnsMessage): number {
  for (let i = 0; i < message.authorities.length; i++) {
    const record = message.authorities[i]!;
    if (record.type === TYPE_SOA) return Math.min(record.ttlSeconds, record.value);
  }
  return DEFAULT_NEGATIVE_SECONDS;
}
