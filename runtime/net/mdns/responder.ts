// Answers for our names on the local network: probing, announcing, responding, giving way. RFC 6762 §6 to §10.
//
// A state machine over messages and time; the socket is its host's. Not here: NSEC records (§6.1), questions of our own
// (dns/resolver.ts asks one-shot ones), known answers in several packets (§7.2).

import {
  CLASS_IN,
  DNS_AUTHORITATIVE,
  DNS_OPCODE_MASK,
  DNS_RESPONSE,
  type DnsMessage,
  type DnsQuestion,
  type DnsRecord,
  MDNS_TOP_BIT,
  parseDns,
  TYPE_ANY,
  TYPE_PTR,
  TYPE_SRV,
  writeDns,
} from "../wire/dns.ts";
import {
  hostName,
  type MdnsService,
  type OwnRecord,
  ownRecords,
  sameName,
  sameRecord,
  withTtl,
} from "./records.ts";

export const MDNS_PORT = 5353;
/** RFC 6762 §8.1. */
const PROBES = 3;
const PROBE_INTERVAL_MS = 250;
/** §8.1: after this many conflicts, names are tried more slowly. */
const FAST_CONFLICTS = 15;
const SLOW_PROBE_MS = 5000;
/** §8.2: who loses a tie waits a second. */
const TIE_WAIT_MS = 1000;
/** §8.3. */
const ANNOUNCEMENTS = 2;
const ANNOUNCE_INTERVAL_MS = 1000;
/** §6: answers that others may have too are spread over this time. */
const LEAST_DELAY_MS = 20;
const DELAY_SPREAD_MS = 100;
/** §6: a record goes to everybody at most once a second. */
const REPEAT_MS = 1000;
/** §6.7. */
const LEGACY_TTL_SECONDS = 10;

export interface MdnsHost {
  random32(): number;
  /** Our IPv4 address, 0 while there is none. */
  address(): number;
  /** What is to be said of the host of this name besides. */
  moreRecords(host: string): readonly DnsRecord[];
  /** Sends to all who listen. */
  sendToAll(message: Uint8Array): void;
  sendTo(message: Uint8Array, address: string, port: number): void;
  /** Our name is settled: `label`.local. */
  named(label: string): void;
}

export class MdnsResponder {
  /** The first label of our name; another one than was asked for when that was taken. */
  label: string;
  conflicts = 0;
  private readonly host: MdnsHost;
  private readonly wanted: string;
  private services: readonly MdnsService[];
  private readonly wantedServices: readonly MdnsService[];
  private records: OwnRecord[] = [];
  private state: "stopped" | "probing" | "running" = "stopped";
  private steps = 0;
  private number = 1;
  private nextMs = Infinity;
  private respondAtMs = Infinity;
  private readonly due: OwnRecord[] = [];

  constructor(host: MdnsHost, label: string, services: readonly MdnsService[]) {
    this.host = host;
    this.label = label;
    this.wanted = label;
    this.services = services;
    this.wantedServices = services;
  }

  /** Tries our names out and announces them: at first, and whenever address or link have changed. */
  start(nowMs: number): void {
    const more = this.host.moreRecords(hostName(this.label));
    this.records = ownRecords(this.label, this.host.address(), this.services, more);
    this.state = "probing";
    this.steps = 0;
    this.due.length = 0;
    this.respondAtMs = Infinity;
    // §8.1: not all appliances of a house at once, after the power has come back.
    this.nextMs = nowMs + (this.host.random32() % PROBE_INTERVAL_MS);
  }

  /** §10.1: says that our records are no more. */
  stop(): void {
    if (this.state === "running")
      this.send(
        this.records.map((own) => withTtl(own.record, 0, false)),
        [],
      );
    this.state = "stopped";
    this.nextMs = Infinity;
    this.respondAtMs = Infinity;
  }

  nextDeadlineMs(): number {
    return Math.min(this.nextMs, this.respondAtMs);
  }

  runTimers(nowMs: number): void {
    if (this.nextMs <= nowMs) this.step(nowMs);
    if (this.respondAtMs <= nowMs) this.respond(nowMs);
  }

