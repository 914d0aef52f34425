// Tests of the seeded source of choices.
import { describe, expect, it } from "vitest";
import { Random } from "./random.ts";

describe("Random", () => {
  it("repeats its choices for the same seed", () => {
    const a = new Random("seed");
    const b = new Random("seed");
    expect(a.times(50, () => a.bits())).toEqual(b.times(50, () => b.bits()));
  });

  it("makes other choices for a seed that differs in one character", () => {
    const a = new Random("seed 1");
    const b = new Random("seed 2");
    expect(a.times(8, () => a.int(1000))).not.toEqual(b.times(8, () => b.int(1000)));
  });

  it("reaches both ends of a range and never leaves it", () => {
    const r = new Random("range");
    const seen = new Set(r.times(400, () => r.between(-2, 3)));
    expect([...seen].sort((x, y) => x - y)).toEqual([-2, -1, 0, 1, 2, 3]);
  });

  it("shuffles without losing or doubling items", () => {
    const r = new Random("shuffle");
    const items = [1, 2, 3, 4, 5, 6, 7];
    const orders = r.times(20, () => r.shuffled(items));
    for (const order of orders) expect([...order].sort()).toEqual(items);
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(10);
  });
});
