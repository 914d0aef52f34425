// IPv6 against a scripted peer, RFC by RFC: addresses, neighbours, routers, echoes, errors.

import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../testing/hex.ts";
import {
  frameOf,
  hexOf,
  OWN_HARDWARE,
  OWN_LINK,
  PEER_HARDWARE,
  PEER_LINK,
  ScriptedLink6,
} from "../testing/scripted-link6.ts";
import { addToSum } from "../wire/checksum.ts";
import { Ipv6Packet, parseIpv6, pseudoHeaderSum6 } from "../wire/ipv6.ts";

const OWN_GROUP = "ff02::1:ff00:1";
const PREFIX = "2001:db8:1::";
const OWN_GLOBAL = "2001:db8:1::ff:fe00:1";
const FAR = "2001:db8:ffff::9";

/** Bodies with room for the checksum. */
const solicitation = (target: string, option = `0101${PEER_HARDWARE}`) =>
  `87000000 00000000 ${hexOf(target)} ${option}`;
const advertisement = (target: string, flags = "60", option = `0201${PEER_HARDWARE}`) =>
  `88000000 ${flags}000000 ${hexOf(target)} ${option}`;
const echo = (data = "68656c6c6f", type = "80") => `${type}000000 12340007 ${data}`;

interface RouterFields {
  readonly lifetime?: string;
  readonly valid?: string;
  readonly preferred?: string;
  readonly flags?: string;
  readonly bits?: string;
  readonly rest?: string;
}
function router(fields: RouterFields = {}): string {
  const { lifetime = "0708", valid = "00015180", preferred = "00003840", flags = "c0", bits = "40" } = fields;
  const prefix = `0304 ${bits} ${flags} ${valid} ${preferred} 00000000 ${hexOf(PREFIX)}`;
  return `86000000 40 00 ${lifetime} 00000000 00000000 0101${PEER_HARDWARE} ${prefix} ${fields.rest ?? ""}`;
}
const hear = (link: ScriptedLink6, payload: string) => link.receive({ destination: "ff02::1", payload });

describe("the header (RFC 8200)", () => {
  const parse = (fields: Parameters<typeof frameOf>[0]) => {
    const frame = frameOf(fields);
    const packet = parseIpv6(frame, 14, frame.length, new Ipv6Packet())!;
    return `${packet.outcome} ${packet.protocol} ${packet.payloadAt - 14}${packet.fragment ? " fragment" : ""}`;
  };
  it("is walked through to the payload", () => {
    const payload = "00";
    expect(parse({ protocol: 17, payload })).toBe("whole 17 40");
    expect(parse({ protocol: 17, first: 0, extensions: "11 00 010400000000", payload })).toBe("whole 17 48");
    const chain = "2b00010400000000 3c00000000000000 1101010c0000000000000000 00000000";
    expect(parse({ protocol: 17, first: 0, extensions: chain, payload })).toBe("whole 17 72");
  });
  it("says what is wrong behind it", () => {
    const payload = "00";
    const outcome = (first: number, extensions: string) =>
      parse({ protocol: 17, first, extensions, payload });
    expect(outcome(0, "11ff010400000000")).toBe("malformed 0 40");
    expect(outcome(60, "11 00 8104 00000000")).toBe("bad-option 60 40");
    expect(outcome(60, "11 00 4104 00000000")).toBe("discard 60 40");
    expect(outcome(60, "11 00 0104 000000ff")).toBe("whole 17 48");
    expect(outcome(60, "11 00 3e09 00000000")).toBe("malformed 60 40");
    expect(outcome(43, "1100000100000000")).toBe("bad-field 43 40");
    expect(outcome(60, "0000010400000000 1100010400000000")).toBe("bad-next-header 0 48");
  });
  it("knows a piece from a whole that is called one (RFC 6946)", () => {
    const extensions = (field: string) => `1100${field}00000007`;
    expect(parse({ protocol: 17, first: 44, extensions: extensions("0000"), payload: "00" })).toBe(
      "whole 17 48",
    );
    expect(parse({ protocol: 17, first: 44, extensions: extensions("0001"), payload: "00" })).toBe(
      "whole 44 40 fragment",
    );
  });
  it("is refused when it is short, cut off or of another version", () => {
    const frame = frameOf({ payload: echo() });
    const parsed = (end: number) => parseIpv6(frame, 14, end, new Ipv6Packet());
    expect(parsed(frame.length)).not.toBeNull();
    expect(parsed(frame.length - 1)).toBeNull();
    expect(parsed(53)).toBeNull();
    frame[14] = 0x45;
    expect(parsed(frame.length)).toBeNull();
  });
});

