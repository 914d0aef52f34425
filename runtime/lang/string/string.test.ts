// String methods against Node's own on every combination of tabled arguments.
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const ours: Record<string, (...args: never[]) => unknown> = Object.assign(
  {},
  await import("./code-points.ts"),
  await import("./slice.ts"),
  await import("./iterator.ts"),
  await import("./normalize.ts"),
  await import("./search.ts"),
);

const attempt = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return `${error}`;
  }
};

function compare(method: string, text: string, args: unknown[]): void {
  const native = String.prototype[method as "at"] as (...args: unknown[]) => unknown;
  const expected = attempt(() => native.apply(text, args));
  const actual = attempt(() => ours[`String_prototype_${method}`]!(text as never, ...(args as never[])));
  expect(actual, `${JSON.stringify(text)}.${method}(${args.map(String)})`).toStrictEqual(expected);
}

const texts = [
  "",
  "a",
  "abcabcabc",
  "  \t pad\u3000\ufeff\n",
  "a😀b\ud800c\udc00",
  "aaaa",
  "$&$1",
  "ÿĀß",
  "x".repeat(70),
];
const patterns = ["", "a", "b", "bc", "abcabcabcd", "😀", "\ud800", "aa", undefined];
const positions = [undefined, 0, 1, 2.5, 3, 8, 9, 100, -1, -3, -100, NaN, Infinity, -Infinity];

describe("string methods do what Node's do", () => {
  it("methods that take a position", () => {
    for (const method of ["at", "charAt", "charCodeAt", "codePointAt"]) {
      for (const text of texts) for (const a of positions) compare(method, text, [a]);
    }
  });

  it("methods that take two positions", () => {
    for (const method of ["slice", "substring", "substr"]) {
      for (const text of texts)
        for (const a of positions) for (const b of positions) compare(method, text, [a, b]);
    }
  });

  it("methods that take a pattern and a position", () => {
    for (const method of ["indexOf", "lastIndexOf", "includes", "startsWith", "endsWith", "split"]) {
      for (const text of texts) {
        for (const pattern of patterns) {
          compare(method, text, [pattern]);
          for (const position of positions) compare(method, text, [pattern, position]);
        }
      }
    }
  });

  it("replace and replaceAll with texts and functions", () => {
    const replacements = [
      "",
      "z",
      "$",
      "$$",
      "[$&]",
      "[$`|$']",
      "$1$0$<a>",
      "$&$&$",
      (...args: unknown[]) => `<${args.join()}>`,
    ];
    for (const method of ["replace", "replaceAll"]) {
      for (const text of texts) {
        for (const pattern of patterns)
          for (const replacement of replacements) compare(method, text, [pattern, replacement]);
      }
    }
  });

  it("padding and repeating", () => {
    for (const text of texts) {
      for (const length of [...positions, 12, 13, 14]) {
        if (length === Infinity) continue;
        compare("repeat", text, [length]);
        for (const fill of patterns)
          for (const method of ["padStart", "padEnd"]) compare(method, text, [length, fill]);
      }
    }
    compare("repeat", "ab", [2 ** 29]);
    compare("repeat", "ab", [Infinity]);
    compare("padEnd", "ab", [2 ** 30]);
  });

  it("methods without arguments", () => {
    const methods = ["trim", "trimStart", "trimEnd", "toUpperCase", "toLowerCase", "toString", "concat"];
    for (const method of [...methods, "isWellFormed", "toWellFormed"])
      for (const text of texts) compare(method, text, []);
    for (let unit = 0; unit < 0x10000; unit++) compare("trim", `${String.fromCharCode(unit)}x`, []);
    compare("concat", "a", ["b", 1, null]);
  });

  it("normalizes every character, and marks in every order, as Unicode says", () => {
    const marks: string[] = [];
    for (let code = 0; code < 0x30000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const text = String.fromCodePoint(code);
      for (const form of ["NFC", "NFD"]) {
        const got = ours.String_prototype_normalize!(text as never, form as never);
        if (got !== text.normalize(form))
          expect([code, form, got]).toEqual([code, form, text.normalize(form)]);
      }
      if (/\p{M}/u.test(text) && marks.length < 3000) marks.push(text);
    }
    for (let i = 0; i < 20_000; i++) {
      const pick = (n: number): string => marks[(i * n + (i >> 5) * 13) % marks.length]!;
      const text = `a${pick(1)}${pick(7)}\u0e01${pick(3)}\u1100\u1161\u11a8${pick(11)}`;
      for (const form of ["NFC", "NFD"])
        if (ours.String_prototype_normalize!(text as never, form as never) !== text.normalize(form))
          expect([i, form]).toEqual([]);
    }
  });

  it("iterates by code points", () => {
    for (const text of texts) {
      expect([...(ours.String_prototype_iterator!(text as never) as Iterable<string>)]).toEqual([...text]);
      const walked: string[] = [];
      for (let i = 0; i < text.length; i += walked.at(-1)!.length) {
        walked.push(ours.stringCodePointAt!(text as never, i as never) as string);
      }
      expect(walked).toEqual([...text]);
    }
  });

  it("builds strings from codes", () => {
    for (const codes of [
      [],
      [65],
      [65, 0x1f600, -1, 65.9],
      [0x10ffff, 0xd800],
      [0x110000],
      [-1],
      [1.5],
      [NaN],
    ]) {
      for (const method of ["fromCharCode", "fromCodePoint"] as const) {
        expect(attempt(() => ours[`String_${method}`]!(...(codes as never[])))).toBe(
          attempt(() => String[method](...codes)),
        );
      }
    }
    const raw = (template: TemplateStringsArray, ...rest: unknown[]) =>
      ours.String_raw!(template as never, ...(rest as never[]));
    expect(raw`a\n${1}b${null}`).toBe(String.raw`a\n${1}b${null}`);
  });
});

describe("case", () => {
  it("is Node's for every code point", () => {
    // What Unicode 16 and 17 have added, which Node may be too old for.
    const recent = /[\u019b\u0264\u1c89\u1c8a\ua7ca-\ua7f1\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed3}]/u;
    const knowsAll = Number(process.versions.unicode) >= 17;
    const differing: string[] = [];
    for (let c = 0x20; c < 0x110000; c++) {
      const text = String.fromCodePoint(c);
      if (!knowsAll && recent.test(text)) continue;
      const upper = ours.String_prototype_toUpperCase!(text as never);
      const lower = ours.String_prototype_toLowerCase!(text as never);
      if (upper !== text.toUpperCase() || lower !== text.toLowerCase()) differing.push(c.toString(16));
    }
    expect(differing).toEqual([]);
  });
  it("changes letters within a text, and the last sigma of a word", () => {
    for (const text of [
      "Hello, World",
      "Straße ÿ",
      "ΟΔΌΣ ΣΑΣ.Σ Σ",
      "İstanbul",
      "ŉ ﬀ 😀 Ⅷ Ⓐ Ａ",
      "𐐨Σ 𐐨Σ𐐨 😀Σ",
    ]) {
      compare("toUpperCase", text, []);
      compare("toLowerCase", text, []);
    }
    for (const c of "'.:^`\xa8\xad\u0387\u0345\u180e\u2010\u2018\u200b\u200f\u202a\u202e\u202f\u2060\u2064\ufeff-") {
      compare("toLowerCase", `A${c}\u03a3`, []);
      compare("toLowerCase", `A\u03a3${c}B`, []);
      compare("toLowerCase", `${c}\u03a3${c}`, []);
    }
  });
});
