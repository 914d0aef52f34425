// The responder by script: what it says when, in virtual time. RFC 6762, RFC 6763.

import { describe, expect, it } from "vitest";
import { parseIpv4Address } from "../ipv4-address.ts";
import {
  addressRecord,
  addressRecord6,
  DNS_RESPONSE,
  type DnsQuestion,
  type DnsRecord,
  MDNS_TOP_BIT,
  nameRecord,
  parseDns,
  TYPE_A,
  TYPE_AAAA,
  TYPE_ANY,
  TYPE_PTR,
  TYPE_SRV,
  TYPE_TXT,
  writeDns,
} from "../wire/dns.ts";
import { type MdnsHost, MdnsResponder } from "./responder.ts";

const ADDRESS = parseIpv4Address("192.168.1.7")!;
const PEER = "192.168.1.9";
const SERVICE = { type: "_http._tcp", name: "Porch Lamp", port: 80, text: { path: "/" } };
const INSTANCE = "Porch Lamp._http._tcp.local";
const TYPES: Record<number, string> = { 1: "A", 12: "PTR", 16: "TXT", 28: "AAAA", 33: "SRV", 255: "ANY" };

const brief = (record: DnsRecord | DnsQuestion) =>
  `${record.name} ${TYPES[record.type]}${(record.class & MDNS_TOP_BIT) !== 0 ? "!" : ""}`;

class Scene implements MdnsHost {
  readonly responder: MdnsResponder;
  nowMs = 0;
  names: string[] = [];
  more: DnsRecord[] = [];
  sent: { to: string; message: Uint8Array; atMs: number }[] = [];

  constructor(services = [SERVICE]) {
    this.responder = new MdnsResponder(this, "lamp", services);
    this.responder.start(0);
  }

  random32(): number {
    return 50;
  }
  address(): number {
    return ADDRESS;
  }
  moreRecords(): readonly DnsRecord[] {
    return this.more;
  }
  sendToAll(message: Uint8Array): void {
    this.sent.push({ to: "all", message, atMs: this.nowMs });
  }
  sendTo(message: Uint8Array, address: string, port: number): void {
    this.sent.push({ to: `${address}:${port}`, message, atMs: this.nowMs });
  }
  named(label: string): void {
    this.names.push(label);
  }

  passes(milliseconds: number): this {
    const until = this.nowMs + milliseconds;
    while (this.responder.nextDeadlineMs() <= until) {
      this.nowMs = Math.max(this.nowMs, this.responder.nextDeadlineMs());
      this.responder.runTimers(this.nowMs);
    }
    this.nowMs = until;
    return this;
  }

  running(): this {
    this.passes(10_000);
    this.sent = [];
    return this;
  }

  asks(questions: DnsQuestion[], answers: DnsRecord[] = [], port = 5353, id = 0): this {
    const message = writeDns({ id, flags: 0, questions, answers, authorities: [], additionals: [] });
    this.responder.receive(message, PEER, port, this.nowMs);
    return this;
  }

  /** Somebody answers for a name. */
  claims(record: DnsRecord): this {
    const message = {
      id: 0,
      flags: DNS_RESPONSE,
      questions: [],
      answers: [record],
      authorities: [],
      additionals: [],
    };
    this.responder.receive(writeDns(message), PEER, 5353, this.nowMs);
    return this;
  }

  answers(): string[] {
    return this.sent.flatMap(({ message }) => parseDns(message)!.answers.map(brief));
  }
}

const ask = (name: string, type: number, unicast = false): DnsQuestion => ({
  name,
  type,
  class: unicast ? 1 | MDNS_TOP_BIT : 1,
});