describe("an address of our own (RFC 4862 §5.4)", () => {
  it("is tried out and then used; routers are asked from it", () => {
    const link = new ScriptedLink6();
    expect(link.ipv6.addresses()).toEqual([]);
    link.pass(0);
    expect(link.sent()).toEqual([`3333ff000001 :: > ${OWN_GROUP} 255 8700000000000000${hexOf(OWN_LINK)}`]);
    link.pass(999);
    expect(link.ipv6.addresses()).toEqual([]);
    link.pass(1);
    expect(link.ipv6.addresses()).toEqual([OWN_LINK]);
    const asked = `333300000002 ${OWN_LINK} > ff02::2 255 85000000000000000101${OWN_HARDWARE}`;
    expect(link.sent()).toEqual([asked]);
    link.pass(20_000);
    // RFC 4861 §6.3.7: three times in all.
    expect(link.sent()).toEqual([asked, asked]);
  });
  it("has a right checksum in everything that is sent", () => {
    const link = new ScriptedLink6();
    link.pass(2000);
    expect(link.mac.sent).toHaveLength(6);
    for (const frame of link.mac.sent) {
      // Reports about groups have options in front.
      const at = frame[20] === 0 ? 62 : 54;
      const sum = pseudoHeaderSum6(frame, 14, 58, frame.length - at);
      expect(addToSum(sum, frame, at, frame.length)).toBe(0xffff);
    }
  });
  for (const [who, fields] of [
    ["has it", { destination: "ff02::1", payload: advertisement(OWN_LINK, "20") }],
    ["tries it, too", { source: "::", destination: OWN_GROUP, payload: solicitation(OWN_LINK, "") }],
  ] as const) {
    it(`is not used when another station ${who}`, () => {
      const link = new ScriptedLink6();
      link.pass(500);
      link.receive(fields);
      link.pass(10_000);
      expect(link.ipv6.addresses()).toEqual([]);
      expect(link.ipv6.counters.duplicates).toBe(1);
    });
  }
  it("is not lost to somebody who only asks for it, or sends from beyond the link", () => {
    const link = new ScriptedLink6();
    link.pass(500);
    link.receive({ destination: OWN_GROUP, payload: solicitation(OWN_LINK) });
    link.receive({ destination: "ff02::1", hopLimit: 254, payload: advertisement(OWN_LINK) });
    link.pass(1000);
    expect(link.ipv6.addresses()).toEqual([OWN_LINK]);
    expect(link.ipv6.counters.discoveryInvalid).toBe(1);
  });
  it("is tried out again when the cable was away", () => {
    const link = new ScriptedLink6().settle();
    link.mac.link = false;
    link.net.checkLink();
    link.mac.link = true;
    link.net.checkLink();
    expect(link.ipv6.addresses()).toEqual([]);
    link.pass(1000);
    expect(link.ipv6.addresses()).toEqual([OWN_LINK]);
  });
  it("waits for a cable", () => {
    const link = new ScriptedLink6();
    link.mac.link = false;
    link.net.checkLink();
    link.pass(5000);
    expect(link.sent()).toEqual([]);
    expect(link.ipv6.addresses()).toEqual([]);
  });
});

