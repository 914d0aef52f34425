// Object types that numbers and booleans fit ({}, Object, { toString(): string }) hold them unchanged.
for (const v of [1, "1", null, true, {}]) console.log(v);
const a: {} = 5;
const b: { toString(): string } = 6;
const c: { toFixed(digits?: number): string } = 7.5;
const d: { valueOf(): boolean | Object } = true;
const e: Object = 8;
console.log(a, b, String(b), b.toString(), c.toFixed(2), d, d.valueOf(), e);
function show<T extends {}>(x: T): string {
  return typeof x + x.toString();
}
console.log(show(1), show("s"), show(true), show([1]));
interface Printable {
  toString(): string;
}
class P implements Printable {
  toString(): string {
    return "P";
  }
}
const all: Printable[] = [1, "two", new P(), true];
console.log(all.map((x) => x.toString()).join(), all);