describe("names (RFC 6762 §8)", () => {
  it("are probed for three times, 250 ms apart, and then announced twice", () => {
    const scene = new Scene().passes(10_000);
    expect(scene.sent.map(({ atMs }) => atMs)).toEqual([50, 300, 550, 800, 1800]);
    const probe = parseDns(scene.sent[0]!.message)!;
    expect(probe.questions.map(brief)).toEqual(["lamp.local ANY!", `${INSTANCE} ANY!`]);
    expect(probe.authorities.map(brief)).toEqual(["lamp.local A", `${INSTANCE} SRV`, `${INSTANCE} TXT`]);
    const announcement = parseDns(scene.sent[3]!.message)!;
    expect(announcement.answers.map(brief)).toEqual([
      "lamp.local A!",
      "_http._tcp.local PTR",
      `${INSTANCE} SRV!`,
      `${INSTANCE} TXT!`,
      "_services._dns-sd._udp.local PTR",
    ]);
    expect(scene.names).toEqual(["lamp"]);
  });

  it("that are taken get a number (§9)", () => {
    const scene = new Scene().passes(300);
    scene.claims(addressRecord("LAMP.local", 5, 120, true)).passes(10_000);
    expect(scene.names).toEqual(["lamp-2"]);
    expect(scene.answers()).toContain("Porch Lamp (2)._http._tcp.local SRV!");
  });

  it("that another claims later are probed for again, and given up when it insists", () => {
    const scene = new Scene().running();
    scene.claims(addressRecord("lamp.local", 5, 120, true));
    scene.passes(60);
    expect(parseDns(scene.sent[0]!.message)!.questions.map(brief)).toContain("lamp.local ANY!");
    scene.claims(addressRecord("lamp.local", 5, 120, true)).passes(10_000);
    expect(scene.names).toEqual(["lamp", "lamp-2"]);
  });

  it("are not in conflict with our own data, nor with a goodbye", () => {
    const scene = new Scene().passes(300);
    scene.claims(addressRecord("lamp.local", ADDRESS, 120, true));
    scene.claims(addressRecord("lamp.local", 5, 0, true)).passes(10_000);
    expect(scene.names).toEqual(["lamp"]);
  });

  it("are not in conflict with one of several addresses of ours, and are with another", () => {
    const scene = new Scene();
    const own = (last: number) => addressRecord6("lamp.local", new Uint8Array(16).fill(last), 120, true);
    scene.more = [own(1), own(2)];
    scene.responder.start(0);
    scene.passes(300);
    scene.claims(own(2)).claims(own(1)).passes(10_000);
    expect(scene.names).toEqual(["lamp"]);
    expect(scene.answers().filter((line) => line.startsWith("lamp.local"))).toEqual([
      "lamp.local A!",
      "lamp.local AAAA!",
      "lamp.local AAAA!",
      "lamp.local A!",
      "lamp.local AAAA!",
      "lamp.local AAAA!",
    ]);
    scene.claims(own(3));
    expect(scene.responder.conflicts).toBe(1);
  });

  for (const last of [1, 9]) {
    it(`that a host with ${last < 5 ? "lesser" : "greater"} addresses of IPv6 probes for are kept only if ours are greater`, () => {
      const scene = new Scene();
      scene.more = [addressRecord6("lamp.local", new Uint8Array(16).fill(5), 120, true)];
      scene.responder.start(0);
      scene.passes(60);
      const authorities = [addressRecord6("lamp.local", new Uint8Array(16).fill(last), 120, false)];
      const questions = [ask("lamp.local", TYPE_ANY)];
      const probe = writeDns({ id: 0, flags: 0, questions, answers: [], authorities, additionals: [] });
      scene.responder.receive(probe, PEER, 5353, scene.nowMs);
      scene.sent = [];
      scene.passes(900);
      expect(scene.sent.length > 0).toBe(last < 5);
    });
  }

  for (const [name, theirs, winner] of [
    ["lesser", 5, true],
    ["greater", 0xf0000000, false],
  ] as const) {
    it(`that a host with ${name} data probes for at the same time are ${winner ? "kept" : "waited for"} (§8.2)`, () => {
      const scene = new Scene().passes(60);
      const authorities = [addressRecord("lamp.local", theirs, 120, false)];
      const questions = [ask("lamp.local", TYPE_ANY)];
      const probe = writeDns({ id: 0, flags: 0, questions, answers: [], authorities, additionals: [] });
      scene.responder.receive(probe, PEER, 5353, scene.nowMs);
      scene.sent = [];
      scene.passes(900);
      expect(scene.sent.length > 0).toBe(winner);
    });
  }

  it("are taken back at the end (§10.1)", () => {
    const scene = new Scene().running();
    scene.responder.stop();
    expect(parseDns(scene.sent[0]!.message)!.answers.every((record) => record.ttlSeconds === 0)).toBe(true);
    scene.asks([ask("lamp.local", TYPE_A)]).passes(1000);
    expect(scene.sent).toHaveLength(1);
  });
});

