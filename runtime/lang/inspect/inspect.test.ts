// inspect and format against Node's util on tables and generated values.
import { format as nodeFormat, inspect as nodeInspect } from "node:util";
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const { inspect } = await import("./inspect.ts");
const { format } = await import("./format.ts");
const { Promise: OurPromise } = await import("../promise.ts");

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

class Point {
  x = 1;
  y = 2;
}
class Empty {}
class Derived extends Point {
  z = "three";
}
class Words extends Map<string, number> {}
class Bits extends Uint8Array {}

const cyclic: Record<string, unknown> = { name: "c" };
cyclic.self = cyclic;
const twice: Record<string, unknown> = { a: { b: cyclic } };
twice.list = [twice, cyclic];

const values: unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1.5,
  NaN,
  Infinity,
  -1e21,
  1e-7,
  Symbol("s"),
  Symbol.iterator,
  10n,
  "",
  "plain",
  "it's",
  'it\'s "quoted"',
  'it\'s "all" `three`',
  'it\'s "all" ${x}',
  "\n\t\b\f\r\v\0\x1b\x7f\x9f\\",
  "é😀\ud83d",
  "a long string\nwith lines that are long enough to be broken because they exceed eighty columns\nend",
  "x".repeat(200),
  "y".repeat(10003),
  [],
  [1],
  [1, 2, 3, 4, 5, 6],
  [1, 2, 3, 4, 5, 6, 7],
  Array.from({ length: 100 }, (_, i) => i),
  Array.from({ length: 101 }, (_, i) => i * i),
  Array.from({ length: 230 }, (_, i) => `item ${i}`),
  ["a", "b", "c", "d", "e", "f", "g"],
  [-0, 1.25, 100, 3, 4, 5, 6, 7, 8],
  new Array(5),
  [1, , , 4],
  [, "x"],
  [undefined, null],
  new Array(200),
  [[[[1]]]],
  [[[[]]]],
  [[[{}]]],
  [[[{ a: 1 }]]],
  Object.assign([1, 2], { extra: 3 }),
  Object.assign([1, 2, 3, 4, 5, 6, 7, 8, 9], { extra: "e" }),
  Object.assign([], { extra: 3 }),
  {},
  { a: 1 },
  { a: 1, "b-c": 2, 3: 4, $d: 5, __proto__x: 6, "": 7, é: 8 },
  { a: { b: { c: { d: 1 } } } },
  { a: { b: { c: {} } } },
  { a: "x".repeat(40), b: "y".repeat(40) },
  { a: "x".repeat(30), b: "y".repeat(30) },
  { text: "line\nline" },
  { text: `a${"long ".repeat(20)}\nb` },
  Object.create(null),
  Object.assign(Object.create(null), { a: 1 }),
  { deep: Object.assign(Object.create(null), { o: { p: { q: 1 } } }) },
  new Point(),
  new Empty(),
  new Derived(),
  [new Point(), new Empty()],
  { a: { b: { c: new Point(), d: new Map(), e: [1], f: () => 1 } } },
  new Map(),
  new Map([["a", 1]]),
  new Map<unknown, unknown>([
    [{ k: 1 }, new Map([[1, [2, 3]]])],
    ["x", "y"],
  ]),
  new Words([["w", 1]]),
  new Set(),
  new Set(["a", { b: 1 }]),
  new Set(Array.from({ length: 120 }, (_, i) => i)),
  new Map(Array.from({ length: 101 }, (_, i) => [i, `${i}`])),
  { s: new Set([new Set([new Set([new Set([1])])])]) },
  cyclic,
  twice,
  [cyclic, cyclic],
  new Map([["k", cyclic]]),
  {
    get a() {
      return 1;
    },
    b: 2,
  },
  function named() {},
  () => 1,
  (
    () => () =>
      1
  )(),
  class A {},
  class {},
  Object.assign(function withProps() {}, { p: 1 }),
  Math.max,
  [function f() {}],
  { f() {}, g: () => 1 },
  new Uint8Array(0),
  new Uint8Array([1, 2, 3]),
  new Float64Array([1.5, -0, NaN]),
  new Int16Array(130),
  new Bits(3),
  new Uint8ClampedArray(7),
  { t: new Float32Array(8) },
  new ArrayBuffer(0),
  new ArrayBuffer(5),
  new ArrayBuffer(120),
  new DataView(new ArrayBuffer(4), 1, 2),
  [new ArrayBuffer(2)],
  "你好".repeat(3),
  ["你好", "世界", "一", "二", "三", "四四四四", "五"],
  { 你: "好" },
  ["😀", "e\u0301", "a", "b", "c", "d", "e"],
];

