// Overloads share one body; user-defined guards and assertion functions narrow; functions carry extra arguments away.
function size(value: string): number;
function size(value: number[]): string;
function size(value: string | number[]): number | string {
  return typeof value === "string" ? value.length : `${value.length} items`;
}
console.log(size("four") + 1, size([1, 2]).toUpperCase());
function assertIsText(value: unknown): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`${typeof value} is not text`);
}
for (const value of ["ok", 5] as unknown[]) {
  try {
    assertIsText(value);
    console.log(value.toUpperCase());
  } catch (error) {
    console.log((error as Error).message);
  }
}
const isDefined = <T>(value: T | undefined): value is T => value !== undefined;
console.log([1, undefined, 0, 3].filter(isDefined).map((n) => n + 1).join());
type Visitor = { (n: number): string; calls: number };
const visitor = ((n: number) => {
  visitor.calls += 1;
  return `#${n}`;
}) as Visitor;
visitor.calls = 0;
console.log([5, 6].map(visitor).join(), visitor.calls);
const extra = (a: number): number => a;
console.log((extra as (...n: number[]) => number)(1, 2, 3), [7, 8].map((n) => [n].map(extra)[0]).join());