  /** Takes what `address` has sent from `port`. */
  receive(bytes: Uint8Array, address: string, port: number, nowMs: number): void {
    if (this.state === "stopped") return;
    const message = parseDns(bytes);
    // §18.3: other kinds of messages are ignored.
    if (message === null || (message.flags & DNS_OPCODE_MASK) !== 0) return;
    if ((message.flags & DNS_RESPONSE) !== 0) {
      if (port === MDNS_PORT) this.hearAnswer(message, nowMs);
    } else if (this.state === "probing") {
      this.hearProbe(message, nowMs);
    } else {
      this.answer(message, address, port, nowMs);
    }
  }

  private step(nowMs: number): void {
    if (this.state === "probing" && this.steps < PROBES) {
      this.probe();
      this.steps += 1;
      this.nextMs = nowMs + PROBE_INTERVAL_MS;
      return;
    }
    if (this.state === "probing") {
      this.state = "running";
      this.steps = 0;
      this.host.named(this.label);
    }
    this.steps += 1;
    this.sendOwn(this.records, nowMs);
    this.nextMs = this.steps < ANNOUNCEMENTS ? nowMs + ANNOUNCE_INTERVAL_MS : Infinity;
  }

  /** §8.1: asks for all our unique names, and says what we would make of them. */
  private probe(): void {
    const questions: DnsQuestion[] = [];
    const authorities: DnsRecord[] = [];
    for (let i = 0; i < this.records.length; i++) {
      const own = this.records[i]!;
      if (!own.unique()) continue;
      const { name } = own.record;
      if (!questions.some((question) => question.name === name)) {
        questions.push({ name, type: TYPE_ANY, class: CLASS_IN | MDNS_TOP_BIT });
      }
      authorities.push(withTtl(own.record, own.record.ttlSeconds, true));
    }
    this.host.sendToAll(writeDns({ id: 0, flags: 0, questions, answers: [], authorities, additionals: [] }));
  }

  /** §9: somebody says something else of a name that only we should have. */
  private hearAnswer(message: DnsMessage, nowMs: number): void {
    for (let i = 0; i < message.answers.length; i++) {
      const theirs = message.answers[i]!;
      for (let k = 0; k < this.records.length; k++) {
        const own = this.records[k]!;
        if (!own.unique() || own.record.type !== theirs.type || !sameName(own.record, theirs)) continue;
        if (this.isOurs(theirs) || theirs.ttlSeconds === 0) continue;
        this.conflicts += 1;
        if (this.state === "probing") this.rename();
        this.start(nowMs);
        if (this.conflicts >= FAST_CONFLICTS) this.nextMs = nowMs + SLOW_PROBE_MS;
        return;
      }
      // §7.4: what another has just answered for us need not be said again.
      this.withdraw(theirs);
    }
  }

  /** A host may have several records of one type. */
  private isOurs(theirs: DnsRecord): boolean {
    for (let i = 0; i < this.records.length; i++)
      if (sameRecord(this.records[i]!.record, theirs)) return true;
    return false;
  }

  private withdraw(theirs: DnsRecord): void {
    for (let i = this.due.length - 1; i >= 0; i--) {
      const { record } = this.due[i]!;
      if (sameRecord(record, theirs) && theirs.ttlSeconds >= record.ttlSeconds / 2) this.due.splice(i, 1);
    }
  }

  /** §8.2: of two who probe for one name, the one whose data is greater goes on. */
  private hearProbe(message: DnsMessage, nowMs: number): void {
    for (let i = 0; i < message.authorities.length; i++) {
      const theirs = message.authorities[i]!;
      for (let k = 0; k < this.records.length; k++) {
        const own = this.records[k]!;
        if (!own.unique() || own.record.type !== theirs.type || !sameName(own.record, theirs)) continue;
        if (this.isOurs(theirs)) continue;
        if (isGreater(theirs, own.record)) {
          this.start(nowMs);
          this.nextMs = nowMs + TIE_WAIT_MS;
        }
        return;
      }
    }
  }

  private rename(): void {
    this.number += 1;
    this.label = `${this.wanted}-${this.number}`;
    this.services = this.wantedServices.map((service) => ({
      ...service,
      name: `${service.name} (${this.number})`,
    }));
  }

