// Guards see what was passed behind defaults, choices, optional chains and wrappers, whatever its type claims.
interface Options { step?: number; partial?: boolean }
function windows(size: number, options: Options = {}): string {
  const { step = 1, partial = false } = options;
  if (!Number.isInteger(size) || size <= 0) return `size ${size}`;
  if (!Number.isInteger(step) || step <= 0) return `step ${step}`;
  return `ok ${step + 1} ${partial}`;
}
console.log(windows(1), windows(1, { step: 3, partial: true }));
console.log(windows(1, { step: "invalid" as any }));
console.log(windows("x" as any, { step: 1 }));
class Heap<P> {
  #compare: (a: P, b: P) => number;
  constructor(options?: { compare?: (a: P, b: P) => number }) {
    const compare = options?.compare ?? ((a: any, b: any) => a - b);
    if (typeof compare !== "function") throw new TypeError("not a function: " + compare);
    this.#compare = compare;
  }
  run(a: P, b: P): number { return this.#compare(a, b); }
}
console.log(new Heap<number>().run(1, 2));
console.log(new Heap<number>({ compare: (a, b) => b - a }).run(1, 2));
try { new Heap<number>({ compare: 1 as any }); } catch (e) { console.log(String(e)); }
try { new Heap<number>({ compare: "x" } as any); } catch (e) { console.log(String(e)); }
function parse(value: string): string {
  if (typeof value !== "string") throw new TypeError(`no string: ${typeof value}`);
  return value.toUpperCase();
}
function tryParse(value: string): string | undefined {
  try { return parse(value); } catch (e) { return String(e); }
}
const arrow = (n: number): boolean => check(n);
function check(n: number): boolean { return Number.isInteger(n); }
console.log(tryParse("a"), tryParse(false as any), tryParse(0 as any), tryParse({} as any), tryParse(null as any));
console.log(arrow(1), arrow("x" as any), arrow(undefined as any));
