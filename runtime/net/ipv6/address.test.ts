// Text and kinds of IPv6 addresses, and the addresses that are derived from others.

import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../testing/hex.ts";
import {
  commonBits,
  formatIpv6Address,
  fromHardware,
  groupHardware6,
  isLinkLocal,
  isMulticast6,
  linkLocalPrefix,
  parseIpv6Address,
  solicitedNode,
} from "./address.ts";

describe("the text of an address", () => {
  const forms: [text: string, hex: string, shown?: string][] = [
    ["::", "00000000000000000000000000000000"],
    ["::1", "00000000000000000000000000000001"],
    ["1::", "00010000000000000000000000000000"],
    ["fe80::ff:fe00:1", "fe80000000000000000000fffe000001"],
    ["2001:db8::8:800:200c:417a", "20010db80000000000080800200c417a"],
    ["2001:DB8:0:0:8:800:200C:417A", "20010db80000000000080800200c417a", "2001:db8::8:800:200c:417a"],
    ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
    // RFC 5952 §4.2.2: one group of zeros is not shortened. §4.2.3: of two runs the longer, or the first.
    ["1:2:3:4:5:6:7::", "00010002000300040005000600070000", "1:2:3:4:5:6:7:0"],
    ["2001:0:0:1:0:0:0:1", "20010000000000010000000000000001", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "20010db8000000000001000000000001", "2001:db8::1:0:0:1"],
  ];
  for (const [text, hex, shown = text] of forms) {
    it(`reads ${text} and writes ${shown}`, () => {
      expect(toHex(parseIpv6Address(text)!)).toBe(hex);
      expect(formatIpv6Address(fromHex(hex))).toBe(shown);
    });
  }
  const refused =
    "|:|:::|1:|:1|1::2::3|1:2:3:4:5:6:7|1:2:3:4:5:6:7:8:9|12345::|g::|::1%eth0|1:2:3:4:5:6:7:8::|10.0.0.1|1 ::";
  for (const text of refused.split("|")) {
    it(`refuses "${text}"`, () => expect(parseIpv6Address(text)).toBeNull());
  }
});

describe("kinds of addresses", () => {
  it("tells groups and addresses of the link from others", () => {
    const kinds = (text: string) => [isMulticast6, isLinkLocal].map((is) => is(parseIpv6Address(text)!));
    expect(kinds("ff02::1")).toEqual([true, false]);
    expect(kinds("fe80::1")).toEqual([false, true]);
    expect(kinds("febf::1")).toEqual([false, true]);
    expect(kinds("fec0::1")).toEqual([false, false]);
    expect(kinds("2001:db8::1")).toEqual([false, false]);
  });

  it("derives a station's own from its hardware address (RFC 4291 Appendix A)", () => {
    const own = fromHardware(linkLocalPrefix(), fromHex("34567890abcd"));
    expect(formatIpv6Address(own)).toBe("fe80::3656:78ff:fe90:abcd");
  });

  it("derives the group to ask for an address in, and its hardware address (RFC 4291 §2.7.1, RFC 2464 §7)", () => {
    const group = solicitedNode(parseIpv6Address("4037::1:800:200e:8c6c")!);
    expect(formatIpv6Address(group)).toBe("ff02::1:ff0e:8c6c");
    expect(toHex(groupHardware6(group))).toBe("3333ff0e8c6c");
  });

  it("counts the bits that two have in common", () => {
    const common = (a: string, b: string) => commonBits(parseIpv6Address(a)!, parseIpv6Address(b)!);
    expect(common("2001:db8::1", "2001:db8::1")).toBe(128);
    expect(common("2001:db8::", "2001:db8:8000::")).toBe(32);
    expect(common("::", "8000::")).toBe(0);
    expect(common("::2", "::3")).toBe(127);
  });
});