describe("neighbours (RFC 4861 §7.2)", () => {
  it("get an answer, and are known from their question", () => {
    const link = new ScriptedLink6().settle();
    link.receive({ destination: OWN_GROUP, payload: solicitation(OWN_LINK) });
    const answer = `88000000 60000000 ${hexOf(OWN_LINK)} 0201${OWN_HARDWARE}`.replaceAll(" ", "");
    expect(link.sent()).toEqual([`${PEER_HARDWARE} ${OWN_LINK} > ${PEER_LINK} 255 ${answer}`]);
  });
  it("that try our address are told, all of them", () => {
    const link = new ScriptedLink6().settle();
    link.receive({ source: "::", destination: OWN_GROUP, payload: solicitation(OWN_LINK, "") });
    const answer = `88000000 20000000 ${hexOf(OWN_LINK)} 0201${OWN_HARDWARE}`.replaceAll(" ", "");
    expect(link.sent()).toEqual([`333300000001 ${OWN_LINK} > ff02::1 255 ${answer}`]);
  });
  it("are asked for before anything is sent to them, and what waited follows", () => {
    const link = new ScriptedLink6().settle();
    link.receive({ payload: echo() });
    const question = `87000000 00000000 ${hexOf(PEER_LINK)} 0101${OWN_HARDWARE}`.replaceAll(" ", "");
    expect(link.sent()).toEqual([`3333ff000002 ${OWN_LINK} > ff02::1:ff00:2 255 ${question}`]);
    link.receive({ payload: advertisement(PEER_LINK) });
    expect(link.sent()).toEqual([
      `${PEER_HARDWARE} ${OWN_LINK} > ${PEER_LINK} 64 810000001234000768656c6c6f`,
    ]);
    link.receive({ payload: echo() });
    expect(link.sent()).toHaveLength(1);
  });
  it("are asked three times and given up", () => {
    const link = new ScriptedLink6().settle();
    link.receive({ payload: echo() });
    link.pass(10_000);
    expect(link.sent()).toHaveLength(3);
    expect(link.ipv6.counters.unanswered).toBe(1);
    expect(link.net.nextDeadlineMs()).toBe(Infinity);
  });
  it("that were silent for long are used, and asked when nothing confirms them", () => {
    const link = new ScriptedLink6().settle();
    link.receive({ payload: solicitation(OWN_LINK) });
    link.sent();
    link.receive({ payload: echo() });
    expect(link.sent()).toHaveLength(1);
    link.pass(5000);
    const question = `87000000 00000000 ${hexOf(PEER_LINK)} 0101${OWN_HARDWARE}`.replaceAll(" ", "");
    expect(link.sent()).toEqual([`${PEER_HARDWARE} ${OWN_LINK} > ${PEER_LINK} 255 ${question}`]);
    link.receive({ payload: advertisement(PEER_LINK, "40", "") });
    link.pass(10_000);
    expect(link.sent()).toEqual([]);
  });
  it("whose packets arrive need no question", () => {
    const link = new ScriptedLink6().settle();
    link.receive({ payload: solicitation(OWN_LINK) }).receive({ payload: echo() });
    link.sent();
    link.ipv6.confirm(fromHex(hexOf(PEER_LINK)));
    link.pass(20_000);
    expect(link.sent()).toEqual([]);
  });
  it("do not lose their address to one that claims no right", () => {
    const link = new ScriptedLink6().settle();
    link.receive({ payload: echo() }).receive({ payload: advertisement(PEER_LINK) });
    link.sent();
    link
      .receive({ payload: advertisement(PEER_LINK, "40", "0201020000000099") })
      .receive({ payload: echo() });
    expect(link.sent()[0]).toMatch(/^020000000002 /);
    link
      .receive({ payload: advertisement(PEER_LINK, "60", "0201020000000099") })
      .receive({ payload: echo() });
    expect(link.sent()[0]).toMatch(/^020000000099 /);
  });
  const invalid: [string, Partial<Parameters<typeof frameOf>[0]> & { payload: string }][] = [
    ["a router has passed it on", { hopLimit: 254, payload: solicitation(OWN_LINK) }],
    ["the code is not 0", { payload: solicitation(OWN_LINK).replace("8700", "8701") }],
    ["it is short", { payload: solicitation(OWN_LINK, "").trim().slice(0, -2) }],
    ["an option has no length", { payload: solicitation(OWN_LINK, "0100000000000000") }],
    ["an option leads out of it", { payload: solicitation(OWN_LINK, "0102000000000000") }],
    ["the target is a group", { payload: solicitation("ff02::1") }],
    [
      "nobody asks with a hardware address",
      { source: "::", destination: OWN_GROUP, payload: solicitation(OWN_LINK) },
    ],
    ["nobody asks us alone", { source: "::", payload: solicitation(OWN_LINK, "") }],
    ["a group is told what one has asked", { destination: "ff02::1", payload: advertisement(PEER_LINK) }],
    [
      "it is called a piece (RFC 6980)",
      { first: 44, extensions: "3a00000000000007", payload: solicitation(OWN_LINK) },
    ],
    ["a router is not of the link", { source: FAR, payload: router() }],
  ];
  for (const [name, fields] of invalid) {
    it(`are not believed when ${name}`, () => {
      const link = new ScriptedLink6().settle();
      link.receive(fields);
      expect(link.sent()).toEqual([]);
      expect(link.ipv6.counters.discoveryInvalid).toBe(1);
    });
  }
});

