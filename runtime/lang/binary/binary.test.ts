// Typed arrays, ArrayBuffer and DataView against Node's own over every element kind and tabled arguments.
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const ours: Record<string, (...args: never[]) => unknown> = Object.assign(
  {},
  await import("./construct.ts"),
  await import("./iterate.ts"),
  await import("./methods.ts"),
  await import("./sort.ts"),
);
const { DataView: OurDataView } = await import("./data-view.ts");

const types = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};
type Name = keyof typeof types;
type AnyTyped = Float64Array;
const names = Object.keys(types) as Name[];

const attempt = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return `${error}`;
  }
};

const numbers = [
  0,
  1,
  -1,
  1.5,
  -2.5,
  127,
  128,
  200,
  255,
  256,
  300,
  -300,
  32768,
  65536,
  2 ** 31,
  2 ** 32 + 5,
  1e10,
  -0,
  NaN,
  Infinity,
  1e-40,
];
const positions = [undefined, 0, 1, 3, 100, -1, -2, -100, 1.5, NaN, Infinity];

function compare(name: Name, method: string, content: number[], args: unknown[]): void {
  const run = (call: (array: AnyTyped) => unknown) => {
    // In the middle of a larger buffer, so that offsets matter.
    const buffer = new ArrayBuffer(8 * 30);
    const array = new types[name](buffer, 16, content.length) as unknown as AnyTyped;
    array.set(content);
    const result = attempt(() => call(array));
    return { result: result === array ? "itself" : result, bytes: new Uint8Array(buffer) };
  };
  const expected = run((array) => (array[method as "at"] as Function).apply(array, args));
  const actual = run((array) =>
    ours[`TypedArray_prototype_${method}`]!(array as never, ...(args as never[])),
  );
  expect(actual, `${name}.${method}(${args.map(String)})`).toStrictEqual(expected);
}

describe("typed array methods do what Node's do", () => {
  for (const name of names) {
    it(name, () => {
      for (const content of [[], [1], numbers, [5, 3, 9, 1, 1, 0]]) {
        for (const method of [
          "reverse",
          "toReversed",
          "sort",
          "toSorted",
          "join",
          "toString",
          "slice",
          "subarray",
        ])
          compare(name, method, content, []);
        for (const a of positions) {
          compare(name, "at", content, [a]);
          compare(name, "with", content, [a, 7]);
          compare(name, "indexOf", content, [1, a]);
          compare(name, "lastIndexOf", content, [1, a]);
          compare(name, "includes", content, [NaN, a]);
          for (const b of positions) {
            compare(name, "slice", content, [a, b]);
            compare(name, "subarray", content, [a, b]);
            compare(name, "fill", content, [300.7, a, b]);
            compare(name, "copyWithin", content, [a, b]);
            compare(name, "copyWithin", content, [1, a, b]);
          }
          compare(name, "set", content, [[1, "2", null], a]);
        }
        for (const other of names)
          for (const offset of [0, 1, 5])
            compare(name, "set", content, [new types[other]([1, 200, 70000]), offset]);
        compare(name, "set", content, [5]);
        compare(name, "sort", content, [(a: number, b: number) => b - a]);
        compare(name, "sort", content, [5]);
        compare(name, "join", content, ["-"]);
        for (const method of [
          "map",
          "filter",
          "some",
          "every",
          "find",
          "findIndex",
          "findLast",
          "findLastIndex",
          "forEach",
        ]) {
          compare(name, method, content, [
            (value: number, index: number) => (method === "map" ? value * 3 + index : value > index),
          ]);
          compare(name, method, content, [5]);
        }
        for (const method of ["reduce", "reduceRight"]) {
          compare(name, method, content, [(a: number, b: number, i: number) => a * 2 + b + i]);
          compare(name, method, content, [(a: string, b: number) => `${a}${b}`, "x"]);
        }
      }
      const array = new types[name]([1, 2]);
      for (const method of ["keys", "values", "entries"] as const) {
        expect([...(ours[`TypedArray_prototype_${method}`]!(array as never) as Iterable<unknown>)]).toEqual([
          ...array[method](),
        ]);
      }
    });
  }

  it("set copies right between overlapping views of one buffer, also of different kinds", () => {
    for (const [to, from] of [
      [2, 0],
      [0, 2],
      [1, 1],
    ] as const) {
      for (const other of ["Uint8Array", "Int8Array", "Uint8ClampedArray"] as const) {
        const run = (set: (target: Uint8Array, source: unknown) => void) => {
          const buffer = new Uint8Array([1, 2, 3, 200, 5, 6]).buffer;
          set(new Uint8Array(buffer, to, 4), new types[other](buffer, from, 4));
          return new Uint8Array(buffer);
        };
        expect(
          run((target, source) => ours.TypedArray_prototype_set!(target as never, source as never)),
        ).toEqual(run((target, source) => target.set(source as Uint8Array)));
      }
    }
  });
});

