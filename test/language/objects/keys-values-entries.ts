// Object.keys, values, entries, assign, fromEntries on literals and instances.
const o = { z: 1, a: "two", m: true, n: null, u: undefined };
console.log(Object.keys(o).join(), Object.values(o).map(String).join(), Object.entries(o).map(([k, v]) => `${k}:${v}`).join(" "));
class P {
  x = 1;
  #hidden = 2;
  y: number;
  constructor(y: number) {
    this.y = y;
  }
  sum(): number {
    return this.x + this.y + this.#hidden;
  }
}
const p = new P(5);
console.log(Object.keys(p).join(), Object.values(p).join(), Object.entries(p).length);
const target: { a: number; b?: number; c?: string } = { a: 1 };
const result = Object.assign(target, { b: 2 }, { a: 3, c: "c" });
console.log(result === target, target.a, target.b, target.c, Object.keys(target).join());
const back = Object.fromEntries(Object.entries({ q: 1, r: 2 }).map(([k, v]) => [k + k, v * 10]));
console.log(back.qq, back.rr, Object.keys(back).join());
console.log(Object.entries([7, 8]).join(";"), Object.keys(["a", "b"]).join());
