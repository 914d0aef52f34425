// A program of what most programs use. Compiled when a snapshot is made, and never run: the checker that the snapshot
// keeps knows the types of the library functions that it reaches (sdk/compiler/lower/checker.ts).

import { readFileSync } from "node:fs";

interface Item {
  readonly name: string;
  price: number;
  tags?: string[];
}

abstract class Shape {
  static made = 0;
  protected readonly id = ++Shape.made;
  abstract area(): number;
  get label(): string {
    return `${this.constructor.name}#${this.id}: ${this.area().toFixed(2)}`;
  }
  toString(): string {
    return this.label;
  }
}

class Square extends Shape {
  #side: number;
  constructor(side: number) {
    super();
    this.#side = side;
  }
  area(): number {
    return this.#side ** 2;
  }
}

class NotFound extends Error {
  override name = "NotFound";
}

function* numbers(limit: number): Generator<number> {
  for (let i = 0; i < limit; i++) yield i;
}

async function later<T>(value: T, ms = 1): Promise<T> {
  await new Promise<void>((done) => setTimeout(done, ms));
  return value;
}

function texts(line: string): unknown[] {
  const words = line.trim().split(/\s+/).filter(Boolean);
  const found = /(?<year>\d{4})-(\d{2})/.exec(line);
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  const pairs = Object.entries(counts).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  return [
    words.map((w) => w[0]?.toUpperCase() + w.slice(1).toLowerCase()).join(" "),
    line
      .replace(/o/g, "0")
      .replaceAll("a", (c) => c.repeat(2))
      .padStart(20, ".")
      .padEnd(30),
    found?.groups?.year ?? line.match(/x/g)?.length ?? line.search("y"),
    [...line.matchAll(/\w+/g)].map((m) => m.index),
    line.includes("z") && line.startsWith("a") && line.endsWith("b"),
    [line.indexOf("c"), line.lastIndexOf("d"), line.charCodeAt(0), line.codePointAt(1), line.at(-1)],
    [line.charAt(2), line.substring(1, 4), line.concat("!"), String.fromCharCode(65), line.trimEnd()],
    [...line].reverse().join(""),
    Object.fromEntries(pairs),
    Object.keys(counts).length + Object.values(counts).length,
    JSON.stringify({ counts, pairs }, null, 2),
    JSON.parse(`{"a": [1, 2.5e3, null, true, "\\u0041"]}`),
  ];
}

function lists(items: Item[]): unknown[] {
  const sorted = [...items].sort((a, b) => a.price - b.price);
  const [first, ...rest] = sorted;
  const { name = "none", tags: [tag] = [] } = first ?? {};
  const byName = new Map(items.map((item) => [item.name, item]));
  const seen = new Set<string>(items.flatMap((item) => item.tags ?? []));
  byName.delete(name);
  seen.add(tag ?? "");
  const table = Array.from({ length: 3 }, (_, i) => new Array<number>(3).fill(i));
  table[0]!.push(4);
  items.unshift({ name: "new", price: 0 });
  items.splice(1, 1);
  return [
    rest.some((item) => item.price > 1) || rest.every((item) => item.price < 2),
    items.reduce((sum, { price }) => sum + price, 0),
    items.find((item) => item.name === "a") ?? items.findIndex((item) => item.name === "b"),
    items.map(({ name: own, ...other }) => ({ ...other, own })),
    [table.flat().concat([1]).slice(1, -1).reverse(), items.pop(), items.shift(), items.indexOf(first!)],
    [...byName.keys()].includes(name) && byName.has(name) && byName.get(name) !== undefined,
    [...byName.values(), ...seen, ...byName].length,
    [Math.max(...items.map((i) => i.price)), Math.min(1, 2), items.at(-1), items.keys(), items.entries()],
    [Array.isArray(items), items.join(), [3, 1, 2].sort(), ["b", "a"].sort().fill("c", 1)],
    byName,
    seen,
    table,
  ];
}

function quantities(x: number): unknown[] {
  const big = 2n ** 64n + BigInt(Math.trunc(x));
  const bytes = new Uint8Array([1, 2, 3]);
  const doubles = Float64Array.from([x, x / 3]);
  return [
    [Math.floor(x), Math.round(x), Math.sqrt(x), Math.abs(-x), Math.trunc(x), Math.PI, Math.random()],
    [Math.sin(x), Math.cos(x), Math.atan2(x, 1), Math.log(x), Math.exp(x), x ** 2, Math.hypot(x, 1)],
    [Number(`${x}`), Number.parseInt(`${x}`, 16), parseFloat("1.5"), Number.isInteger(x), Number.isNaN(x)],
    [x.toString(2), x.toFixed(1), x.toPrecision(3), x | 0, x >>> 1, x % 7, -x, x ** 0.5, ~x ^ 5],
    [big, big.toString(), big % 10n, Number(big & 255n), big > 1n],
    [bytes, doubles, bytes.length, bytes.subarray(1), doubles.map((d) => d * 2)],
    [new Date(0), new Date(2020, 1, 3).toISOString(), Date.now(), performance.now()],
    [Symbol("s"), Symbol.iterator, typeof x, (x as unknown) instanceof Date, void 0, null],
  ];
}

async function main(): Promise<void> {
  const shapes: Shape[] = [new Square(2), new Square(3)];
  console.log("shapes", shapes.length, `${shapes[0]}`, shapes, new Square(1) instanceof Shape);
  console.log(texts("a quick brown fox 2024-05"), lists([{ name: "a", price: 1, tags: ["x"] }]));
  for (const [i, value] of quantities(42.5).entries()) console.log(i, value);
  console.error("%s is %d %o", "this", 1, { deep: { deeper: { deepest: [] } } });
  console.table([{ a: 1, b: "x" }]);
  const [one, two] = await Promise.all([later(1), later("two")]);
  const settled = await Promise.allSettled([later(one), Promise.reject(new Error("no", { cause: two }))]);
  console.log(
    settled.map((s) => s.status),
    await Promise.race([later(1)]),
    [...numbers(3)],
  );
  outer: for (const n of numbers(9)) {
    switch (n) {
      case 1:
        continue;
      case 2:
        break outer;
      default:
        console.log(n);
    }
  }
  try {
    if (process.argv.length > 9) throw new NotFound(readFileSync("absent", "utf8"));
    const untyped = JSON.parse("[]");
    untyped.push?.({
      [`key${one}`]: () => untyped,
      get it() {
        return this;
      },
    });
    for (const key in untyped) console.log(key, untyped[key], delete untyped[key], key in untyped);
  } catch (error) {
    console.log(error instanceof NotFound ? error.message : error, String(error), (error as Error).stack);
  } finally {
    process.exitCode = 0;
  }
}

main().catch((error: unknown) => console.error(error));