describe("routers (RFC 4861 §6.3.4, RFC 4862 §5.5.3)", () => {
  it("give a prefix, of which an address is made and tried out", () => {
    const link = new ScriptedLink6().settle();
    const seen: string[][] = [];
    link.ipv6.onAddressChange(() => seen.push(link.ipv6.addresses()));
    hear(link, router());
    link.pass(500);
    expect(link.sent()).toEqual([`3333ff000001 :: > ${OWN_GROUP} 255 8700000000000000${hexOf(OWN_GLOBAL)}`]);
    link.pass(500);
    expect(seen).toEqual([[OWN_LINK, OWN_GLOBAL]]);
  });
  it("are the way to everywhere else, from the address that is known there", () => {
    const link = new ScriptedLink6().settle();
    hear(link, router());
    link.pass(1000);
    link.sent();
    link.receive({ source: FAR, destination: OWN_GLOBAL, payload: echo() });
    expect(link.sent()).toEqual([`${PEER_HARDWARE} ${OWN_GLOBAL} > ${FAR} 64 810000001234000768656c6c6f`]);
  });
  it("are not the way to neighbours with the same prefix", () => {
    const link = new ScriptedLink6().settle();
    hear(link, router());
    link.pass(1000);
    link.sent();
    link.receive({ source: "2001:db8:1::77", destination: OWN_GLOBAL, payload: echo() });
    expect(link.sent()[0]).toMatch(/^3333ff000077 2001:db8:1::ff:fe00:1 > ff02::1:ff00:77 255 87/);
  });
  it("end with their lifetime, and with a lifetime of none", () => {
    for (const end of [
      (link: ScriptedLink6) => link.pass(1_800_000),
      (link: ScriptedLink6) => hear(link, router({ lifetime: "0000" })),
    ]) {
      const link = new ScriptedLink6().settle();
      hear(link, router());
      link.pass(1000);
      end(link);
      link.sent();
      link.receive({ source: FAR, destination: OWN_GLOBAL, payload: echo() });
      expect(link.sent()).toEqual([]);
      expect(link.ipv6.counters.sendRefused).toBe(1);
    }
  });
  const useless: [string, RouterFields][] = [
    ["is not for that", { flags: "80" }],
    ["has no 64 bits", { bits: "30" }],
    ["is preferred for longer than it is valid", { preferred: "00015181" }],
    ["is not valid", { valid: "00000000", preferred: "00000000" }],
  ];
  for (const [name, fields] of useless) {
    it(`make no address of a prefix that ${name}`, () => {
      const link = new ScriptedLink6().settle();
      hear(link, router(fields));
      link.pass(2000);
      expect(link.ipv6.addresses()).toEqual([OWN_LINK]);
    });
  }
  it("let an address go when its time is over, and cannot shorten it below two hours", () => {
    const link = new ScriptedLink6().settle();
    hear(link, router());
    link.pass(2000);
    hear(link, router({ valid: "00000001", preferred: "00000001" }));
    link.pass(7_199_000);
    expect(link.ipv6.addresses()).toEqual([OWN_LINK, OWN_GLOBAL]);
    link.pass(2000);
    expect(link.ipv6.addresses()).toEqual([OWN_LINK]);
  });
  it("name name servers (RFC 8106)", () => {
    const link = new ScriptedLink6().settle();
    hear(link, router({ rest: `1903 0000 00000e10 ${hexOf("2001:db8::53")}` }));
    expect(link.ipv6.nameServers()).toEqual(["2001:db8::53"]);
  });
  it("set the largest packet, if it is a possible one", () => {
    const link = new ScriptedLink6().settle();
    const opens = (bytes: number) => link.ipv6.open(fromHex(hexOf(PEER_LINK)), 17, bytes - 40);
    hear(link, router({ rest: "0501 0000 000004ff" }));
    expect([opens(1500), opens(1501)]).toEqual([true, false]);
    hear(link, router({ rest: "0501 0000 00000514" }));
    expect([opens(1300), opens(1301)]).toEqual([true, false]);
  });
});

