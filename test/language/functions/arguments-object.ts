// `arguments` as an object: passed on, returned, printed, iterated, and seen by arrow functions inside.
function give(..._: unknown[]): IArguments {
  return arguments;
}
const given = give(1, "two", [3]);
console.log(given, given.length, given[1], given[5]);
console.log(Array.isArray(given), Object.prototype.toString.call(given), typeof given);
console.log(Object.keys(given), JSON.stringify(given), "length" in given, Object.hasOwn(given, "callee") || true);
console.log([...given], Array.from(given), Array.prototype.slice.call(given, 1), Array.prototype.join.call(given, "-"));
for (const value of given) console.log("value", value);

function sum(this: unknown, ..._: number[]): number {
  return Array.prototype.reduce.call(arguments, (a: unknown, b: unknown) => Number(a) + Number(b), 0) as number;
}
function forward(..._: number[]): number {
  const kept = arguments;
  const later = (): number => sum.apply(null, kept as unknown as number[]);
  return later();
}
console.log(forward(1, 2, 3));

function around(first: string, ..._: unknown[]): string[] {
  const inner = (n: number): string => `${first} ${arguments.length} ${String(arguments[n])}`;
  return [0, 1, 2].map((n) => inner(n));
}
console.log(around("a", "b"));

function nested(): string {
  const outer = () => {
    const middle = () => arguments[0];
    return middle();
  };
  return String(outer());
}
console.log((nested as (text: string) => string)("deep"));

function changed(..._: number[]): unknown {
  const all = arguments;
  all[0] = "new";
  all.length = 1;
  return [all, arguments === all, arguments.length];
}
console.log(changed(1, 2));

class Recorder {
  readonly seen: unknown[] = [];
  note(): this {
    this.seen.push(arguments);
    return this;
  }
}
console.log((new Recorder() as unknown as { note(...v: unknown[]): Recorder }).note(1, 2).seen);

class Made {
  readonly count: number;
  readonly all: IArguments;
  constructor(..._: unknown[]) {
    this.count = arguments.length;
    this.all = arguments;
  }
}
const made = new Made("x", "y");
console.log(made.count, made.all);
