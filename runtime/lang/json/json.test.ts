// JSON against Node's own: values of every kind, mutated texts for the error messages, replacers and revivers.
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const { JSON_stringify } = await import("./stringify.ts");
const { JSON_parse } = await import("./parse.ts");

const attempt = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return `${error}`;
  }
};

function random(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

class Temperature {
  degrees = 21;
  toJSON(key: string) {
    return `${this.degrees}° as ${key}`;
  }
}
const cycle: Record<string, unknown> = {};
cycle.self = cycle;
const longCycle: Record<string, unknown> = { a: { b: [{ c: {} }] } };
(longCycle.a as { b: [{ c: Record<string, unknown> }] }).b[0].c.back = longCycle;
const middle = { m: { n: {} as Record<string, unknown> } };
middle.m.n.up = middle.m;
const inArray: unknown[] = [1];
inArray.push(inArray);

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
  1e21,
  1e-7,
  "",
  "text",
  'quote " backslash \\ slash /',
  "\b\t\n\f\r\v\0\x1f\x7f",
  "é😀\ud800x\udc00",
  Symbol("s"),
  () => 1,
  10n,
  [],
  [1, [2, []]],
  [undefined, () => 1, Symbol()],
  [, 1],
  {},
  { a: 1, b: [1, 2], c: { d: {} } },
  { a: undefined, b: () => 1, c: null },
  { 'key " \n': 1, é: 2 },
  { 2: "b", 1: "a", x: 0 },
  new Temperature(),
  { t: new Temperature() },
  [new Temperature()],
  new Map([[1, 2]]),
  new Uint8Array([1, 2]),
  cycle,
  longCycle,
  middle,
  inArray,
  { inArray },
  "x".repeat(1000),
];
const spaces = [undefined, 0, 2, 20, -1, 3.7, "", "--", "a long indentation"];
const replacers: unknown[] = [
  undefined,
  null,
  ["a", "c", 1, "a"],
  [],
  (key: string, value: unknown) => (key === "b" ? undefined : value),
  (_key: string, value: unknown) => (typeof value === "number" ? value + 1 : value),
];

describe("JSON.stringify", () => {
  it("writes what Node writes, with every indentation and replacer", () => {
    for (const value of values) {
      for (const space of spaces) {
        for (const replacer of replacers) {
          const ours = attempt(() => JSON_stringify(value, replacer, space));
          expect(ours).toBe(attempt(() => JSON.stringify(value, replacer as never, space)));
        }
      }
    }
  });

  it("escapes every code unit as Node does", () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      const text = `${String.fromCharCode(unit)}a`;
      if (JSON_stringify(text) !== JSON.stringify(text)) expect.fail(`unit ${unit}`);
    }
  });
});

const texts = [
  "",
  " ",
  "null",
  " true ",
  "false",
  "0",
  "-0",
  "1.25e-3",
  "1E400",
  "12345678901234567890",
  '"a\\u0041\\n\\"\\/\\\\"',
  '"\\ud83d\\ude00"',
  "[]",
  "[1,[2,{}]]",
  "{}",
  '{"a":1,"b":[true,null],"a":2}',
  '{"__proto__":1,"2":0,"1":0}',
  "[1 2]",
  "01",
  "1.",
  "-",
  "1e",
  "1e+",
  "nul",
  "nulx",
  "tru",
  "{",
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":1,',
  '{"a":1,}',
  "{a:1}",
  "{,}",
  "[",
  "[1",
  "[1,",
  "[1,]",
  '"abc',
  '"\n"',
  '"\\x"',
  '"\\u12"',
  '"\\uZZZZ"',
  '"abc\\',
  "undefined",
  "NaN",
  "Infinity",
  "[object Object]",
  "xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  '{"aaaaaaaaaaaaaaaaaaaaa":x,"bbbbbbbbbbbbbbbbbbb":2}',
  '["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", x]',
  "1 1",
  "é",
  '"😀" x',
  "\u00a01",
  '[1,2,3]"',
  "[-]",
  '{"a" "b"}',
  '["a" "b"]',
];

describe("JSON.parse", () => {
  it("reads what Node reads and complains in Node's words", () => {
    for (const text of texts)
      expect(
        attempt(() => JSON_parse(text)),
        text,
      ).toStrictEqual(attempt(() => JSON.parse(text)));
  });

  it("does so for 30000 mutations of valid texts", () => {
    const pick = random(3);
    const alphabet = '{}[]",:\\0123456789.eE+-truefalsn \n\t"x\u00e9\ud83d';
    for (let round = 0; round < 30000; round++) {
      let text = texts[pick(texts.length)]!;
      for (let edits = pick(3); edits >= 0; edits--) {
        const at = pick(text.length + 1);
        text =
          text.slice(0, at) + (pick(3) > 0 ? alphabet[pick(alphabet.length)] : "") + text.slice(at + pick(2));
      }
      expect(
        attempt(() => JSON_parse(text)),
        JSON.stringify(text),
      ).toStrictEqual(attempt(() => JSON.parse(text)));
    }
  });

  it("calls the reviver in Node's order and with its effects", () => {
    for (const text of ['{"a":1,"b":[1,2,{"c":3}],"d":"x"}', "[[],1]", "5"]) {
      for (const revive of [
        (_key: string, value: unknown) => value,
        (key: string, value: unknown) => (key === "a" || key === "1" ? undefined : value),
        (key: string, value: unknown) => (typeof value === "number" ? `${key}=${value}` : value),
      ]) {
        const run = (parse: (text: string, reviver: unknown) => unknown) => {
          const log: unknown[] = [];
          const result = parse(text, function (this: unknown, key: string, value: unknown) {
            log.push(key, JSON.stringify(value), JSON.stringify(this));
            return revive(key, value);
          });
          return { log, result };
        };
        expect(run(JSON_parse)).toStrictEqual(run(JSON.parse as never));
      }
    }
  });
});