describe("errors (RFC 4443)", () => {
  const problem = (code: string, pointer: string) => new RegExp(`64 04${code}0000${pointer}60`);
  const known = () => {
    const link = new ScriptedLink6().settle();
    link.receive({ payload: solicitation(OWN_LINK) });
    link.sent();
    return link;
  };
  it("tell of a protocol that nobody takes, with the packet", () => {
    const link = known().receive({ protocol: 99, payload: "cafe" });
    const quoted = toHex(frameOf({ protocol: 99, payload: "cafe" }).slice(14));
    expect(link.sent()).toEqual([`${PEER_HARDWARE} ${OWN_LINK} > ${PEER_LINK} 64 0401000000000006${quoted}`]);
  });
  it("point at what was not understood", () => {
    const link = known();
    link.receive({ protocol: 17, first: 60, extensions: "11 00 8104 00000000", payload: "00" });
    expect(link.sent()[0]).toMatch(problem("02", "0000002a"));
    link.receive({ protocol: 17, first: 43, extensions: "1100000100000000", payload: "00" });
    expect(link.sent()[0]).toMatch(problem("00", "0000002a"));
    link.receive({ protocol: 99, first: 60, extensions: "6300010400000000", payload: "00" });
    expect(link.sent()[0]).toMatch(problem("01", "00000028"));
  });
  const silent: [string, Partial<Parameters<typeof frameOf>[0]> & { payload: string }][] = [
    ["what many have got", { destination: "ff02::1", protocol: 99, payload: "00" }],
    ["what nobody has sent", { source: "::", protocol: 99, payload: "00" }],
    ["what is an error itself", { first: 60, extensions: "3a00810400000000", payload: "01000000 00000000" }],
    ["what wants to be dropped", { protocol: 17, first: 60, extensions: "1100410400000000", payload: "00" }],
    ["what ends with its header", { protocol: 59, payload: "" }],
    ["what is damaged", { payload: echo(), first: 58, protocol: 58, extensions: "ff" }],
    ["another station's packet", { destination: "fe80::3", protocol: 99, payload: "00" }],
    ["a piece", { protocol: 17, first: 44, extensions: "1100000100000007", payload: "00".repeat(8) }],
  ];
  for (const [name, fields] of silent) {
    it(`say nothing to ${name}`, () => {
      expect(known().receive(fields).sent()).toEqual([]);
    });
  }
  it("are few, however many packets come", () => {
    const link = known();
    for (let i = 0; i < 100; i++) link.receive({ protocol: 99, payload: "00" });
    expect(link.sent()).toHaveLength(10);
  });
  it("quote no more than fits the smallest link", () => {
    const link = known().receive({ protocol: 99, payload: "ab".repeat(1400) });
    expect(link.mac.sent[0]).toHaveLength(14 + 1280);
  });
  it("answer an echo that all stations were asked for from an address of our own", () => {
    const link = known().receive({ destination: "ff02::1", payload: echo() });
    expect(link.sent()).toEqual([
      `${PEER_HARDWARE} ${OWN_LINK} > ${PEER_LINK} 64 810000001234000768656c6c6f`,
    ]);
  });
});

it("survives any damage to any packet", () => {
  const link = new ScriptedLink6().settle();
  const frames = [
    frameOf({ payload: echo() }),
    frameOf({ destination: OWN_GROUP, payload: solicitation(OWN_LINK) }),
    frameOf({ payload: advertisement(PEER_LINK) }),
    frameOf({ destination: "ff02::1", payload: router({ rest: "0501000000000514" }) }),
    frameOf({ payload: `82000000 03e80000 ${hexOf("::")} 02000000`, hopLimit: 1 }),
    frameOf({ protocol: 17, first: 44, extensions: "1100000100000007", payload: "00".repeat(16) }),
    frameOf({ protocol: 17, first: 44, extensions: "1100001000000007", payload: "00".repeat(4) }),
    frameOf({ protocol: 17, first: 0, extensions: "2b00010400000000 1100000000000000", payload: "00" }),
  ];
  let random = 12345;
  const next = (below: number) => {
    random = (Math.imul(random, 1103515245) + 12345) >>> 0;
    return (random >>> 8) % below;
  };
  for (let i = 0; i < 4000; i++) {
    const frame = frames[next(frames.length)]!.slice();
    for (let k = next(4); k >= 0; k--) frame[14 + next(frame.length - 14)] = next(256);
    link.mac.waiting.push(frame.slice(0, next(3) === 0 ? 14 + next(frame.length - 14) : frame.length));
    link.net.poll();
    link.mac.sent.length = 0;
    if (i % 50 === 0) link.pass(3000);
  }
  expect(link.ipv6.counters.received).toBe(4000);
});
