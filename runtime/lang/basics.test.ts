// Number, Boolean, Object, Function, Error and conversions to primitives against Node's own.
import { describe, expect, it, vi } from "vitest";

vi.mock("./native.ts", async () => await import("./testing/native-node.ts"));
const numbers: Record<string, (...args: never[]) => unknown> = Object.assign(
  {},
  await import("./number/number.ts"),
);
const objects: Record<string, (...args: never[]) => unknown> = Object.assign(
  {},
  await import("./object.ts"),
  await import("./property.ts"),
);
const functions: Record<string, (...args: never[]) => unknown> = Object.assign(
  {},
  await import("./function.ts"),
);
const errors = await import("./error.ts");
const { getElem } = await import("./testing/native-node.ts");
const { ordinaryToPrimitive } = await import("./primitive.ts");
const { makeError, iterateToArray } = await import("./hooks.ts");

const attempt = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return `${error}`;
  }
};

const samples: unknown[] = [
  0,
  -0,
  1,
  1.5,
  -1e21,
  1e-7,
  NaN,
  Infinity,
  2 ** 53,
  2 ** 53 - 1,
  "12",
  " 0x10 ",
  "1e3x",
  "",
  null,
  undefined,
  true,
  [],
  [5],
  {},
  "abc",
];

describe("Number", () => {
  it("converts, classifies and parses as Node does", () => {
    for (const value of samples) {
      expect(numbers.Number_call!(value as never)).toBe(Number(value));
      expect(numbers.Boolean_call!(value as never)).toBe(Boolean(value));
      expect(numbers.String_call!(value as never)).toBe(String(value));
      for (const name of ["isInteger", "isSafeInteger", "isFinite", "isNaN"] as const) {
        expect(numbers[`Number_${name}`]!(value as never)).toBe(Number[name](value));
      }
      expect(numbers.parseFloat!(value as never)).toBe(Number.parseFloat(value as string));
      for (const radix of [undefined, 0, 2, 10, 16, 36, 37, 1, NaN]) {
        expect(numbers.parseInt!(value as never, radix as never)).toBe(
          Number.parseInt(value as string, radix),
        );
      }
    }
    expect(numbers.Number_call!()).toBe(0);
    expect(numbers.String_call!()).toBe("");
    expect(numbers.String_call!(Symbol("s") as never)).toBe("Symbol(s)");
  });

  it("formats as Node does and refuses the digits that Node refuses", () => {
    for (const x of [0, -0, 1, 255, 1.005, -1234.5678, 1e21, 1e-10, NaN, Infinity, -Infinity, 5e-324]) {
      for (const digits of [undefined, 0, 1, 2, 10, 36, 37, 100, 101, -1, 1.9, NaN]) {
        for (const method of ["toString", "toFixed", "toPrecision", "toExponential"] as const) {
          const ours = attempt(() => numbers[`Number_prototype_${method}`]!(x as never, digits as never));
          expect(ours, `${x}.${method}(${digits})`).toBe(attempt(() => x[method](digits)));
        }
      }
    }
  });

  it("has Node's constants", () => {
    for (const name of [
      "MAX_SAFE_INTEGER",
      "MIN_SAFE_INTEGER",
      "MAX_VALUE",
      "MIN_VALUE",
      "EPSILON",
      "POSITIVE_INFINITY",
      "NEGATIVE_INFINITY",
      "NaN",
    ] as const) {
      expect((numbers as unknown as Record<string, number>)[`Number_${name}`]).toBe(Number[name]);
    }
  });
});

describe("Object", () => {
  it("lists, copies and converts as Node does", () => {
    const sources: unknown[] = [
      {},
      { b: 1, a: 2, 1: "x" },
      [1, , 3],
      "text",
      5,
      null,
      undefined,
      true,
      () => 1,
    ];
    for (const source of sources) {
      for (const name of ["keys", "values", "entries", "getOwnPropertyNames"] as const) {
        if (name === "getOwnPropertyNames" && typeof source === "function") continue;
        expect(attempt(() => objects[`Object_${name}`]!(source as never))).toStrictEqual(
          attempt(() => Object[name](source as object)),
        );
      }
      for (const name of ["isFrozen", "isSealed", "isExtensible"] as const)
        expect(objects[`Object_${name}`]!(source as never)).toBe(Object[name](source));
      expect(
        attempt(() => objects.Object_assign!({ z: 0 } as never, source as never, null as never)),
      ).toStrictEqual(attempt(() => Object.assign({ z: 0 }, source, null)));
      expect(attempt(() => objects.Object_fromEntries!(source as never))).toStrictEqual(
        attempt(() => Object.fromEntries(source as never)),
      );
      expect(objects.Object_prototype_toString!(source as never)).toBe(
        Object.prototype.toString.call(source),
      );
    }
    for (const value of [
      new Map([["a", 1]]),
      [
        ["k", 2],
        [1, 3],
      ],
      [5],
    ]) {
      expect(attempt(() => objects.Object_fromEntries!(value as never))).toStrictEqual(
        attempt(() => Object.fromEntries(value as never)),
      );
    }
    for (const value of [
      new Error("e"),
      new Map(),
      new Set(),
      Promise.resolve(),
      1n,
      { [Symbol.toStringTag]: "Mine" },
    ]) {
      if (typeof value === "bigint") continue;
      expect(objects.Object_prototype_toString!(value as never)).toBe(Object.prototype.toString.call(value));
    }
    for (const a of samples)
      for (const b of samples) expect(objects.Object_is!(a as never, b as never)).toBe(Object.is(a, b));
    expect(objects.Object_hasOwn!({ a: 1 } as never, "a" as never)).toBe(true);
    expect(objects.Object_prototype_hasOwnProperty!({ a: 1 } as never, "toString" as never)).toBe(false);
    expect(objects.Object_prototype_propertyIsEnumerable!([1] as never, "length" as never)).toBe(false);
  });

  it("freezes, seals and stops extension", () => {
    for (const [method, level] of [
      ["freeze", "isFrozen"],
      ["seal", "isSealed"],
    ] as const) {
      const object = { a: 1 };
      expect(objects[`Object_${method}`]!(object as never)).toBe(object);
      expect(objects[`Object_${level}`]!(object as never)).toBe(true);
      expect(objects.Object_isExtensible!(object as never)).toBe(false);
    }
  });
});

