// Values that are none of their declared type, under the tests that guard against them.
interface Options {
  name: string;
  list: string[];
  deep: { x: number };
  size: number;
}
const options = JSON.parse('{"name":5,"list":3,"deep":7,"size":"big"}') as Options;
const show = (f: () => unknown): void => {
  try {
    console.log(f());
  } catch (error) {
    console.log(String(error));
  }
};
show(() => typeof options.name);
show(() => (typeof options.list === "object" ? "list" : "no list"));
show(() => Array.isArray(options.list));
show(() => (options.deep ? "deep" : "flat"));
show(() => [options.name === "x", !options.name, options.list == null, options.deep !== undefined]);
show(() => `${options.name} ${options.list} ${options.size}`);
show(() => [typeof options.size, options.size === 4]);

const words = [1, "b", null, true] as unknown as string[];
show(() => typeof words[0]);
show(() => words.map((w) => typeof w));
show(() => words.filter((w) => typeof w === "string"));
show(() => words[0] === "b");
show(() => `${words[0]}${words[3]}`);
show(() => {
  for (const w of words) if (typeof w !== "string") throw new TypeError(`${w} is no string`);
});
for (const w of words) console.log(typeof w, w);

show(() => {
  const { name, deep } = options;
  const list = options.list;
  return [typeof name !== "string", typeof deep, Array.isArray(list), list];
});
show(() => {
  const word = words[0]!;
  if (typeof word !== "string") throw new TypeError("no word");
});

function upper(text: string): string {
  if (typeof text !== "string") throw new TypeError("Expected a string");
  return text.toUpperCase();
}
function twice(n: number): number {
  if (typeof n !== "number" || Number.isNaN(n)) throw new TypeError("Expected a number");
  return n * 2;
}
function count(list: number[]): number {
  if (!Array.isArray(list)) throw new TypeError("Expected a list");
  return list.length;
}
function nameIn(o: Options): string {
  if (!o || typeof o !== "object") throw new TypeError("Expected an object");
  return o.name;
}
function run(callback: () => string): string {
  if (typeof callback !== "function") throw new TypeError("Expected a function");
  return callback();
}
function flag(on: boolean): string {
  if (typeof on !== "boolean") throw new TypeError("Expected a boolean");
  return on ? "on" : "off";
}
function start(from: number): number {
  if (from === undefined || from === null) return -1;
  return from + 1;
}
show(() => upper(5 as unknown as string));
show(() => upper("a"));
show(() => twice("5" as unknown as number));
show(() => twice(undefined as unknown as number));
show(() => twice(4));
show(() => count(4 as unknown as number[]));
show(() => count("abc" as unknown as number[]));
show(() => count([1]));
show(() => nameIn(4 as unknown as Options));
show(() => run(4 as unknown as () => string));
show(() => run("x" as unknown as () => string));
show(() => run(() => "ran"));
show(() => [flag(true), flag(false)]);
show(() => flag(1 as unknown as boolean));
show(() => [start(1), start(undefined as unknown as number), start(null as unknown as number)]);

class Range {
  readonly from: number;
  readonly unit: string;
  constructor(from: number, unit: string) {
    if (typeof from !== "number") throw new TypeError("from is no number");
    if (typeof unit !== "string") throw new TypeError("unit is no string");
    this.from = from;
    this.unit = unit;
  }
  moved(by: number): Range {
    if (typeof by !== "number") throw new TypeError("by is no number");
    return new Range(this.from + by, this.unit);
  }
}
show(() => new Range("a" as unknown as number, "b"));
show(() => new Range(1, 2 as unknown as string));
show(() => new Range(1, "m").moved("x" as unknown as number));
show(() => new Range(1, "m").moved(2));

