// Corners: resumption from within, generators left forever, many levels, deep recursion, garbage, odd completions.

// return in a finally inside yield* of a generator that is itself being returned.
function* deepest(): Generator<string, string> {
  try {
    yield "deepest";
    return "normal";
  } finally {
    console.log("deepest finally");
    yield "cleaning";
    console.log("deepest cleaned");
  }
}
function* middle(): Generator<string, string> {
  try {
    return yield* deepest();
  } finally {
    console.log("middle finally");
  }
}
function* top(): Generator<string, string> {
  try {
    const r = yield* middle();
    return `top ${r}`;
  } catch (e) {
    console.log("top caught", e);
    return "rescued";
  } finally {
    console.log("top finally");
  }
}
const a = top();
console.log(a.next(), a.return("R"), a.next("ignored"), a.next());
const b = top();
console.log(b.next(), b.throw("T"), b.next(), b.next());
const c = top();
console.log(c.next(), c.return("R1"), c.return("R2"), c.next());
const d = top();
console.log(d.next(), d.return("R1"), d.throw("T2"), d.next());

// An inner generator that resumes the outer one.
let outside: Generator<number> | null = null;
function* meddling(): Generator<number> {
  yield 1;
  try {
    outside!.next();
  } catch (e) {
    console.log(String(e));
  }
  try {
    for (const x of outside!) console.log("never", x);
  } catch (e) {
    console.log(String(e));
  }
  yield 2;
}
function* wrapper(): Generator<number> {
  yield* meddling();
}
outside = wrapper();
console.log([...outside]);

// A loop whose body drives the generator it iterates over.
function* upTo(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}
const driven = upTo(10);
for (const x of driven) {
  console.log(x, driven.next().value);
  if (x >= 4) driven.return(0);
}
// A body that closes what is already closed, and one that returns while running.
const closed = upTo(3);
for (const _ of closed) {
  closed.return(0);
  break;
}
console.log(closed.next());

// Thrown values of every kind, out of and into generators.
for (const value of [undefined, null, 0, "text", [1], { a: 1 }]) {
  const g = (function* (): Generator<number> {
    yield 1;
  })();
  g.next();
  try {
    g.throw(value);
  } catch (e) {
    console.log("same", e === value);
  }
}

// Many suspended generators at once, collected when they are dropped; one long chain of delegation.
function* chain(depth: number): Generator<number, number> {
  if (depth === 0) {
    yield 1;
    return 0;
  }
  return 1 + (yield* chain(depth - 1));
}
let count = 0;
const long = chain(200);
let step = long.next();
while (!step.done) {
  count++;
  step = long.next();
}
console.log(count, step.value);
let total = 0;
for (let i = 0; i < 3000; i++) {
  const g = upTo(5);
  g.next();
  total += g.next().value as number;
  for (const x of upTo(3)) total += x;
}
console.log(total);
const many = Array.from({ length: 50 }, (_, i) => upTo(i));
while (many.some((g) => !g.next().done)) total++;
console.log(total);

// Closures over variables of a suspended generator, per iteration and shared.
function* shares(): Generator<[() => number, () => void]> {
  let shared = 0;
  for (const k of [1, 2]) {
    let own = k * 10;
    yield [() => own + shared, () => { own++; shared += 100; }];
  }
  console.log("shared", shared);
}
const pairs = [...shares()];
pairs[0]![1]();
console.log(pairs[0]![0](), pairs[1]![0]());

// Switch, labelled blocks and nested loops around yields; locals keep their values.
function* machine(): Generator<string, void, string | undefined> {
  let state = "idle";
  let turns = 0;
  for (;;) {
    const event: string | undefined = yield `${state}/${turns}`;
    turns++;
    block: {
      switch (state) {
        case "idle":
          if (event === "start") state = "busy";
          break;
        case "busy":
          if (event === "stop") break block;
          if (event === "end") return;
          continue;
        default:
          throw new Error("state");
      }
      continue;
    }
    state = "idle";
  }
}
const m = machine();
for (const e of [undefined, "x", "start", "y", "stop", "start", "end"]) console.log(m.next(e));

// Destructuring that resumes and suspends: yields in patterns, in defaults and as targets' keys.
function* patterns(): Generator<unknown, unknown, number> {
  const [x = yield "x", y = yield "y"] = upTo(1) as Iterable<number | undefined>;
  const box: Record<string, number | undefined> = {};
  [box[`k${yield "key"}`], box["other"] = yield "default"] = upTo(1) as Iterable<number | undefined>;
  return { x, y, box };
}
const p = patterns();
console.log(p.next(), p.next(7), p.next(8), p.next(9), p.next());
const log: string[] = [];
class Watched {
  [Symbol.iterator](): this {
    return this;
  }
  next(): IteratorResult<number | undefined> {
    return { value: undefined, done: false };
  }
  return(): IteratorResult<number> {
    log.push("closed");
    return { value: 0, done: true };
  }
}
function* leaves(): Generator<number> {
  const [v = yield 1] = new Watched();
  yield v ?? 2;
}
const left = leaves();
left.next();
console.log(left.return(5), log);
