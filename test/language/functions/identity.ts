// Each evaluation of a function expression is an object of its own, captured variables or not.
const make = (): (() => number) => () => 1;
console.log(make() === make(), make()() + make()());

const one = make() as (() => number) & { note?: string };
const two = make() as typeof one;
one.note = "first";
console.log(two.note, one.note);

function declared(): () => string {
  function inner(): string {
    return "inner";
  }
  return inner;
}
console.log(declared() === declared(), declared()());

const listeners = new Set<() => void>();
for (let i = 0; i < 3; i++) listeners.add(() => {});
console.log(listeners.size);

const byMethod = () => ({
  run(): number {
    return 1;
  },
});
console.log(byMethod().run === byMethod().run, byMethod().run());

// Known to be only called: one object is enough, and nobody can tell.
function twice(f: (n: number) => number, n: number): number {
  return f(f(n));
}
let sum = 0;
for (let i = 0; i < 3; i++) {
  const add = (n: number): number => n + 1;
  sum += twice(add, i) + twice((n) => n * 2, i) + [1, 2].map((x) => x + 1)[0]!;
}
console.log(sum);

// Passed on through a parameter that keeps it.
const kept: unknown[] = [];
function keep(f: () => void): void {
  kept.push(f);
}
function through(f: () => void): void {
  keep(f);
}
for (let i = 0; i < 2; i++) through(() => {});
console.log(kept[0] === kept[1]);

function Maker(): new () => { tag: () => string } {
  function Thing(this: { own: number }): void {
    this.own = 1;
  }
  return Thing as unknown as new () => { tag: () => string };
}
const T1 = Maker();
const T2 = Maker();
console.log(T1 === T2, T1.prototype === T2.prototype, new T1() instanceof T2, new T1() instanceof T1);

const withDefault = (f: () => void = () => {}): (() => void) => f;
console.log(withDefault() === withDefault());
class Fields {
  handler = (): number => 1;
}
console.log(new Fields().handler === new Fields().handler);
const recursive = (): ((n: number) => number) =>
  function fact(n: number): number {
    return n < 2 ? 1 : n * fact(n - 1);
  };
console.log(recursive() === recursive(), recursive()(5));
