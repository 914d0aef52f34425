// What a message from a name server says about a name. RFC 1035 §7.3, RFC 1034 §3.6.2.

import {
  CLASS_IN,
  DNS_RCODE_MASK,
  DNS_RESPONSE,
  DNS_TRUNCATED,
  type DnsMessage,
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

export type DnsOutcome =
  /** The addresses of the name; none when it does not exist or has none. */
  | { readonly kind: "answer"; readonly addresses: readonly number[]; readonly ttlSeconds: number }
  /** The answer did not fit: ask by TCP. */
  | { readonly kind: "truncated" }
  /** The server cannot or will not say: ask another. */
  | { readonly kind: "failed" }
  /** No answer to this question. */
  | { readonly kind: "unrelated" };

/** Reads `message` as the answer to the question for `name` that had `id`. */
export function readAnswer(message: DnsMessage, id: number, name: string): DnsOutcome {
  if (message.id !== id || (message.flags & DNS_RESPONSE) === 0) return { kind: "unrelated" };
  const [question] = message.questions;
  // RFC 5452 §9.1: only an answer to exactly our question.
  if (message.questions.length !== 1 || question === undefined || question.type !== TYPE_A)
    return { kind: "unrelated" };
  if (question.name.toLowerCase() !== name) return { kind: "unrelated" };
  if ((message.flags & DNS_TRUNCATED) !== 0) return { kind: "truncated" };
  const rcode = message.flags & DNS_RCODE_MASK;
  if (rcode !== 0 && rcode !== RCODE_NAME_ERROR) return { kind: "failed" };
  return followAliases(message, name);
}

/** The addresses of `name` in `message`, by way of its aliases. */
export function followAliases(message: DnsMessage, name: string): DnsOutcome {
  let wanted = name;
  let ttlSeconds = Infinity;
  for (let alias = 0; alias <= MOST_ALIASES; alias++) {
    const addresses: number[] = [];
    let next = "";
    for (let i = 0; i < message.answers.length; i++) {
      const record = message.answers[i]!;
      if ((record.class & ~MDNS_TOP_BIT) !== CLASS_IN || record.name.toLowerCase() !== wanted) continue;
      if (record.type === TYPE_A) addresses.push(record.value);
      else if (record.type === TYPE_CNAME) next = record.target.toLowerCase();
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
