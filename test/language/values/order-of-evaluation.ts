// What is evaluated first, and what a variable holds before that.
//
// Places of destructuring assignments, `var` at the top of a module, `super.m?.()`, computed static names, protected
// code that nothing reaches.

const log: string[] = [];

function same(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}
console.log(same(hoisted, undefined), Object.is(later, undefined));
// biome-ignore lint/style/noVar: what it holds before is the subject
var hoisted: unknown;
// biome-ignore lint/style/noVar: what it holds before is the subject
var { later } = JSON.parse("{}") as { later: unknown };
function assignHoisted(): void {
  hoisted = 1;
  later = 2;
}
assignHoisted();
console.log(hoisted, later);

function noted<T>(name: string, value: T): T {
  log.push(name);
  return value;
}
class Source implements Iterable<number> {
  *[Symbol.iterator](): Generator<number, void> {
    log.push("first");
    yield 1;
    log.push("second");
    yield 2;
  }
}
const target: { a: number; b: number } = { a: 0, b: 0 };
[noted("place of a", target).a, noted("place of b", target).b] = new Source();
({ x: noted("place of x", target).a } = {
  get x() {
    return noted("x", 7);
  },
});
console.log(log.join(", "), target);

function* stopped(): Generator<number, number> {
  let after = 0;
  try {
    if (log.length > 0) throw new Error("first");
    // biome-ignore lint/correctness/noUnreachable: an empty protected block that nothing reaches
    try {
    } catch {}
  } finally {
    yield 1;
    after++;
  }
  return after;
}
const run = stopped();
console.log(run.next(), run.return(45), run.next());

class Base {
  name(): string {
    return this.constructor.name;
  }
}
class Derived extends Base {
  own(): string | undefined {
    return super.name?.();
  }
}
console.log(new Derived().own());

try {
  const key: string = "proto";
  const made = class {
    static [`${key}type`](): void {}
  };
  console.log(typeof made);
} catch (error) {
  console.log(String(error));
}