function withoutFrames(error: Error): Error {
  error.stack = `${error.stack}`.split("\n    at ")[0]!;
  return error;
}
function withFrames(error: Error): Error {
  error.stack = `${withoutFrames(error).stack}\n    at main (app.ts:1:2)\n    at app.ts:3:4`;
  return error;
}
class PlainNamedError extends Error {}
class Odd extends TypeError {}
class Renamed extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Renamed";
  }
}
const errors = [
  () => new Error("x"),
  () => new Error(""),
  () => new TypeError("two\nlines"),
  () => new PlainNamedError("p"),
  () => new Odd("o"),
  () => new Renamed("r"),
  () => Object.assign(new Error("with"), { code: 5, nested: { a: [1] } }),
  () => new Error("outer", { cause: withFrames(new RangeError("inner")) }),
  () => new Error("outer", { cause: { status: 1 } }),
  () => new AggregateError([withFrames(new Error("1")), 2], "many"),
  () => Object.assign(new Error("n"), { name: "Custom" }),
];

describe("inspect prints what util.inspect prints", () => {
  it("for every kind of value", () => {
    for (const value of values) expect(inspect(value)).toBe(nodeInspect(value));
  });

  it("for every kind of value inside objects and arrays", () => {
    for (const value of values) {
      for (const wrapped of [
        [value],
        { value },
        { a: { b: value } },
        [[[value, 1], 2], 3],
        new Map([[value, value]]),
        [value, value, value, value, value, value, value],
      ]) {
        expect(inspect(wrapped)).toBe(nodeInspect(wrapped));
      }
    }
  });

  it("for errors, with and without frames, alone and nested", () => {
    for (const make of errors) {
      for (const error of [withoutFrames(make()), withFrames(make())]) {
        for (const wrapped of [error, [error], { error }, { a: { b: [error] } }])
          expect(inspect(wrapped)).toBe(nodeInspect(wrapped));
      }
    }
  });

  it("for generated values", () => {
    const next = random(11);
    const pick = (count: number) => Math.floor(next() * count);
    const make = (depth: number): unknown => {
      const kind = pick(depth > 0 ? 12 : 6);
      const count = pick([4, 10, 30, 130][pick(4)]!);
      if (kind === 0) return pick(1e6) / [1, 10, 1000][pick(3)]!;
      if (kind === 1) return "some words of text that go on and on".slice(0, pick(40));
      if (kind === 2) return [null, undefined, true, -0][pick(4)];
      if (kind === 3) return pick(100);
      if (kind === 4) return `k${pick(1000)}`;
      if (kind === 5) return next() < 0.3 ? new Point() : "line\nfeed";
      if (kind < 8) return Array.from({ length: count }, () => (next() < 0.1 ? make(depth - 1) : pick(2000)));
      if (kind === 8) return Array.from({ length: count }, () => make(depth - 1));
      if (kind === 9)
        return new Map(
          Array.from({ length: pick(5) }, (_, i) => [next() < 0.5 ? i : make(depth - 1), make(depth - 1)]),
        );
      return Object.fromEntries(
        Array.from(
          { length: pick(7) },
          (_, i) =>
            ["name", "x", "some-key", "longerName", "e", "f", "g"]
              .slice(i, i + 1)
              .concat([])
              .map(String)
              .concat() as [string],
        ).map(([k]) => [k, make(depth - 1)]),
      );
    };
    for (let round = 0; round < 3000; round++) {
      const value = make(4);
      expect(inspect(value), `seed 11, round ${round}`).toBe(nodeInspect(value));
    }
  });

  it("for iterators, without consuming them", async () => {
    const { Map: OurMap } = await import("../collections/map.ts");
    const { Set: OurSet } = await import("../collections/set.ts");
    const arrays = await import("../array/iterator.ts");
    const map = new OurMap<unknown, unknown>([
      ["k", 1],
      ["l", { a: [2] }],
    ]);
    const nodeMap = new Map<unknown, unknown>([
      ["k", 1],
      ["l", { a: [2] }],
    ]);
    const keys = map.keys();
    const nodeKeys = nodeMap.keys();
    for (let step = 0; step < 4; step++) {
      expect(inspect(keys)).toBe(nodeInspect(nodeKeys));
      expect(keys.next()).toEqual(nodeKeys.next());
    }
    expect(inspect([map.values(), map.entries()])).toBe(nodeInspect([nodeMap.values(), nodeMap.entries()]));
    expect(inspect(new OurSet([1, 2]).values())).toBe(nodeInspect(new Set([1, 2]).values()));
    expect(inspect({ e: new OurSet([1, 2]).entries() })).toBe(nodeInspect({ e: new Set([1, 2]).entries() }));
    expect(inspect(arrays.Array_prototype_values([1]))).toBe(nodeInspect([1].values()));
  });

  it("for promises in each state", async () => {
    const rejected = Promise.reject(new Map([["r", 1]]));
    rejected.catch(() => {});
    const states: [unknown, unknown][] = [
      [new OurPromise(() => {}), new Promise(() => {})],
      [OurPromise.resolve(5), Promise.resolve(5)],
      [OurPromise.resolve({ a: [1] }), Promise.resolve({ a: [1] })],
      [OurPromise.reject(new Map([["r", 1]])), rejected],
    ];
    for (const [ours, theirs] of states) {
      expect(inspect(ours)).toBe(nodeInspect(theirs));
      expect(inspect({ p: [ours] })).toBe(nodeInspect({ p: [theirs] }));
    }
  });
});

