// RegExp against Node's own: patterns from a grammar, random and known ones, on texts that they nearly match.
import { describe, expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
// All letters: the tables of string/case.ts, which know fewer, have their own test.
vi.mock("../string/case.ts", () => ({
  upperText: (text: string) => text.toUpperCase(),
  lowerText: (text: string) => text.toLowerCase(),
}));
const { RegExp: Ours } = await import("./regexp.ts");

const FLAGS = ["", "i", "g", "u", "iu", "m", "s", "y", "gi", "d", "im"];

function random(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

type Next = (count: number) => number;
function pick<T>(next: Next, list: readonly T[]): T {
  return list[next(list.length)]!;
}

const ATOMS = [
  "a",
  "b",
  "c",
  ".",
  "\\d",
  "\\w",
  "\\s",
  "\\W",
  "[abc]",
  "[^a]",
  "[a-c1]",
  "\\b",
  "\\B",
  "^",
  "$",
  "\\1",
  "\\2",
  "x",
  "K",
  "é",
  "\\u0041",
  "\\x62",
  "[\\w-]",
  "[^\\d\\s]",
  "\\-",
  "{",
  "]",
  "\\0",
  "\\k<n>",
  "😀",
  "[😀b]",
  "\\cA",
  "[^]",
  "[]",
  "\\7",
  "[\\b]",
  "\\/",
  "/",
  "ſ",
  "\\101",
];

function pattern(next: Next, depth: number): string {
  const parts: string[] = [];
  for (let i = 0; i <= next(4); i++) {
    let atom = pick(next, ATOMS);
    if (depth > 0 && next(3) === 0) {
      const open = pick(next, ["(", "(", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>"]);
      atom = `${open}${pattern(next, depth - 1)})`;
    }
    if (next(3) === 0)
      atom += pick(next, ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,1}?", "{2,}", "{,2}"]);
    parts.push(atom);
    if (next(6) === 0) parts.push("|");
  }
  return parts.join("");
}

function text(next: Next): string {
  let result = "";
  for (let i = next(9); i > 0; i--)
    result += pick(next, ["a", "b", "c", "1", " ", "A", "\n", "x", "k", "É", "😀", "-", "s", "{"]);
  return result;
}

interface Tried {
  exec(text: string): unknown;
  lastIndex: number;
  readonly source: string;
  readonly flags: string;
}

function outcome(make: () => Tried, texts: readonly string[]): unknown {
  let made: Tried;
  try {
    made = make();
  } catch (error) {
    // Which of several problems is named is not compared.
    return { thrown: (error as Error).name };
  }
  const results: unknown[] = [made.source, made.flags];
  for (const each of texts) {
    made.lastIndex = Math.min(1, each.length);
    const result = made.exec(each) as (RegExpExecArray & { indices?: unknown[] }) | null;
    results.push(result === null ? null : [...result], result?.index, made.lastIndex);
    results.push(result?.groups === undefined ? undefined : { ...result.groups });
    if (result?.indices !== undefined) results.push([...result.indices]);
  }
  return results;
}

function compare(source: string, flags: string, texts: readonly string[]): void {
  const theirs = outcome(() => new RegExp(source, flags), texts);
  const ours = outcome(() => new Ours(source, flags) as unknown as Tried, texts);
  expect({ source, flags, texts, is: ours }).toEqual({ source, flags, texts, is: theirs });
}

describe("RegExp", () => {
  it("matches as Node does what a grammar makes up", () => {
    const next = random(20231);
    for (let i = 0; i < 4000; i++) {
      const texts = [text(next), text(next), text(next)];
      compare(pattern(next, 3), pick(next, FLAGS), texts);
    }
  });

  it("ignores case as Node does", () => {
    for (const flags of ["i", "iu"]) {
      for (let c = 0x80; c < 0x2200; c += 3) {
        const character = String.fromCharCode(c);
        if (character === "\u2028" || character === "\u2029") continue;
        const texts = [character.toUpperCase(), character.toLowerCase(), character];
        compare(`^${character}$`, flags, texts);
      }
    }
  });

  it("replaces, splits, searches and lists as Node does", () => {
    const next = random(7);
    for (let i = 0; i < 3000; i++) {
      const source = pattern(next, 2);
      const flags = pick(next, ["", "g", "gi", "gu", "y", "gy"]);
      // V8 looks for empty matches within surrogate pairs, even under u.
      const given = text(next).replaceAll("😀", flags.includes("u") ? "_" : "😀");
      const template = pick(next, ["$1", "[$&]", "$`-$'", "$$", "$<n>", "$01$10", "x", "$2$"]);
      let theirs: RegExp;
      try {
        theirs = new RegExp(source, flags);
      } catch {
        continue;
      }
      const ours = new Ours(source, flags);
      const name = `/${source}/${flags} on ${JSON.stringify(given)} by ${template}`;
      expect([name, ours[Symbol.replace](given, template)]).toEqual([name, given.replace(theirs, template)]);
      expect([name, [...ours[Symbol.split](given)]]).toEqual([name, given.split(theirs)]);
      ours.lastIndex = theirs.lastIndex = 0;
      expect([name, ours[Symbol.search](given)]).toEqual([name, given.search(theirs)]);
      const list = ours[Symbol.match](given);
      const expected = given.match(theirs);
      expect([name, list === null ? null : [...list]]).toEqual([
        name,
        expected === null ? null : [...expected],
      ]);
    }
  });

  it("does not run out of stack where much is tried", () => {
    expect(new Ours("^(?:a|b|ab)*$").test("ab".repeat(20000))).toBe(true);
    expect(new Ours("(x+x+)+y").test("x".repeat(18))).toBe(false);
  });
});
