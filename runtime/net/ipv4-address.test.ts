// IPv4 addresses as text and as numbers.

import { expect, test } from "vitest";
import { formatIpv4Address, isUnicast, parseIpv4Address } from "./ipv4-address.ts";

test("an address survives the way to a number and back, above 127.255.255.255 too", () => {
  for (const [text, number] of [
    ["0.0.0.0", 0],
    ["10.0.2.15", 0x0a00020f],
    ["192.168.0.1", 0xc0a80001],
    ["255.255.255.255", 0xffffffff],
  ] as const) {
    expect(parseIpv4Address(text)).toBe(number);
    expect(formatIpv4Address(number)).toBe(text);
  }
});

test("anything but four plain decimal bytes is no address", () => {
  const wrong = ["", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1.2.3.256", "1.2.3.1000", "1.2.3.-1"];
  for (const text of [...wrong, "1.2.3.04", "0x1.2.3.4", "1.2.3.4 ", "a.b.c.d", "1,2,3,4"]) {
    expect(parseIpv4Address(text), text).toBeNull();
  }
});

test("only addresses of single hosts are unicast", () => {
  const host = (text: string) => isUnicast(parseIpv4Address(text)!);
  expect(["1.0.0.1", "126.1.1.1", "128.0.0.1", "223.255.255.254"].map(host)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["0.0.0.1", "127.0.0.1", "224.0.0.1", "255.255.255.255"].map(host)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