describe("format prints what util.format prints", () => {
  const texts = [
    "",
    "plain",
    "%",
    "%%",
    "100%",
    "%s",
    "%s and %s",
    "%d %i %f",
    "%d|%d|%d",
    "%x %s",
    "%%s %s",
    "%c styled",
    "%O",
    "%s%",
    "a%sb%sc%sd",
    "%%%s%%",
    "%j",
  ];
  class Speaking {
    toString() {
      return "spoken";
    }
  }
  const args: unknown[] = [
    "text",
    42,
    -0,
    1.75,
    NaN,
    "12.7px",
    null,
    undefined,
    true,
    10n,
    Symbol("s"),
    [1, [2, [3]]],
    { a: { b: 1 } },
    new Point(),
    new Speaking(),
    () => 1,
    new Map([[1, 2]]),
  ];

  it("for every format with none, one and several arguments", () => {
    expect(format([], 0)).toBe("");
    for (const text of texts) {
      expect(format([text], 0)).toBe(nodeFormat(text));
      for (const a of args) {
        if (text === "%j" && typeof a === "bigint") continue;
        expect(format([text, a], 0), `${text} ${String(a)}`).toBe(nodeFormat(text, a));
        for (const b of args) {
          expect(format([text, a, b], 0)).toBe(nodeFormat(text, a, b));
          expect(format([a, b], 0)).toBe(nodeFormat(a, b));
        }
      }
    }
  });
});
