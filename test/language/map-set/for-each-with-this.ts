// The second argument of forEach of maps and sets is `this` of the callback, however the method is reached.
const self = { k: 10 };
function each(this: unknown, value: unknown, key: unknown): void {
  console.log((this as typeof self | undefined)?.k, key, value);
}
class Numbers extends Map<number, number> {}
class Loud extends Set<number> {
  override forEach(callback: (v: number, again: number, all: Set<number>) => void, self?: unknown): void {
    console.log("Loud", this.size);
    super.forEach(callback, self);
  }
}
new Map([[1, 2]]).forEach(each, self);
new Map([[1, 2]]).forEach(each);
new Set([1]).forEach(each, self);
new Numbers([[3, 4]]).forEach(each, self);
new Loud([5]).forEach(each, self);

interface Each {
  forEach(callback: (this: unknown, value: any, key: any) => void, self?: unknown): void;
}
const all: Each[] = [new Map([[1, 2]]), new Numbers([[3, 4]]), [5, 6], new Set([7]), new Loud([8])];
for (const one of all) one.forEach(each, self);
for (const one of all as any[]) {
  one.forEach(each, self);
  one["forEach"](each, null);
  Reflect.apply(one.forEach, one, [each, self]);
}
console.log(Map.prototype.forEach.length, Set.prototype.forEach.length);
