// Optional, defaulted and nullable parameters told apart; number | undefined and number | null in fields and arrays.
function f(a?: number, b: number | null = 7, c?: string): string {
  return `${a === undefined ? "none" : a} ${b} ${c ?? "-"} ${c === ""}`;
}
console.log(f(), "|", f(0), "|", f(undefined, undefined), "|", f(1, null, ""), "|", f(NaN, 2, "c"));
class Reading {
  value: number | undefined;
  previous: number | null = null;
  set(next: number | undefined): this {
    this.previous = this.value ?? null;
    this.value = next;
    return this;
  }
}
const r = new Reading();
console.log(r.value, r.previous);
r.set(0);
console.log(r.value, r.previous, r.set(NaN).previous, r.set(undefined).value, r.previous);
const sparse: (number | undefined)[] = [1, undefined, NaN, 0];
let known = 0;
for (const s of sparse) if (s !== undefined) known += 1;
console.log(known, sparse.map((s) => s ?? -1).join(), sparse.find((s) => s === undefined), sparse.indexOf(undefined));
function firstEven(list: number[]): number | undefined {
  for (const n of list) if (n % 2 === 0) return n;
  return undefined;
}
console.log(firstEven([1, 4]), firstEven([1]), (firstEven([3]) ?? 0) + 1, firstEven([0]) || "zero is falsy");
