// Who is told that we listen to groups, and when. RFC 3810 §6, RFC 2710 where an older router asks.

import { describe, expect, it } from "vitest";
import { hexOf, OWN_LINK, PEER_HARDWARE, ScriptedLink6 } from "../testing/scripted-link6.ts";

const OWN_GROUP = "ff02::1:ff00:1";
const MDNS = "ff02::fb";
/** A report, a record of each type and group. */
const report = (source: string, ...records: [string, string][]) => {
  const count = records.length.toString(16).padStart(4, "0");
  const body = records.map(([type, group]) => `${type}000000${hexOf(group)}`).join("");
  return `333300000016 ${source} > ff02::16 1 8f0000000000${count}${body}`;
};
/** A question about all groups, or one, of version 2. */
const query = (group = "::", code = "03e8") => `82000000 ${code}0000 ${hexOf(group)} 02000000`;

describe("a group that is joined", () => {
  it("is told of at once and again, before and after there is an address to tell it from (RFC 3590)", () => {
    const link = new ScriptedLink6();
    link.pass(0);
    const before = report("::", ["04", OWN_GROUP]);
    // Chance is none in these tests: the second report follows at once.
    expect(link.reports()).toEqual([before, before]);
    link.pass(20_000);
    const after = report(OWN_LINK, ["04", OWN_GROUP]);
    expect(link.reports()).toEqual([after, after]);
    link.ipv6.joinGroup(MDNS);
    link.ipv6.joinGroup(MDNS);
    link.pass(20_000);
    const joined = report(OWN_LINK, ["04", MDNS]);
    expect(link.reports()).toEqual([joined, joined]);
  });
  it("is told of with the option that makes routers look (RFC 2711)", () => {
    const link = new ScriptedLink6();
    link.pass(0);
    expect(link.mac.sent[0]!.slice(54, 62)).toEqual(new Uint8Array([58, 0, 5, 2, 0, 0, 1, 0]));
    expect(link.ipv6.counters.groupReports).toBe(2);
  });
  it("waits for a cable", () => {
    const link = new ScriptedLink6();
    link.mac.link = false;
    link.net.checkLink();
    link.pass(5000);
    expect(link.reports()).toEqual([]);
    link.mac.link = true;
    link.net.checkLink();
    link.pass(5000);
    expect(link.reports().length).toBeGreaterThanOrEqual(2);
  });
  it("is told of to the neighbours of another cable", () => {
    const link = new ScriptedLink6();
    link.ipv6.joinGroup(MDNS);
    link.settle();
    link.mac.link = false;
    link.net.checkLink();
    link.mac.link = true;
    link.net.checkLink();
    link.pass(5000);
    expect(link.reports()).toContain(report(OWN_LINK, ["04", OWN_GROUP], ["04", MDNS]));
  });
  it("stays while another address of ours has it", () => {
    const link = new ScriptedLink6().settle();
    const prefix = `0304 40c0 00001c20 00000e10 00000000 ${hexOf("2001:db8:1::")}`;
    const router = `86000000 40000708 00000000 00000000 0101${PEER_HARDWARE} ${prefix}`;
    link.receive({ destination: "ff02::1", payload: router }).pass(3000);
    // The same interface has the same group for both.
    expect(link.reports()).toEqual([]);
    link.pass(7_300_000);
    expect(link.ipv6.addresses()).toEqual([OWN_LINK]);
    expect(link.reports()).toEqual([]);
  });
  it("is one of 32 at most", () => {
    const link = new ScriptedLink6().settle();
    for (let i = 1; i <= 31; i++) link.ipv6.joinGroup(`ff02::${i.toString(16)}:1`);
    expect(() => link.ipv6.joinGroup("ff02::99:1")).toThrow("32 groups are joined already");
  });
});

describe("a question", () => {
  const known = () => {
    const link = new ScriptedLink6();
    link.ipv6.joinGroup(MDNS);
    return link.settle();
  };
  const ask = (link: ScriptedLink6, payload: string, fields = {}) => {
    link.receive({ destination: "ff02::1", hopLimit: 1, payload, ...fields }).pass(20_000);
    return link.reports();
  };
  it("about all groups is answered by all that we listen to", () => {
    expect(ask(known(), query())).toEqual([report(OWN_LINK, ["02", OWN_GROUP], ["02", MDNS])]);
  });
  it("about one group is answered by that one, if it is one of ours", () => {
    const link = known();
    expect(ask(link, query(MDNS), { destination: MDNS })).toEqual([report(OWN_LINK, ["02", MDNS])]);
    expect(ask(link, query("ff02::99"))).toEqual([]);
  });
  it("from beyond the link, from nobody, or cut short is not answered (RFC 3810 §6.2)", () => {
    const link = known();
    expect(ask(link, query(), { hopLimit: 2 })).toEqual([]);
    expect(ask(link, query(), { source: "2001:db8::1" })).toEqual([]);
    expect(ask(link, query().slice(0, -2))).toEqual([]);
    expect(link.ipv6.counters.icmpMalformed).toBe(3);
  });
  it("is answered within the time that it says, of whichever form (§5.1.3)", () => {
    for (const [code, milliseconds] of [
      ["03e8", 1000],
      ["7fff", 32_767],
      ["8000", 32_768],
      ["8fff", 65_528],
    ] as const) {
      const link = known();
      // The latest that chance can make it.
      link.random = 0xffff_ffff;
      link.receive({ destination: "ff02::1", hopLimit: 1, payload: query("::", code) });
      link.pass(milliseconds - 1);
      expect(link.reports()).toEqual([]);
      link.pass(1);
      expect(link.reports()).toHaveLength(1);
    }
  });
  it("of version 1 is answered in its manner for as long as such a router may be there (RFC 2710 §4)", () => {
    const link = known();
    const old = (to: string, type: string, group: string) =>
      `3333${hexOf(to).slice(24)} ${OWN_LINK} > ${to} 1 ${type}00000000000000${hexOf(group)}`;
    expect(ask(link, query().slice(0, -9))).toEqual([old(OWN_GROUP, "83", OWN_GROUP), old(MDNS, "83", MDNS)]);
    link.pass(260_000);
    expect(ask(link, query(MDNS))).toEqual([report(OWN_LINK, ["02", MDNS])]);
  });
});
