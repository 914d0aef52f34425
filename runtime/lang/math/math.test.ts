// Math against Node's own, bit by bit, on edge cases and random arguments over the whole range of doubles.
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const ours: Record<string, (...args: number[]) => number> = Object.assign(
  {},
  await import("./basic.ts"),
  await import("./logarithm.ts"),
  await import("./exponential.ts"),
  await import("./trigonometry.ts"),
  await import("./inverse-trigonometry.ts"),
  await import("./cube-root.ts"),
  await import("./power.ts"),
);

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

const next = random(20240607);
const view = new DataView(new ArrayBuffer(8));
/** Any finite or infinite double or NaN, all exponents alike. */
function anyDouble(): number {
  view.setUint32(0, next());
  view.setUint32(4, next());
  return view.getFloat64(0);
}
const uniform = (low: number, high: number): number =>
  low + ((next() + next() / 2 ** 32) / 2 ** 32) * (high - low);

const edges = [
  0,
  1,
  0.5,
  2,
  3,
  10,
  100,
  1000,
  1e5,
  1e10,
  1e15,
  1e16,
  1e22,
  1e300,
  5e-324,
  2.2250738585072014e-308,
  1e-310,
  2 ** -28,
  2 ** -54,
  1e-8,
  Math.PI,
  Math.PI / 2,
  Math.PI / 4,
  (3 * Math.PI) / 4,
  Math.E,
  Math.LN2,
  Math.LN2 / 2,
  1.5 * Math.LN2,
  Math.SQRT2,
  Math.SQRT1_2,
  0.41421356237309503,
  22,
  56 * Math.LN2,
  709.782712893384,
  709.7822265625,
  709.79,
  710.4758600739439,
  710.48,
  745.1332191019411,
  745.14,
  0.975,
  0.4375,
  0.6875,
  1.1875,
  2.4375,
  1.7976931348623157e308,
  Infinity,
  NaN,
].flatMap((x) => [x, -x, x + x * 2 ** -52, x - x * 2 ** -53]);

const same = (a: number, b: number): boolean => Object.is(a, b);

describe("Math gives the bits that Node's Math gives", () => {
  const unary = [
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "exp",
    "expm1",
    "log",
    "log1p",
    "log2",
    "log10",
    "cbrt",
    "sign",
  ] as const;
  for (const name of unary) {
    it(`${name}, for edge cases and 160000 random arguments`, () => {
      const mine = ours[`Math_${name}`]!;
      const theirs = Math[name];
      const check = (x: number) => {
        if (!same(mine(x), theirs(x))) expect.fail(`${name}(${x}): expected ${theirs(x)}, got ${mine(x)}`);
      };
      for (const x of edges) check(x);
      for (let n = 1; n < 2000; n++)
        for (const x of [n, (n * Math.PI) / 2, (n * Math.PI) / 4, 2 ** (n - 1000)]) check(x), check(-x);
      for (let i = 0; i < 40000; i++) {
        check(anyDouble());
        check(uniform(-1, 1));
        check(uniform(-10, 10));
        check(uniform(-800, 800));
      }
      for (let i = 0; i < 4000; i++) check(uniform(-1e9, 1e9));
    });
  }

  const binary = {
    atan2: Math.atan2,
    hypot: Math.hypot,
    pow: Math.pow,
    max: Math.max,
    min: Math.min,
    imul: Math.imul,
  };
  for (const [name, theirs] of Object.entries(binary)) {
    it(`${name}, for pairs of edge cases and 100000 random pairs`, () => {
      const mine = ours[`Math_${name}`]!;
      const check = (x: number, y: number) => {
        if (!same(mine(x, y), theirs(x, y)))
          expect.fail(`${name}(${x}, ${y}): expected ${theirs(x, y)}, got ${mine(x, y)}`);
      };
      for (const x of edges) for (const y of edges) check(x, y);
      for (let i = 0; i < 50000; i++) {
        check(anyDouble(), anyDouble());
        check(uniform(-10, 10), uniform(-10, 10));
      }
    });
  }

  it("min, max and hypot take any number of arguments", () => {
    for (const args of [
      [],
      [1],
      [3, 1, 2],
      [0, -0],
      [-0, 0],
      [NaN, 1],
      [1, NaN, Infinity],
      [3, 4, 12],
      [1e200, 1e200],
      [1e-200, 1e-200, 0],
    ]) {
      for (const name of ["min", "max", "hypot"] as const)
        expect(ours[`Math_${name}`]!(...args)).toBe(Math[name](...args));
    }
  });

  it("has Node's constants", () => {
    for (const name of ["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"] as const) {
      expect((ours as unknown as Record<string, number>)[`Math_${name}`]).toBe(Math[name]);
    }
  });
});
