// next, return and throw; what yield evaluates to; results after the end; printing.

function* count(n: number): Generator<number, string, number | undefined> {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const got = yield i;
    total += got ?? 0;
  }
  return `total ${total}`;
}
const g = count(2);
console.log(g);
console.log(g.next(), g.next(5), g.next(7), g.next(), g.next(1));
console.log(String(g), `${g}`, typeof g, typeof g.next);

for (const x of count(3)) console.log(x);
console.log([...count(4)], Array.from(count(3), (x) => x * 2), Math.max(...count(6)));
console.log(new Set(count(3)), new Map(function* (): Generator<[string, number]> {
  yield ["a", 1];
  yield ["b", 2];
}()));

const early = count(9);
console.log(early.return("early"), early.next());
const failing = count(9);
try {
  failing.throw(new RangeError("thrown in"));
} catch (e) {
  console.log(String(e));
}
console.log(failing.next());

function* caught(): Generator<string, void, string> {
  for (;;) {
    try {
      const got = yield "ready";
      console.log("got", got);
    } catch (e) {
      console.log("caught", String(e));
      if (e === "stop") return;
    }
  }
}
const c = caught();
console.log(c.next("ignored"), c.next("first"), c.throw("oops"), c.next("second"), c.throw("stop"), c.next());

function* empty(): Generator<never> {}
console.log([...empty()], empty().next());

function* yieldsNothing(): Generator<undefined> {
  yield;
  yield undefined;
}
console.log([...yieldsNothing()]);

// Nothing of the body runs before the first next(), but defaults of parameters do.
function say(text: string): string {
  console.log("evaluated", text);
  return text;
}
function* withDefaults(a: string = say("a"), { b = say("b") }: { b?: string } = {}): Generator<string> {
  say("body");
  yield a + b;
}
const w = withDefaults();
console.log("made");
console.log(w.next(), w.next());
function* badDefault(a: string = (() => { throw new Error("default"); })()): Generator<string> {
  yield a;
}
try {
  badDefault();
} catch (e) {
  console.log(String(e));
}

// A generator that is running cannot be resumed.
let self: Generator<number> | null = null;
function* reentrant(): Generator<number> {
  try {
    self!.next();
  } catch (e) {
    console.log(String(e));
  }
  try {
    self!.return(1);
  } catch (e) {
    console.log(String(e));
  }
  try {
    self!.throw(new Error("x"));
  } catch (e) {
    console.log(String(e));
  }
  yield 1;
}
self = reentrant();
console.log(self.next(), self.next());
