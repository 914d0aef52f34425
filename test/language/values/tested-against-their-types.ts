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
