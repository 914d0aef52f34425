// The parts of the comparison with Linux that compute: order of modules, counting of responses, ratios.

import { expect, test } from "vitest";
import { ResponseCounter } from "./load.ts";
import { dependsOf, loadOrder } from "./modules.ts";
import { lineOf, median, processorSeconds, type Quantity, type Reading, realSeconds } from "./ratios.ts";

test("a module's needs stand behind depends=, with underscores", () => {
  expect(dependsOf(Buffer.from("\0license=GPL\0depends=libphy,of-mdio\0name=x\0"))).toEqual([
    "libphy",
    "of_mdio",
  ]);
  expect(dependsOf(Buffer.from("\0depends=\0"))).toEqual([]);
  expect(dependsOf(Buffer.from("\x7fELF"))).toEqual([]);
});

test("each module is loaded once, after what it needs", () => {
  const needs: Readonly<Record<string, readonly string[]>> = {
    emac: ["libphy", "of_mdio"],
    of_mdio: ["fixed_phy", "libphy"],
    fixed_phy: ["libphy"],
  };
  expect(loadOrder(["emac", "fixed-phy"], (name) => needs[name] ?? [])).toEqual([
    ...["libphy", "fixed_phy", "of_mdio", "emac"],
  ]);
});

test("responses are counted however their bytes are cut", () => {
  const bytes = Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".repeat(3));
  for (const size of [1, 7, 40, 1000]) {
    const counter = new ResponseCounter();
    let count = 0;
    for (let at = 0; at < bytes.length; at += size) count += counter.take(bytes.subarray(at, at + size));
    expect(count).toBe(3);
  }
});

test("a response that is not 200, or has no length, is no result", () => {
  const take = (text: string) => new ResponseCounter().take(Buffer.from(text));
  expect(() => take("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")).toThrow("503");
  expect(() => take("HTTP/1.1 200 OK\r\n\r\n")).toThrow("does not count");
});

test("the median is the middle value, or the mean of the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

const RATE: Quantity = { name: "pages", unit: "1/s", moreIsBetter: true, goal: 1, digits: 0 };

test("the median of the rounds' ratios is held against the goal, not the ratio of medians", () => {
  const rounds = [
    { ingot: of(100), linux: of(50) },
    { ingot: of(10), linux: of(20) },
    { ingot: of(30), linux: of(20) },
  ];
  const { text, met } = lineOf(RATE, rounds);
  expect(met).toBe(true);
  expect(text).toMatch(/^✔ pages, 1\/s +30 +20 +x 1\.50 +>= 1 +x 1\.50 {2}0\.50 \.\. 2\.00$/);
});

test("of a duration less is better, and a goal that is not reached is marked", () => {
  const start: Quantity = { name: "start", unit: "s", moreIsBetter: false, goal: 10, digits: 1 };
  expect(lineOf(start, [{ ingot: of(1), linux: of(20) }])).toMatchObject({ met: true });
  const { text, met } = lineOf(start, [{ ingot: of(1), linux: of(9) }]);
  expect(met).toBe(false);
  expect(text).toMatch(/^✘ start, s/);
});

test("a side that had less of the processor is better by processor time", () => {
  const { text } = lineOf(RATE, [{ ingot: of(100, 0.5), linux: of(100, 1) }]);
  expect(text).toContain("x 1.00");
  expect(text).toContain("x 2.00");
  expect(lineOf(RATE, [{ ingot: of(1, Number.NaN), linux: of(1) }]).text).toMatch(/ - {2}1\.00/);
});

test("processor time is read behind a name with spaces and parentheses", () => {
  const stat = "12 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 3";
  expect(processorSeconds(stat)).toBe(3);
});

test("the time of dd is read from what busybox prints", () => {
  expect(realSeconds("8+0 records out\r\nreal\t1m 2.68s\r\nuser\t0m 0.00s\r\n")).toBeCloseTo(62.68);
  expect(realSeconds("dd: can't open")).toBeNull();
});

function of(value: number, share = 1): Reading {
  return { value, share };
}
