// Array.prototype against Node's own on tables and random arguments.
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const ours: Record<string, (...args: never[]) => unknown> = Object.assign(
  {},
  await import("./iterate.ts"),
  await import("./search.ts"),
  await import("./mutate.ts"),
  await import("./copy.ts"),
  await import("./sort.ts"),
  await import("./construct.ts"),
  await import("./iterator.ts"),
);

/** Result or error, and what became of the array: everything that can be seen of a call. */
function outcome(call: () => unknown, array: unknown[]): unknown {
  let result: unknown;
  try {
    result = call();
    if (result === array) result = "the array itself";
  } catch (error) {
    result = `${error}`;
  }
  return { result, array };
}

function compare(method: string, array: unknown[], args: unknown[]): void {
  const [mine, theirs] = [array.slice(), array.slice()];
  const native = Array.prototype[method as "map"] as (...args: unknown[]) => unknown;
  const expected = outcome(() => native.apply(theirs, args), theirs);
  const actual = outcome(() => ours[`Array_prototype_${method}`]!(mine as never, ...(args as never[])), mine);
  expect(actual, `[${array}].${method}(${args.map(String)})`).toStrictEqual(expected);
}

const arrays: unknown[][] = [
  [],
  [1],
  [3, 1, 2],
  [1, 2, 3, 4, 5, 6, 7],
  ["b", "a", "c", undefined, null, 10, 9, 1],
  [1, , 3, , undefined, , 5],
  [, , ,],
  [[1, [2, [3]]], [], [[4]]],
  [NaN, -0, 0, Infinity, -Infinity],
];
const positions = [undefined, 0, 1, 2, 3, 5, 100, -1, -2, -100, 1.7, NaN, Infinity, -Infinity];

describe("array methods do what Node's do", () => {
  for (const method of [
    "at",
    "flat",
    "indexOf",
    "lastIndexOf",
    "includes",
    "slice",
    "splice",
    "toSpliced",
    "with",
    "fill",
  ]) {
    it(`${method} for every position`, () => {
      for (const array of arrays) {
        for (const a of positions) {
          compare(method, array, [a]);
          for (const b of positions) {
            compare(method, array, [a, b]);
            if (method === "splice" || method === "toSpliced") {
              compare(method, array, [a, b, "x"]);
              compare(method, array, [a, b, "x", "y", "z"]);
            }
            if (method === "fill") for (const c of positions) compare(method, array, ["v", b, c]);
          }
        }
      }
    });
  }

  it("copyWithin for every three positions", () => {
    for (const array of arrays) {
      for (const a of positions)
        for (const b of positions) for (const c of positions) compare("copyWithin", array, [a, b, c]);
    }
  });

  it("methods without arguments", () => {
    for (const method of [
      "pop",
      "shift",
      "reverse",
      "toReversed",
      "sort",
      "toSorted",
      "join",
      "toString",
      "flat",
      "concat",
      "slice",
    ]) {
      for (const array of arrays) compare(method, array, []);
    }
  });

  it("unshift, push and concat", () => {
    for (const array of arrays) {
      for (const method of ["unshift", "push", "concat"]) {
        compare(method, array, []);
        compare(method, array, ["x"]);
        compare(method, array, ["x", [1, , 2], 3]);
      }
    }
  });

  it("finds NaN, zeros and undefined as the comparison of each method says", () => {
    for (const array of arrays) {
      for (const sought of [NaN, 0, -0, undefined, null, "a", 3]) {
        for (const method of ["indexOf", "lastIndexOf", "includes"]) compare(method, array, [sought]);
      }
    }
  });

  it("callbacks see value, index and array; holes are skipped where Node skips them", () => {
    const methods = [
      "forEach",
      "map",
      "filter",
      "some",
      "every",
      "find",
      "findIndex",
      "findLast",
      "findLastIndex",
      "flatMap",
    ];
    for (const method of [...methods, "reduce", "reduceRight"]) {
      for (const array of arrays) {
        const log = (callLog: unknown[]) => (a: unknown, b: unknown, c: unknown) => {
          callLog.push([a, b, Array.isArray(c) ? c.length : c]);
          return method === "flatMap" ? [a, [b]] : callLog.length % 2 === 0 && a;
        };
        const [mine, theirs]: unknown[][] = [[], []];
        const expected = outcome(() => (array[method as "map"] as Function)(log(theirs!)), array);
        const actual = outcome(
          () => ours[`Array_prototype_${method}`]!(array as never, log(mine!) as never),
          array,
        );
        expect(actual, method).toStrictEqual(expected);
        expect(mine).toStrictEqual(theirs);
        compare(method, array, [5]);
        compare(method, array, [(a: unknown) => a, "initial"]);
      }
    }
  });

  it("callbacks that shorten or lengthen the array are followed", () => {
    for (const method of [
      "forEach",
      "map",
      "filter",
      "some",
      "findIndex",
      "findLast",
      "reduce",
      "reduceRight",
      "flatMap",
    ]) {
      const run = (
        call: (array: number[], callback: () => boolean) => unknown,
        change: (array: number[]) => void,
      ) => {
        const array = [1, 2, 3, 4, 5, 6];
        const result = call(array, () => (change(array), false));
        return { result, array };
      };
      for (const change of [
        (a: number[]) => a.pop(),
        (a: number[]) => a.push(9),
        (a: number[]) => delete a[3],
      ]) {
        const expected = run((array, callback) => (array[method as "map"] as Function)(callback), change);
        const actual = run(
          (array, callback) => ours[`Array_prototype_${method}`]!(array as never, callback as never),
          change,
        );
        expect(actual, method).toStrictEqual(expected);
      }
    }
  });

  it("join stops at cycles and skips null and undefined", () => {
    const cyclic: unknown[] = [1, null, undefined, [2, [3]]];
    cyclic.push(cyclic, "end");
    compare("join", cyclic, []);
    compare("join", cyclic, ["--"]);
    compare("join", cyclic, [""]);
  });

  it("iterators end once and for all", () => {
    const array = ["a", "b"];
    const iterator = ours.Array_prototype_entries!(array as never) as ArrayIterator<[number, string]>;
    expect([...iterator]).toEqual([
      [0, "a"],
      [1, "b"],
    ]);
    array.push("c");
    expect(iterator.next()).toEqual({ value: undefined, done: true });
    expect([...(ours.Array_prototype_keys!(array as never) as ArrayIterator<number>)]).toEqual([0, 1, 2]);
    expect([...(ours.Array_prototype_values!(array as never) as ArrayIterator<string>)]).toEqual([
      "a",
      "b",
      "c",
    ]);
  });
});