// Parts of an array that is taken apart, and what functions in properties and parameters return.
const entryOf: (n: number) => [string, number[]] = (n) => JSON.parse(`["k", ${n > 1 ? `[${n}]` : n}]`);
for (const n of [1, 2]) {
  const [key, bucket] = entryOf(n);
  console.log(key, Array.isArray(bucket) ? [...bucket] : [bucket]);
}
const lists: string[][] = JSON.parse('[["a"], 5]');
const [one, other, none] = lists;
console.log(Array.isArray(one), Array.isArray(other), Array.isArray(none));
class Scaled {
  constructor(
    private readonly multiply: (a: number, b: number) => number,
    private readonly label: (n: number) => string,
  ) {}
  scale(a: number, b: number): string {
    const product = this.multiply(a, b);
    const text = this.label(product);
    if (typeof text !== "string") return `no text: ${text}`;
    return product === undefined ? `none: ${text}` : `${product}: ${text.toUpperCase()}`;
  }
}
const nothing = (): any => undefined;
console.log(new Scaled((a, b) => a * b, (n) => `n${n}`).scale(2, 3), new Scaled(nothing, String).scale(2, 3));
console.log(new Scaled((a, b) => a + b, nothing).scale(2, 3));

// With a default, and through functions that hand on one of several texts.
class Address {
  readonly path: string;
  constructor(input = "/") {
    if (typeof input !== "string") throw new TypeError(`a text, not ${typeof input} (${input})`);
    this.path = input.toUpperCase();
  }
}
const shown = (make: () => unknown): void => {
  try {
    console.log(make());
  } catch (error) {
    console.log(String(error));
  }
};
shown(() => new Address(5 as any));
shown(() => new Address(null as any));
shown(() => [new Address("a").path, new Address().path]);
function times(n = 1): string {
  return typeof n === "number" ? "x".repeat(n) : `no number: ${n}`;
}
console.log(times(), times(2), times("3" as any), times(null as any));
type Duration = `${number}` | `${number}s` | `${number} min`;
function seconds(text: string): number {
  if (typeof text !== "string") throw new Error(`no duration: ${JSON.stringify(text)}`);
  return Number.parseFloat(text) * (text.endsWith("min") ? 60 : 1);
}
const duration = (text: Duration): number => seconds(text);
for (const text of ["12", "3s", "2 min", Number.NaN, null, {}]) shown(() => duration(text as any));

// An overload says what the function answers, its implementation does not.
function isListLike(value: string): value is never;
function isListLike(value: any): value is { length: number };
function isListLike(value?: any): boolean {
  return value !== null && typeof value === "object" && Number.isInteger(value.length);
}
function firstOf<T>(list: ArrayLike<T> | null | undefined, count = 1): T[] {
  return isListLike(list) ? Array.from(list).slice(0, count) : [];
}
console.log(firstOf([1, 2]), firstOf(null), firstOf(5 as any), firstOf({ length: 2, 0: "a", 1: "b" }, 2));
function joined<T>(lists: ArrayLike<T>[]): T[] {
  const all: T[] = [];
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i];
    if (!isListLike(list)) continue;
    all.push(...Array.from(list));
  }
  return all;
}
console.log(joined([[1], 2 as any, [3]]), joined(["ab" as any, ["c"]]));

// Of an `object` nothing can be asked: it is passed on to what takes anything.
const sameAs = (target: object, source: object): boolean => same(target, source);
function same(target: any, source: any): boolean {
  return target === source || (typeof source === "object" && Object.keys(source).every((k) => target[k] === source[k]));
}
console.log(sameAs(1 as any, 1 as any), sameAs({ a: 1, b: 2 }, { a: 1 }), sameAs("a" as any, "b" as any), sameAs([1], [1, 2]));
class Registry {
  readonly #names = new Map<unknown, string>();
  add(key: object, name = "none"): this {
    this.#names.set(key, name);
    return this;
  }
  get(key: object): string | undefined {
    return this.#names.get(key);
  }
}
const registry = new Registry().add(registry0(), "function").add(5 as any, "five");
function registry0(): object {
  return registry0;
}
console.log(registry.get(registry0), registry.get(5 as any), registry.get({}));
