// Iterators asked for by Symbol.iterator and Symbol.asyncIterator, and literals that define them.

function* count(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}
const g = count(3);
console.log(g[Symbol.iterator]() === g, (g as { [Symbol.toStringTag]?: string })[Symbol.toStringTag], Symbol.iterator in g);
const literal = {
  from: 2,
  *[Symbol.iterator](): Generator<number> {
    yield this.from;
    yield this.from + 1;
  },
};
console.log([...literal], Math.max(...literal));
const [one, two, three] = literal;
console.log(one, two, three);

const manual = {
  n: 0,
  [Symbol.iterator]() {
    return this;
  },
  next() {
    return { value: this.n, done: this.n++ >= 3 };
  },
  return() {
    console.log("return");
    return { value: undefined, done: true };
  },
};
for (const x of manual) if (x === 1) break;
console.log([...manual]);

function* zip<A, B>(a: Iterable<A>, b: Iterable<B>): Generator<[A, B]> {
  const other = b[Symbol.iterator]();
  for (const left of a) {
    const right = other.next();
    if (right.done) return;
    yield [left, right.value];
  }
}
console.log([...zip("abc", new Set([1, 2]))]);
const chars = "a\u{1f600}b"[Symbol.iterator]();
console.log(chars, chars.next(), [...chars]);
console.log([5][Symbol.iterator]().next(), new Map([[1, 2]])[Symbol.iterator]());

const source = {
  i: 0,
  [Symbol.asyncIterator]() {
    return this;
  },
  async next() {
    return { value: this.i++, done: this.i > 3 };
  },
  async return() {
    console.log("async return");
    return { value: undefined, done: true };
  },
};
async function main(): Promise<void> {
  for await (const x of source) {
    console.log(x);
    if (x === 1) break;
  }
  source.i = 0;
  try {
    for await (const x of source) if (x === 1) throw new Error("leave");
  } catch (e) {
    console.log(String(e));
  }
  const ag = (async function* () {
    yield 1;
  })();
  console.log(ag[Symbol.asyncIterator]() === ag, String(ag));
}
const matches = "a1b2".matchAll(/[a-z](\d)/g);
for (const m of matches) {
  console.log(m[0], m[1]);
  break;
}
console.log([...matches].length, typeof matches.next);
main();
