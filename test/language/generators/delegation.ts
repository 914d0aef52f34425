// yield*: values, the return value, and forwarding of next, throw and return to the inner iterator.

function* inner(): Generator<string, number, string> {
  try {
    const a = yield "i1";
    console.log("inner got", a);
    const b = yield "i2";
    console.log("inner got", b);
    return 7;
  } catch (e) {
    console.log("inner caught", String(e));
    yield "after catch";
    return 8;
  } finally {
    console.log("inner finally");
  }
}
function* outer(): Generator<string, number, string> {
  try {
    const r = yield* inner();
    console.log("outer got", r);
    return r * 2;
  } finally {
    console.log("outer finally");
  }
}
const a = outer();
console.log(a.next("zero"), a.next("one"), a.next("two"), a.next("three"));
const b = outer();
console.log(b.next("x"), b.throw(new Error("in")), b.next("y"), b.next("z"));
const c = outer();
console.log(c.next("x"), c.return(99), c.next("y"));

function* everything(): Generator<unknown, void> {
  yield* "a\u{1f600}b";
  yield* [1, , 3] as unknown[];
  yield* new Map([["k", 1]]);
  yield* new Set([5]);
  yield* new Uint8Array([8, 9]);
  yield* [].values();
  const r: unknown = yield* [0];
  yield r;
}
console.log([...everything()]);

// An iterator written by hand: the result objects pass through as they are.
class Manual {
  calls: string[] = [];
  step = 0;
  readonly has: string;
  constructor(has: string) {
    this.has = has;
  }
  [Symbol.iterator](): this {
    this.calls.push("iterator");
    return this;
  }
  next(value?: unknown): { value: unknown; done: boolean; extra: string } {
    this.calls.push(`next ${value}`);
    return { value: this.step, done: this.step++ >= 3, extra: "kept" };
  }
}
class Closable extends Manual {
  return(value?: unknown): { value: unknown; done: boolean } {
    this.calls.push(`return ${value}`);
    return { value: `closed with ${value}`, done: this.has !== "stubborn" };
  }
}
class Throwing extends Closable {
  throw(error?: unknown): { value: unknown; done: boolean } {
    this.calls.push(`throw ${error}`);
    return { value: "handled", done: this.has === "ends" };
  }
}
function* over(it: Iterable<unknown>): Generator<unknown, unknown, unknown> {
  const r = yield* it;
  console.log("result", r);
  return "end";
}
const m1 = new Manual("");
const g1 = over(m1);
console.log(g1.next("a"), g1.next("b"), g1.return("stop"), g1.next());
console.log(m1.calls.join());
const m2 = new Manual("");
const g2 = over(m2);
g2.next();
try {
  g2.throw("bang");
} catch (e) {
  console.log(String(e));
}
console.log(m2.calls.join());
const m3 = new Closable("");
const g3 = over(m3);
g3.next();
try {
  g3.throw("bang");
} catch (e) {
  console.log(String(e));
}
console.log(m3.calls.join());
const m4 = new Closable("stubborn");
const g4 = over(m4);
console.log(g4.next(), g4.return("r1"), g4.return("r2"), g4.next("n"));
console.log(m4.calls.join());
const m5 = new Throwing("");
const g5 = over(m5);
console.log(g5.next(), g5.throw("t"), g5.next("more"));
console.log(m5.calls.join());
const m6 = new Throwing("ends");
const g6 = over(m6);
console.log(g6.next(), g6.throw("t"), g6.next("more"));
console.log(m6.calls.join());

// Recursion through yield*.
interface Tree {
  left: Tree | null;
  value: number;
  right: Tree | null;
}
function* walk(t: Tree | null): Generator<number> {
  if (t === null) return;
  yield* walk(t.left);
  yield t.value;
  yield* walk(t.right);
}
const leaf = (value: number): Tree => ({ left: null, value, right: null });
const tree: Tree = { left: { left: leaf(1), value: 2, right: leaf(3) }, value: 4, right: leaf(5) };
console.log([...walk(tree)].join());
for (const v of walk(tree)) if (v === 3) break;

// Bad inner iterators.
for (const bad of [5, undefined, {}] as unknown[]) {
  try {
    over(bad as Iterable<unknown>).next();
  } catch (e) {
    console.log(e instanceof TypeError);
  }
}
// return in a finally block inside a yield* cancels the outer return.
function* refuses(): Generator<number, number> {
  for (;;) {
    try {
      yield 1;
    } finally {
      continue;
    }
  }
}
function* wrapsRefusal(): Generator<number, number> {
  return yield* refuses();
}
const stubborn = wrapsRefusal();
console.log(stubborn.next(), stubborn.return(5), stubborn.return(6), stubborn.next());