  /** §6: finds what we know, without what the questioner knows (§7.1), and sends it where it is wanted. */
  private answer(message: DnsMessage, address: string, port: number, nowMs: number): void {
    const found: OwnRecord[] = [];
    let unicast = message.questions.length > 0;
    for (let i = 0; i < message.questions.length; i++) {
      const question = message.questions[i]!;
      if ((question.class & MDNS_TOP_BIT) === 0) unicast = false;
      this.find(question, message.answers, found);
    }
    if (found.length === 0) return;
    if (port !== MDNS_PORT) {
      this.answerLegacy(message, found, address, port);
    } else if (unicast) {
      const answers = found.map((own) => own.record);
      this.host.sendTo(this.messageOf(answers, this.companions(found)), address, port);
    } else {
      this.queue(found, nowMs);
    }
  }

  private find(question: DnsQuestion, known: readonly DnsRecord[], found: OwnRecord[]): void {
    const name = question.name.toLowerCase();
    for (let i = 0; i < this.records.length; i++) {
      const own = this.records[i]!;
      const { record } = own;
      if (question.type !== TYPE_ANY && question.type !== record.type) continue;
      if (record.name.toLowerCase() !== name || found.includes(own)) continue;
      if (known.some((theirs) => sameRecord(theirs, record) && theirs.ttlSeconds >= record.ttlSeconds / 2))
        continue;
      found.push(own);
    }
  }

  /** §6.7: who asks from another port knows only plain DNS. */
  private answerLegacy(message: DnsMessage, found: OwnRecord[], address: string, port: number): void {
    const reply = writeDns({
      id: message.id,
      flags: DNS_RESPONSE | DNS_AUTHORITATIVE,
      questions: message.questions,
      answers: found.map((own) => withTtl(own.record, LEGACY_TTL_SECONDS, true)),
      authorities: [],
      additionals: this.companions(found).map((record) => withTtl(record, LEGACY_TTL_SECONDS, true)),
    });
    this.host.sendTo(reply, address, port);
  }

  private queue(found: OwnRecord[], nowMs: number): void {
    let shared = false;
    for (let i = 0; i < found.length; i++) {
      const own = found[i]!;
      if (nowMs - own.sentMs < REPEAT_MS || this.due.includes(own)) continue;
      if (!own.unique()) shared = true;
      this.due.push(own);
    }
    if (this.due.length === 0) return;
    const delayMs = shared ? LEAST_DELAY_MS + (this.host.random32() % DELAY_SPREAD_MS) : 0;
    this.respondAtMs = Math.min(this.respondAtMs, nowMs + delayMs);
  }

  private respond(nowMs: number): void {
    this.respondAtMs = Infinity;
    const records = this.due.splice(0);
    if (records.length > 0) this.sendOwn(records, nowMs);
  }

  private sendOwn(records: readonly OwnRecord[], nowMs: number): void {
    for (let i = 0; i < records.length; i++) records[i]!.sentMs = nowMs;
    this.send(
      records.map((own) => own.record),
      this.companions(records),
    );
  }

  /** RFC 6763 §12: what the questioner will want to know next. */
  private companions(answers: readonly OwnRecord[]): DnsRecord[] {
    const names: string[] = [];
    for (let i = 0; i < answers.length; i++) {
      const { record } = answers[i]!;
      if (record.type === TYPE_PTR || record.type === TYPE_SRV) names.push(record.target);
    }
    const found: DnsRecord[] = [];
    // A service leads to its host, which comes in the same round because its address stands first in no list.
    for (let i = 0; i < names.length; i++) {
      for (let k = 0; k < this.records.length; k++) {
        const own = this.records[k]!;
        if (own.record.name !== names[i] || !own.unique()) continue;
        if (answers.includes(own) || found.includes(own.record)) continue;
        found.push(own.record);
        if (own.record.type === TYPE_SRV) names.push(own.record.target);
      }
    }
    return found;
  }

  private send(answers: DnsRecord[], additionals: DnsRecord[]): void {
    this.host.sendToAll(this.messageOf(answers, additionals));
  }

  private messageOf(answers: DnsRecord[], additionals: DnsRecord[]): Uint8Array {
    const flags = DNS_RESPONSE | DNS_AUTHORITATIVE;
    return writeDns({
      id: 0,
      flags,
      questions: [],
      answers,
      authorities: [],
      additionals,
    });
  }
}

/** §8.2: one of a number and bytes is empty. */
function isGreater(theirs: DnsRecord, own: DnsRecord): boolean {
  for (let i = 0; i < own.text.length && i < theirs.text.length; i++) {
    const more = theirs.text[i]! - own.text[i]!;
    if (more !== 0) return more > 0;
  }
  return theirs.value > own.value;
}
