// Async generators: the queue of requests, awaits that yield and return imply, yield*, return() and throw().

const sleep = <T>(ms: number, value: T): Promise<T> => new Promise((done) => setTimeout(() => done(value), ms));
const log = (...parts: unknown[]): void => console.log(...parts);

async function* ticks(n: number): AsyncGenerator<string, number, string | undefined> {
  try {
    for (let i = 0; i < n; i++) {
      const got = yield sleep(1, `t${i}`);
      if (got !== undefined) log("got", got);
    }
    return n;
  } finally {
    log("closing");
    await null;
    log("closed");
  }
}
class Feed {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  async *items(): AsyncGenerator<string> {
    yield this.name;
    yield* this.more();
  }
  async *more(): AsyncGenerator<string> {
    yield `${this.name}!`;
  }
  static async *numbers(n: number): AsyncGenerator<number> {
    for (let i = 0; i < n; i++) yield i;
  }
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const x of source) out.push(x);
  return out;
}

async function main(): Promise<void> {
  log(await all(ticks(3)));
  for await (const t of ticks(3)) {
    log(t);
    break;
  }
  const queued = ticks(2);
  log(queued, String(queued));
  log(await Promise.all([queued.next(), queued.next("x"), queued.next("y"), queued.next(), queued.return(5)]));

  // Several requests at once, among them a return and a throw.
  const mixed = ticks(5);
  const requests = [mixed.next(), mixed.return(7), mixed.next(), mixed.throw(new Error("late")), mixed.next()];
  for (const r of await Promise.allSettled(requests))
    log(r.status === "rejected" ? String(r.reason) : r.value);
  const unstarted = ticks(1);
  log(await unstarted.return(sleep(1, 3) as unknown as number), await unstarted.next());
  try {
    await ticks(1).throw(new Error("no"));
  } catch (e) {
    log(String(e));
  }
  try {
    await ticks(1).return(Promise.reject(new Error("rejected operand")) as unknown as number);
  } catch (e) {
    log(String(e));
  }

  // A rejected operand of yield is thrown at the yield.
  async function* rejects(): AsyncGenerator<number> {
    try {
      yield Promise.reject(new Error("operand")) as unknown as number;
    } catch (e) {
      log("caught", String(e));
      yield 1;
    }
    throw new TypeError("bad");
  }
  try {
    for await (const x of rejects()) log(x);
  } catch (e) {
    log(String(e));
  }

  async function* outer(): AsyncGenerator<unknown, string> {
    const r = yield* ticks(2);
    log("inner returned", r);
    yield* ["a", sleep(1, "b")];
    try {
      yield 1;
    } catch (e) {
      log("caught", e);
      yield 2;
    }
    return sleep(1, "done");
  }
  log(await all(outer()));
  const o = outer();
  log(await o.next());
  log(await o.return("early"));
  log(await o.next());
  const p = outer();
  log(await p.next());
  try {
    log(await p.throw("thrown into inner"));
  } catch (e) {
    log("out", e);
  }

  log(await all(new Feed("news").items()), await all(Feed.numbers(3)));
  for await (const v of [1, sleep(1, 2), "three"]) log(v);
  for await (const v of new Set([sleep(2, "slow"), "fast"])) log(v);
  try {
    for await (const v of [1, Promise.reject(new Error("element"))]) log(v);
  } catch (e) {
    log(String(e));
  }
  try {
    for await (const v of 5 as unknown as number[]) log(v);
  } catch (e) {
    log(e instanceof TypeError);
  }

  // A generator of promises is awaited per element and closed when the loop is left.
  function* promises(): Generator<Promise<number>> {
    try {
      yield sleep(1, 1);
      yield sleep(1, 2);
      yield sleep(1, 3);
    } finally {
      log("sync finally");
    }
  }
  for await (const v of promises()) {
    log(v);
    if (v === 2) break;
  }
  async function find(): Promise<number> {
    for await (const v of promises()) if (v === 2) return v;
    return -1;
  }
  log(await find());
  try {
    for await (const v of promises()) if (v === 2) throw new Error("leaving");
  } catch (e) {
    log(String(e));
  }
  outerLoop: for (const i of [1, 2]) {
    for await (const v of promises()) {
      if (v === 2) continue outerLoop;
      log(i, v);
    }
  }
  for await (const { a, b: [c] } of [{ a: 1, b: [2] }, sleep(1, { a: 3, b: [4] })]) log(a, c);

  const finallyReturns = (async function* (): AsyncGenerator<number, string> {
    try {
      yield 1;
    } finally {
      return "overridden";
    }
  })();
  log(await finallyReturns.next(), await finallyReturns.return("given"), await finallyReturns.next());
}
await main();
for await (const x of ticks(1)) log("top", x);
