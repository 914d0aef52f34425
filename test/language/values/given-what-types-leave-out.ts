// Parameters, fields, variables and results that the program itself gives values of other kinds than they declare.

function trimEnd(text: string, chars?: string): string {
  if (text === undefined || text === null) return "";
  return (text + "").replace(/\s+$/, chars ?? "");
}
console.log([trimEnd("a  "), trimEnd(5 as any), trimEnd({ toString: () => "o  " } as any, 7 as any)]);

let count = 0;
const uniqueId = (prefix = ""): string => `${prefix}${++count}`;
// @ts-ignore
console.log(uniqueId("a"), uniqueId(3), uniqueId(true), uniqueId([1, 2]));

function round(value: number, digits: number = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
// @ts-expect-error: texts are converted
console.log(round(4.016, "2"), round("3.7"), round(4.2, null), round(1.25, [1]), round({ valueOf: () => 8.5 }));
console.log(round(1.005), round(2.345, 2));

function between(value: number, least: number, most: number): boolean {
  return value >= least && value < most;
}
// @ts-ignore
console.log(between(1, null, 5), between("3", "2", "10"), between(-1, undefined, 5), between(2, false, true));

const bad: any = "not a list";
const total = (list: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i]!;
  return sum;
};
console.log(total([1, 2]), total({ length: 2, 0: 4, 1: 5 } as any), total(bad), total(7 as any));

// What is handed on: to another function, to a field, to a result.
function same(s: string): string {
  return s;
}
function twice(s: string): string {
  const one: string = same(s);
  return one + one;
}
console.log(twice("ab"), twice(21 as any), twice([1] as any), same(7 as unknown as string));

class Heap {
  readonly compare: (a: number, b: number) => number;
  private limit: number;
  constructor(
    compare: (a: number, b: number) => number,
    limit: number,
    readonly label: string = "heap",
  ) {
    if (typeof compare !== "function") throw new TypeError("compare must be a function");
    this.compare = compare;
    this.limit = limit;
  }
  describe(): string {
    return `${this.label}: ${typeof this.limit} ${this.limit}, ${this.compare(1, 2)}`;
  }
}
for (const make of [
  () => new Heap((a, b) => a - b, 5),
  () => new Heap(5 as any, 5),
  () => new Heap((a, b) => b - a, "many" as any, 12 as any),
  () => new Heap((() => "text") as any, 1),
]) {
  try {
    const heap = make();
    console.log(heap.describe(), heap);
  } catch (error) {
    console.log(String(error));
  }
}

interface Options {
  precision: number;
  unit?: string;
  round?: (n: number) => number;
}
function format(n: number, { precision, unit = "m", round }: Options): string {
  return `${(round === undefined ? n : round(n)).toFixed(precision)} ${unit}`;
}
function formatAll(n: number, options: Options): string {
  return format(n, { ...options, precision: options.precision });
}
console.log(format(3.14159, { precision: 2 }), format(3.14159, { precision: "3" as any, unit: 5 as any }));
console.log(formatAll(2.5, { precision: 1, unit: null as any }), formatAll(2.5, { precision: 0, round: Math.floor }));

// Methods that a call may reach, overloads, and accessors of objects.
abstract class Shape {
  abstract area(scale: number): number;
}
class Square extends Shape {
  side = 2;
  area(scale: number): number {
    return this.side * this.side * scale;
  }
}
class Named extends Shape {
  area(scale: number): number {
    return String(scale).length;
  }
}
const shapes: Shape[] = [new Square(), new Named()];
for (const s of shapes) console.log(s.area(2), s.area("2" as any), s.area({} as any));

function width(text: string): number;
function width(size: number): number;
function width(x: string | number): number {
  return typeof x === "string" ? x.length : x;
}
console.log(width("four"), width(4), width(true as any), width([1, 2] as any));

// A cast within the type is no such thing.
function shout(x: string | number): string {
  return typeof x === "string" ? (x as string).toUpperCase() : (x as number).toFixed(1);
}
let timer: number = setTimeout(() => console.log("late", typeof timer), 0) as any;
let word: string = "w";
word = 3 as any;
console.log(shout("a"), shout(1), word, typeof word, word + 1, typeof timer);

// A value that a guard turns away does not come further.
function strict(n: number): number {
  if (typeof n !== "number" || Number.isNaN(n)) throw new TypeError(`no number: ${JSON.stringify(n)}`);
  return inner(n) + 1;
}
function inner(n: number): number {
  return n * 2;
}
for (const n of [1, "1", null, undefined, {}, [], NaN] as any[]) {
  try {
    console.log(strict(n));
  } catch (error) {
    console.log((error as Error).message);
  }
}
try {
  strict("x" as any);
} catch (error) {
  console.log((error as Error).message, inner(4));
}

// Rest parameters, patterns, setters, dictionaries of functions, enums, generators and what is cast from a type parameter.
function join(separator: string, ...words: string[]): string {
  let all = "";
  for (const word of words) all += separator + word;
  return all;
}
// @ts-expect-error: anything can be joined
console.log(join("-", "a", "b"), join("-", 1, null), join(0 as any, "z"));
function take({ a, b }: { a: number; b: string }, [c, d]: [number, string]): string {
  return `${a} ${b} ${c} ${d}`;
}
console.log(take({ a: 1, b: "x" }, [1, "y"]), take(5 as any, "pq" as any));
class Vector {
  constructor(
    public x: number,
    public y: number,
  ) {}
  add(o: Vector): Vector {
    return new Vector(this.x + o.x, this.y + o.y);
  }
  set scale(k: number) {
    this.x *= k;
    this.y *= k;
  }
}
const vector = new Vector(1, 2).add({ x: 5, y: 6 } as any);
vector.scale = "2" as any;
console.log(vector, new Vector(1, 2).add(4 as any), new Vector("a" as any, 2).add(new Vector(1, "b" as any)));
const functions: Record<string, (s: string) => string> = { up: (s) => s.toUpperCase?.() ?? "none" };
console.log(functions["up"]!("a"));
enum Color {
  Red,
  Green,
}
function nameOf(c: Color): string {
  switch (c) {
    case Color.Red:
      return "red";
    case Color.Green:
      return "green";
    default:
      return `? ${c}`;
  }
}
console.log(nameOf(Color.Red), nameOf("Green" as any), nameOf(7 as any));
function* counting(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}
console.log([...counting(2)], [...counting("3" as any)]);
class Keys<K> {
  readonly store: Record<string, K> = {};
  private keyOf(key: K): string {
    let text: string;
    if (typeof key === "object") text = JSON.stringify(key);
    else text = <string>key;
    return text;
  }
  add(key: K): this {
    const text = this.keyOf(key);
    this.store[text] = key;
    return this;
  }
}
console.log(new Keys<unknown>().add(5).add("a").add([1]).add(true), new Keys<number>().add(7));
class Secret {
  #hidden = 1;
  same(other: Secret): boolean {
    return other.#hidden === this.#hidden;
  }
}
try {
  console.log(new Secret().same(new Secret()), new Secret().same(5 as any));
} catch (error) {
  console.log((error as Error).name);
}