describe("constructing typed arrays and buffers", () => {
  it("takes and refuses what Node takes and refuses", () => {
    const sources: unknown[] = [
      undefined,
      null,
      0,
      5,
      2.5,
      -1,
      NaN,
      "3",
      [1, 300, "7", null, NaN],
      new Set([1, 2]),
      { length: 2, 0: 9 },
      new Uint8Array([1, 255]),
      new Float64Array([1.5, -1, NaN]),
      new ArrayBuffer(16),
      new ArrayBuffer(9),
      {},
      true,
    ];
    for (const name of names) {
      for (const source of sources) {
        const check = (...args: unknown[]) =>
          expect(
            attempt(() => ours[`${name}_construct`]!(...(args as never[]))),
            `${name}(${args.map(String)})`,
          ).toStrictEqual(attempt(() => Reflect.construct(types[name], args)));
        check(source);
        if (!(source instanceof ArrayBuffer)) continue;
        for (const offset of positions)
          for (const length of [undefined, 0, 1, 2, 100, -1]) check(source, offset, length);
      }
      expect(ours[`${name}_of`]!(...([1, 300, -1] as never[]))).toStrictEqual(types[name].of(1, 300, -1));
      for (const source of [[1, 2], "12", new Set([3]), { length: 1, 0: 4 }, null]) {
        for (const mapper of [undefined, (x: unknown) => Number(x) * 2]) {
          const args = mapper === undefined ? [source] : [source, mapper];
          if (source === null) continue;
          expect(attempt(() => ours[`${name}_from`]!(...(args as never[])))).toStrictEqual(
            attempt(() => (types[name].from as Function)(...args)),
          );
        }
      }
    }
    for (const length of [undefined, 0, 3, -1, NaN, 2.7]) {
      expect(attempt(() => ours.ArrayBuffer_construct!(length as never))).toStrictEqual(
        attempt(() => new ArrayBuffer(length as number)),
      );
    }
    const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
    for (const a of positions)
      for (const b of positions)
        expect(ours.ArrayBuffer_prototype_slice!(buffer as never, a as never, b as never)).toStrictEqual(
          buffer.slice(a as number, b),
        );
  });
});

describe("DataView", () => {
  const kinds = ["Int8", "Uint8", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"] as const;

  it("reads and writes every kind at every offset in both orders, and refuses the rest as Node does", () => {
    for (const [offset, length] of [
      [0, undefined],
      [3, undefined],
      [3, 8],
      [0, 0],
    ] as const) {
      for (const kind of kinds) {
        for (const little of [undefined, true, false]) {
          for (const at of [0, 1, 5, 7, 8, 13, 16, -1, 1.5, NaN, Infinity]) {
            for (const value of numbers) {
              const run = (View: typeof DataView) => {
                const buffer = new Uint8Array(16).fill(0xa5).buffer;
                const view = new View(buffer, offset, length);
                const before = attempt(() => view[`get${kind}`](at, little));
                const error = attempt(() => view[`set${kind}`](at, value, little));
                return [before, error, new Uint8Array(buffer), attempt(() => view[`get${kind}`](at, little))];
              };
              expect(run(OurDataView as unknown as typeof DataView)).toStrictEqual(run(DataView));
            }
          }
        }
      }
    }
  });

  it("is made only on a buffer and within it", () => {
    for (const args of [
      [5],
      [new ArrayBuffer(3), 5],
      [new ArrayBuffer(3), 1, 5],
      [new ArrayBuffer(3), -1],
      [new ArrayBuffer(3), 0, -1],
      [new ArrayBuffer(3), 3],
    ]) {
      const run = (View: unknown) =>
        attempt(() => (Reflect.construct(View as Function, args) as DataView).byteLength);
      expect(run(OurDataView)).toBe(run(DataView));
    }
  });
});
