// Programs with a tsconfig.json of their own: checked as strictly as it says, modules found by its `paths`, and run as
// under Node, where types say less than values are.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { compileProgram } from "../../sdk/compile.ts";
import { compileToIr } from "../../sdk/compiler/index.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-strictness-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a project with `options` and `main.ts`; gives the path of the latter. */
function project(name: string, options: object, text: string): string {
  mkdirSync(join(folder, name, "lib"), { recursive: true });
  writeFileSync(join(folder, name, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
  writeFileSync(
    join(folder, name, "lib", "twice.ts"),
    "export const twice = (n: number): number => n * 2;\n",
  );
  writeFileSync(join(folder, name, "main.ts"), text);
  return join(folder, name, "main.ts");
}

function errorsOf(entry: string): string[] {
  const front = compileToIr({ entry, packageRoot: projectRoot(), sourceRoot: folder });
  return front.diagnostics.map((d) => `${d.line}:${d.column} ${/TS\d+/.exec(d.message)?.[0] ?? d.message}`);
}

const LOOSE = `import { twice } from "@lib/twice";
enum Color { Red, Green }
type Pair<T> = { first: T; second: T };
class Item {
  data: number;
  next: Item;
  color: Color;
  seen: boolean;
  constructor(data) {
    this.data = data;
    this.next = null;
  }
}
class List {
  static made: number;
  head: Item;
  size: number;
  add(data: number): void {
    const item = new Item(data);
    if (this.head == null) this.head = item;
    else {
      let last = this.head;
      while (last.next !== null) last = last.next;
      last.next = item;
    }
  }
  find(data: number): Item {
    for (let at = this.head; at !== null && at !== undefined; at = at.next) if (at.data === data) return at;
    return null;
  }
  first(): number {
    return this.head ? this.head.data : null;
  }
}
const list = new List();
console.log(list, List.made, list.size + 1, list.first(), list.find(1));
list.add(1);
list.add(2);
console.log(list, list.find(2).data, list.find(9), list.first() + 1);
let count: number, flag: boolean, color: Color, text: string = null;
console.log(count, flag, color, text, typeof count, typeof text, count === undefined, text + "!");
let best: number = null;
for (const n of [3, 1, 2]) if (best === null || n < best) best = n;
console.log(best, twice(best), twice(null), twice(undefined));
const counts = new Map<string, number>();
function countOf(word: string): number {
  return counts.get(word);
}
console.log(countOf("a"), counts.get("a") === undefined);
counts.set("a", null);
console.log(countOf("a"), [...counts]);
function larger(a: number, b: number): number {
  if (a > b) return a;
}
console.log(larger(2, 1), larger(1, 2));
const pair: Pair<number> = { first: 1, second: null };
const row: number[] = [1, null, undefined];
const grid: boolean[][] = [[true, null]];
console.log(pair, row, grid, row.map((n) => n + 1), row[1] === null, pair.second ?? "none");
function add(a, b?) {
  return a + b;
}
console.log(add(1, 2), add("a", 1), add(1));
const found = [[1], [2, 3]].find((each) => each.length > 5);
const table = {};
table["k"] = 1;
console.log(found, table["k"], table["none"]);
try {
  console.log(list.find(9).data);
} catch (error) {
  console.log(error.message);
}
const curry = (fn, arity = fn.length, next = null) => {
  next = (before) => (word = null) => {
    const all = [...before, word];
    return all.length >= arity ? fn(...all) : next(all);
  };
  return next([]);
};
console.log(curry((a, b) => a + b)(1)(2), curry((a) => a)(true), curry((a) => a)());
const shown = ({ x = null, y = undefined }) => [x, y];
console.log(shown({ x: 2, y: true }), shown({}));
const state = { at: null, seen: [null, null], of: undefined };
let cursor = null, none = undefined;
class Cell {
  value = null;
  static last = undefined;
}
console.log(state, cursor, none, new Cell().value, Cell.last);
state.at = 5;
state.seen[1] = 6;
state.of = true;
cursor = 7;
none = 1.5;
const cell = new Cell();
cell.value = 8;
Cell.last = false;
console.log(state, (() => cursor + 1)(), none, cell.value + 1, Cell.last);
async function later(): Promise<number> {
  return null;
}
later().then((n) => console.log(n));
const half = (n: number): number => (n % 2 ? null : n / 2);
console.log([1, 2, 3].map(half), Math.max(half(4), 1));
function tableOf<K extends string, V extends string>(from: Record<K, V>): Record<K, V> {
  return from;
}
const letters = tableOf({ ab: "first", cd: "second" });
type Key = keyof typeof letters;
for (const key of "abcd".match(/../g).map((part) => part as Key)) console.log(key, letters[key]);
class Queue {
  protected max = 1000;
  open = true;
  label = "queue";
  constructor(max?: number, open?: boolean, label?: string) {
    this.max = max;
    this.open = open;
    this.label = label;
  }
  room(used: number): boolean {
    return used < this.max;
  }
}
console.log(new Queue(), new Queue(5, false, "five"), new Queue().room(1), new Queue(2).room(1));
let most = 0;
for (const n of [4, null, 6]) most = n;
most = list.first();
console.log(most, (most = null), most + 1);
interface Deep {
  inner: { a: number; b: string };
}
const deep: Deep = { inner: { a: 1, b: "x" } };
const pick = (key: string) => key as keyof Deep["inner"];
console.log(pick("a"), (Object.keys(deep.inner) as (keyof typeof deep.inner)[]).map((key) => deep.inner[key]));
`;

it("runs a program that is not strict as under Node", async () => {
  const options = { target: "es2022", strict: false, baseUrl: ".", paths: { "@lib/*": ["lib/*"] } };
  const entry = project("loose", options, LOOSE);
  const outFile = join(folder, "program");
  const compiled = await compileProgram({ entry, target: "host", optimise: "0", outFile });
  expect(compiled.ok ? [] : compiled.diagnostics).toEqual([]);
  const bundle = join(folder, "program.mjs");
  buildSync({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    keepNames: true,
  });
  const [node, ours] = [[process.execPath, bundle], [outFile]].map(([command, ...args]) => {
    const { stdout, stderr, status } = spawnSync(command!, args, { encoding: "utf8", timeout: PATIENCE_MS });
    return { stdout, stderr, status };
  });
  expect(ours).toEqual(node);
});

it("checks as strictly as the program asks", () => {
  const text = "function f(a) {\n  return a;\n}\nlet n: number = null;\nf(n.length);\n";
  expect(errorsOf(project("strict", { strict: true }, text))).toEqual([
    "1:12 TS7006",
    "4:5 TS2322",
    "5:5 TS2339",
  ]);
  expect(errorsOf(project("nulls", { strict: true, noImplicitAny: false }, text))).toEqual([
    "4:5 TS2322",
    "5:5 TS2339",
  ]);
  expect(errorsOf(project("silent", {}, text))).toEqual(["5:5 TS2339"]);
});

it("takes a program for strict when its TypeScript is from 6 on, or when it has no configuration", () => {
  const entry = project("six", {}, "export const f = (a) => a;\n");
  writeFileSync(
    join(folder, "six", "package.json"),
    JSON.stringify({ devDependencies: { typescript: "^6.0.2" } }),
  );
  expect(errorsOf(entry)).toEqual(["1:19 TS7006"]);
  rmSync(join(folder, "six", "tsconfig.json"));
  expect(errorsOf(entry)).toEqual(["1:19 TS7006"]);
});

it("takes a program without a configuration for what the TypeScript of its package.json makes of it", () => {
  const entry = project("older", {}, "export const f = (a) => a;\nexport const n: number = 'one';\n");
  rmSync(join(folder, "older", "tsconfig.json"));
  const asksFor = (version: string | undefined): string[] => {
    const json = version === undefined ? {} : { dependencies: { typescript: version } };
    writeFileSync(join(folder, "older", "package.json"), JSON.stringify(json));
    return errorsOf(entry);
  };
  expect(asksFor("~5.8.3")).toEqual(["2:14 TS2322"]);
  const strict = ["1:19 TS7006", "2:14 TS2322"];
  expect([asksFor("^6.0.0"), asksFor("latest"), asksFor(undefined)]).toEqual([strict, strict, strict]);
});
