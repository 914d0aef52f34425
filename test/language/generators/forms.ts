// Generators as methods, static, private, expressions, in literals; with this, captures, generics and arguments.

class Range {
  readonly from: number;
  readonly to: number;
  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
  }
  *[Symbol.iterator](): Generator<number> {
    for (let i = this.from; i < this.to; i++) yield i;
  }
  *reversed(): Generator<number> {
    for (let i = this.to - 1; i >= this.from; i--) yield i;
  }
  *#hidden(): Generator<string> {
    yield `hidden ${this.from}`;
  }
  *all(): Generator<number | string> {
    yield* this;
    yield* this.reversed();
    yield* this.#hidden();
  }
  static *squares(n: number): Generator<number> {
    for (let i = 0; i < n; i++) yield i * i;
  }
}
class Shouting extends Range {
  override *reversed(): Generator<number> {
    console.log("reversed!");
    yield* super.reversed();
  }
}
const r = new Range(1, 4);
console.log([...r], [...r.reversed()], [...r.all()], [...Range.squares(4)]);
console.log([...new Shouting(5, 7).all()]);
const [x, y] = r;
console.log(x, y, Math.min(...r), Array.from(r).length);
for (const [i, v] of [...r].entries()) console.log(i, v);

const make = function* <T>(items: T[], times = 2): Generator<T, number> {
  for (let i = 0; i < times; i++) yield* items;
  return times;
};
console.log([...make(["a", "b"])], [...make([1.5], 3)], [...make([true])]);
const literal = {
  base: 10,
  *counts(this: { base: number }, n: number): Generator<number> {
    for (let i = 0; i < n; i++) yield this.base + i;
  },
};
console.log([...literal.counts(3)]);

function* captures(): Generator<() => number> {
  for (let i = 0; i < 3; i++) {
    yield () => i++;
  }
}
const fs = [...captures()];
console.log(fs.map((f) => f()), fs.map((f) => f()));
function outer(step: number): () => Generator<number> {
  let at = 0;
  return function* (): Generator<number> {
    while (at < 10) {
      yield at;
      at += step;
    }
  };
}
const three = outer(3);
console.log(three().next(), three().next(), [...three()], [...three()]);

function* map<T, U>(source: Iterable<T>, f: (x: T) => U): Generator<U> {
  for (const x of source) yield f(x);
}
function* filter<T>(source: Iterable<T>, f: (x: T) => boolean): Generator<T> {
  for (const x of source) if (f(x)) yield x;
}
function* take<T>(source: Iterable<T>, n: number): Generator<T> {
  if (n <= 0) return;
  for (const x of source) {
    yield x;
    if (--n === 0) return;
  }
}
function* naturals(): Generator<number> {
  let n = 0;
  try {
    for (;;) yield n++;
  } finally {
    console.log("stopped at", n);
  }
}
console.log([...take(map(filter(naturals(), (n) => n % 3 === 0), (n) => `#${n}`), 4)]);
function iterator<T>(of: Iterable<T>): Iterator<T> {
  return (function* () {
    yield* of;
  })();
}
function* zip<A, B>(a: Iterable<A>, b: Iterable<B>): Generator<[A, B]> {
  const other = iterator(b);
  for (const left of a) {
    const right = other.next();
    if (right.done) return;
    yield [left, right.value];
  }
}
console.log([...zip("abc", new Set([1, 2]))]);
console.log(Object.fromEntries(zip(["k", "l"], [1, 2])));

function* rest(...items: number[]): Generator<number> {
  yield items.length;
  yield* items;
}
console.log([...rest(4, 5, 6)]);
function* mixed(a: number, b: string, c: boolean, d?: number): Generator<number | string | boolean | undefined> {
  yield a;
  yield b;
  yield c;
  yield d;
  a += 1;
  b += "!";
  yield a;
  yield b;
}
console.log([...mixed(1, "b", true)], [...mixed(1, "b", false, 4)]);

// yield as an operand, in calls, templates, conditions and patterns.
function* operands(): Generator<string, string, number> {
  const sum = (yield "left") + (yield "right");
  const text = `${yield "a"}-${yield "b"}`;
  const list = [yield "x", ...[yield "y"]];
  const choice = (yield "cond") ? yield "then" : yield "else";
  const { p = yield "default" } = {} as { p?: number };
  return `${sum} ${text} ${list} ${choice} ${p}`;
}
const ops = operands();
let step = ops.next();
for (let i = 1; !step.done; i++) {
  console.log(step.value);
  step = ops.next(i);
}
console.log(step.value);