describe("frozen and sealed arrays", () => {
  it("refuse what Node refuses, and are left as Node leaves them", () => {
    const calls: [string, unknown[]][] = [
      ["shift", []],
      ["pop", []],
      ["push", [1]],
      ["unshift", [1]],
      ["splice", [0, 1]],
      ["splice", [1, 1, 5]],
      ["splice", [0, 0, 5]],
      ["reverse", []],
      ["sort", []],
      ["fill", [0]],
      ["copyWithin", [0, 1]],
      ["copyWithin", [1, 0]],
    ];
    for (const guard of [Object.freeze, Object.seal, Object.preventExtensions] as ((
      array: unknown[],
    ) => unknown[])[]) {
      for (const [method, args] of calls) {
        const [mine, theirs] = [guard([3, 1, 2]), guard([3, 1, 2])];
        const expected = outcome(() => (theirs[method as "map"] as Function)(...args), theirs) as {
          result: unknown;
        };
        const actual = outcome(
          () => ours[`Array_prototype_${method}`]!(mine as never, ...(args as never[])),
          mine,
        ) as { result: unknown };
        if (typeof expected.result === "string" && expected.result.startsWith("TypeError"))
          expect(String(actual.result)).toMatch(/^TypeError/);
        else expect(actual).toStrictEqual(expected);
        expect(mine).toStrictEqual(theirs);
      }
    }
  });
});

describe("sorting", () => {
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
  }

  it("makes the very comparisons that V8 makes, also for long arrays and inconsistent comparators", () => {
    const next = random(7);
    for (let round = 0; round < 80; round++) {
      const length = Math.floor(next() ** 3 * 2000);
      const range = [2, 10, 1000, 1e9][round % 4]!;
      const drift = round % 3;
      const input = Array.from(
        { length },
        (_, i) => Math.floor(next() * range) + (drift === 1 ? i : drift === 2 && i % 50 > 5 ? -i : 0),
      );
      for (const [name, comparator] of Object.entries({
        rising: (a: number, b: number) => a - b,
        coarse: (a: number, b: number) => Math.floor(a / 8) - Math.floor(b / 8),
        boolean: (a: number, b: number) => Number(a > b),
        nan: (a: number, b: number) => (a % 3 === 0 ? NaN : b - a),
      })) {
        const log = (calls: number[]) => (a: number, b: number) => {
          calls.push(a, b);
          return comparator(a, b);
        };
        const [mine, theirs]: [number[], number[]] = [[], []];
        const expected = input.slice().sort(log(theirs));
        const actual = ours.Array_prototype_sort!(input.slice() as never, log(mine) as never);
        expect(actual, `${name}, seed 7, round ${round}`).toEqual(expected);
        expect(mine.length).toBe(theirs.length);
        expect(
          mine.every((value, i) => value === theirs[i]),
          `${name} round ${round}`,
        ).toBe(true);
      }
    }
  });

  it("sorts by text without a comparator, undefined and holes last", () => {
    const next = random(9);
    for (let round = 0; round < 50; round++) {
      const input: unknown[] = Array.from(
        { length: 40 },
        () => [Math.floor(next() * 1000), `k${next()}`, undefined, null][Math.floor(next() * 4)],
      );
      if (round % 2 === 0) delete input[3];
      compare("sort", input, []);
      compare("toSorted", input, []);
    }
  });

  it("leaves the array as it was when the comparator throws", () => {
    const array = [3, 1, 2];
    const failing = () => {
      throw new RangeError("stop");
    };
    expect(() => ours.Array_prototype_sort!(array as never, failing as never)).toThrow("stop");
    expect(array).toEqual([3, 1, 2]);
    compare("sort", [1, 2], [5]);
    compare("toSorted", [1, 2], [null]);
  });
});

describe("constructing arrays", () => {
  it("Array(...) and Array.from do what Node's do", () => {
    for (const args of [[], [3], [-1], [1.5], ["3"], [1, 2], [4294967295], [4294967296]]) {
      const build = (make: (...args: unknown[]) => unknown) => outcome(() => make(...args), []);
      expect(build(ours.Array_construct as never)).toStrictEqual(
        build((...a) => Reflect.construct(Array, a)),
      );
    }
    const half = (x: unknown) => Number(x) / 2;
    for (const source of [
      "aé😀\ud800x",
      [1, , 3],
      new Set([1, 2]),
      new Map([[1, 2]]),
      { length: 3 },
      { length: 2, 0: "a" },
      5,
      null,
      undefined,
    ]) {
      for (const args of [[source], [source, half], [source, 5]]) {
        const build = (make: (...args: unknown[]) => unknown) => outcome(() => make(...args), []);
        expect(build(ours.Array_from as never)).toStrictEqual(build(Array.from as never));
      }
    }
  });
});