describe("questions (RFC 6762 §6)", () => {
  it("for a unique record are answered at once, to all", () => {
    const scene = new Scene()
      .running()
      .asks([ask("Lamp.LOCAL", TYPE_A)])
      .passes(0);
    expect(scene.sent.map(({ to }) => to)).toEqual(["all"]);
    const [record] = parseDns(scene.sent[0]!.message)!.answers;
    expect([record!.value, record!.ttlSeconds]).toEqual([ADDRESS, 120]);
  });

  it("for services are answered after a while, with all that follows (RFC 6763 §12)", () => {
    const scene = new Scene().running().asks([ask("_http._tcp.local", TYPE_PTR)]);
    scene.passes(69);
    expect(scene.sent).toEqual([]);
    scene.passes(1);
    const message = parseDns(scene.sent[0]!.message)!;
    expect(message.answers.map(brief)).toEqual(["_http._tcp.local PTR"]);
    expect(message.additionals.map(brief)).toEqual([`${INSTANCE} SRV!`, `${INSTANCE} TXT!`, "lamp.local A!"]);
    const [srv, txt] = message.additionals;
    expect([srv!.target, srv!.value]).toEqual(["lamp.local", 80]);
    expect(new TextDecoder().decode(txt!.text)).toBe("\u0006path=/");
  });

  it("of which the answer is known are not answered (§7.1)", () => {
    const known = nameRecord("_http._tcp.local", TYPE_PTR, INSTANCE, 2300, false);
    const scene = new Scene()
      .running()
      .asks([ask("_http._tcp.local", TYPE_PTR)], [known])
      .passes(1000);
    expect(scene.sent).toEqual([]);
    const old = { ...known, ttlSeconds: 2000 };
    scene.asks([ask("_http._tcp.local", TYPE_PTR)], [old]).passes(1000);
    expect(scene.sent).toHaveLength(1);
  });

  it("that come again are answered at most once a second", () => {
    const scene = new Scene().running();
    for (let i = 0; i < 20; i++) scene.asks([ask("lamp.local", TYPE_A)]).passes(100);
    expect(scene.sent).toHaveLength(2);
  });

  it("that want a unicast answer get one (§5.4)", () => {
    const scene = new Scene().running().asks([ask("lamp.local", TYPE_A, true)]);
    expect(scene.sent.map(({ to }) => to)).toEqual([`${PEER}:5353`]);
  });

  it("of plain DNS are answered like those (§6.7)", () => {
    const scene = new Scene().running().asks([ask("lamp.local", TYPE_A)], [], 40_000, 0x1234);
    const message = parseDns(scene.sent[0]!.message)!;
    expect(scene.sent[0]!.to).toBe(`${PEER}:40000`);
    expect([message.id, message.questions.length, message.answers[0]!.ttlSeconds]).toEqual([0x1234, 1, 10]);
    expect(brief(message.answers[0]!)).toBe("lamp.local A");
  });

  it("for others, or for what we do not have, are not answered", () => {
    const scene = new Scene().running();
    scene.asks([ask("other.local", TYPE_A), ask("lamp.local", TYPE_AAAA), ask("lamp.local", TYPE_TXT)]);
    scene.asks([ask("lamp.local", TYPE_SRV)]).passes(1000);
    expect(scene.sent).toEqual([]);
  });

  it("that make no sense are survived", () => {
    const scene = new Scene().running();
    for (let length = 0; length < 40; length++) {
      scene.responder.receive(new Uint8Array(length).fill(0xc0), PEER, 5353, scene.nowMs);
    }
    expect(scene.passes(1000).sent).toEqual([]);
  });
});
