// Exceptions leave callbacks, constructors, getters and sort comparators, and the state before them stays.
const done: number[] = [];
function tryIt(action: () => unknown): string {
  try {
    return String(action());
  } catch (error) {
    return `!${(error as Error).message}`;
  }
}
console.log(tryIt(() => [1, 2, 3].forEach((n) => {
  if (n === 3) throw new Error("three");
  done.push(n);
})), done.join());
console.log(tryIt(() => [1, 2].map((n) => {
  if (n > 1) throw new Error(`map ${n}`);
  return n;
})));
console.log(tryIt(() => [3, 1, 2].sort(() => {
  throw new Error("cmp");
})));
class Fragile {
  static made = 0;
  parts: string[] = [];
  constructor(n: number) {
    Fragile.made += 1;
    if (n > 1) throw new RangeError(`too many: ${n}`);
    this.parts.push("ok");
  }
  get part(): string {
    if (this.parts.length === 0) throw new Error("no parts");
    return this.parts[0];
  }
}
class Child extends Fragile {
  extra = "set";
  constructor(n: number) {
    try {
      super(n);
    } catch (error) {
      throw new Error(`child: ${(error as Error).message}`);
    }
  }
}
console.log(tryIt(() => new Fragile(1).part), tryIt(() => new Fragile(2)), tryIt(() => new Child(5).extra), tryIt(() => new Child(0).extra), Fragile.made);
const m = new Map([[1, "a"], [2, "b"]]);
console.log(tryIt(() => m.forEach((v, k) => {
  m.delete(k);
  throw new Error(v);
})), m.size);
let evaluated = "";
const part = (s: string): string => {
  evaluated += s;
  if (s === "x") throw new Error("args");
  return s;
};
console.log(tryIt(() => part("a") + part("x") + part("c")), evaluated);
console.log(tryIt(() => `${part("t")}${part("x")}${part("u")}`), evaluated);