describe("Function", () => {
  it("call, apply and bind pass this and arguments", () => {
    function show(this: unknown, ...args: unknown[]) {
      return [this, ...args];
    }
    expect(functions.Function_prototype_call!(show as never, "t" as never, 1 as never)).toEqual(["t", 1]);
    for (const args of [undefined, null, [1, 2], { length: 2, 0: "a" }, 5]) {
      expect(
        attempt(() => functions.Function_prototype_apply!(show as never, "t" as never, args as never)),
      ).toEqual(attempt(() => show.apply("t", args as never)));
    }
    const bound = functions.Function_prototype_bind!(show as never, "t" as never, 1 as never) as typeof show;
    expect(bound(2, 3)).toEqual(["t", 1, 2, 3]);
  });
});

describe("errors", () => {
  it("print as Node's do, with messages of every kind", () => {
    for (const name of [
      "Error",
      "TypeError",
      "RangeError",
      "ReferenceError",
      "SyntaxError",
      "EvalError",
      "URIError",
    ] as const) {
      const Theirs = globalThis[name];
      for (const args of [
        [],
        [undefined],
        [""],
        ["text"],
        [null],
        [5],
        ["m", { cause: 1 }],
        ["m", {}],
        ["m", 5],
      ] as unknown[][]) {
        const ours = Reflect.construct(errors[name], args) as Error;
        const theirs = Reflect.construct(Theirs, args) as Error;
        const facts = (error: Error) => [
          String(error),
          error.name,
          error.message,
          "cause" in error,
          error.cause,
          Object.keys(error),
          Object.hasOwn(error, "message"),
        ];
        expect(facts(ours)).toEqual(facts(theirs));
      }
    }
  });

  it("begin their stack with name and message as they are when it is first read", () => {
    class Custom extends errors.Error {
      constructor() {
        super("text");
        this.name = "Custom";
      }
    }
    const error = new Custom();
    expect(error.stack.split("\n")[0]).toBe("Custom: text");
    error.name = "Later";
    expect(error.stack.split("\n")[0]).toBe("Custom: text");
    error.stack = "mine";
    expect(error.stack).toBe("mine");
    expect(Object.keys(error)).toEqual(["name"]);
    expect(error instanceof errors.Error && error instanceof Custom).toBe(true);
  });

  it("come in the kinds that the native core asks for", () => {
    const kinds = [0, 1, 2, 3, 4].map((kind) => String(makeError(kind, "m")));
    expect(kinds).toEqual([
      "Error: m",
      "TypeError: m",
      "RangeError: m",
      "ReferenceError: m",
      "SyntaxError: m",
    ]);
    expect(getElem(new errors.AggregateError(new Set([1, 2]), "agg"), "errors")).toEqual([1, 2]);
  });
});

describe("conversion of objects to primitives", () => {
  const hints = ["default", "number", "string"] as const;
  it("asks @@toPrimitive, valueOf and toString as Node does", () => {
    const cases: object[] = [
      {},
      [1, 2],
      { valueOf: () => 5 },
      { toString: () => "s" },
      { valueOf: () => ({}), toString: () => "s" },
      { valueOf: () => ({}), toString: () => ({}) },
      { valueOf: 5, toString: () => "t" },
      { [Symbol.toPrimitive]: (hint: string) => hint },
      { [Symbol.toPrimitive]: () => ({}) },
      { [Symbol.toPrimitive]: 5 },
      { [Symbol.toPrimitive]: null, valueOf: () => 1 },
    ];
    for (const object of cases) {
      const theirs = [
        (o: object) => (o as unknown as string) + "",
        (o: object) => Number(o),
        (o: object) => `${o}`,
      ];
      hints.forEach((hint, index) => {
        const convert = [
          (v: unknown) => (v as string) + "",
          (v: unknown) => Number(v),
          (v: unknown) => `${v}`,
        ][index]!;
        expect(
          attempt(() => convert(ordinaryToPrimitive(object, index))),
          hint,
        ).toBe(attempt(() => theirs[index]!(object)));
      });
    }
  });
});

describe("spreading", () => {
  it("takes strings by code point, holes as undefined, and iterables by the protocol", () => {
    for (const source of [
      "a😀\ud800",
      [1, , 3],
      new Set([1, 2]),
      new Map([[1, 2]]),
      [5].entries(),
      5,
      null,
      undefined,
      {},
    ] as unknown[]) {
      if (
        source === null ||
        source === undefined ||
        typeof source === "number" ||
        (typeof source === "object" && !(Symbol.iterator in source))
      ) {
        expect(() => iterateToArray(source)).toThrow(TypeError);
        continue;
      }
      const copy =
        typeof source === "string" || Array.isArray(source) || source instanceof Set || source instanceof Map
          ? source
          : [5].entries();
      expect(iterateToArray(source)).toStrictEqual([...(copy as Iterable<unknown>)]);
    }
  });
});
