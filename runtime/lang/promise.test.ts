// Promises against Node's: random programs of chains, combinators and awaits must log in the same order.
import { afterEach, describe, expect, it, vi } from "vitest";

vi.mock("./native.ts", async () => await import("./testing/native-node.ts"));
const { Promise: OurPromise, awaitValue } = await import("./promise.ts");
const { runJobs, takeUnhandled, queueMicrotask: ourMicrotask } = await import("../loop/microtasks.ts");

type Executor = (resolve: (value?: unknown) => void, reject: (reason?: unknown) => void) => void;
/** What a program of these tests uses, so that it can run on both implementations. */
interface World {
  readonly Promise: PromiseConstructor;
  readonly microtask: (callback: () => void) => void;
  /** An async function that awaits each value in turn and reports it. */
  readonly awaitAll: (values: unknown[], report: (text: string) => void) => unknown;
}

const nodeWorld: World = {
  Promise,
  microtask: queueMicrotask,
  async awaitAll(values, report) {
    for (const value of values) {
      try {
        report(`awaited ${await value}`);
      } catch (error) {
        report(`failed ${error}`);
      }
    }
    return "done";
  },
};
const ourWorld: World = {
  Promise: OurPromise as unknown as PromiseConstructor,
  microtask: ourMicrotask,
  awaitAll(values, report) {
    return new OurPromise((resolve) => {
      let next = 0;
      const step = (): void => {
        if (next === values.length) resolve("done");
        else awaitValue(frame, values[next++]);
      };
      const frame = (value: unknown, isRejection: boolean): void => {
        report(isRejection ? `failed ${value}` : `awaited ${value}`);
        step();
      };
      step();
    });
  },
};

async function logs(
  program: (world: World, log: (text: string) => void) => void,
): Promise<[string[], string[]]> {
  const theirs: string[] = [];
  program(nodeWorld, (text) => theirs.push(text));
  await new Promise((resolve) => setTimeout(resolve, 0));
  const ours: string[] = [];
  program(ourWorld, (text) => ours.push(text));
  runJobs();
  takeUnhandled();
  return [ours, theirs];
}

async function expectSame(
  program: (world: World, log: (text: string) => void) => void,
  note = "",
): Promise<void> {
  const [ours, theirs] = await logs(program);
  expect(ours, note).toEqual(theirs);
}

// Rejections that a test leaves unhandled on purpose must not end the test process.
process.on("unhandledRejection", () => {});
afterEach(() => {
  takeUnhandled();
});

describe("promises settle in the order of the standard", () => {
  it("a promise resolved with a promise takes two jobs more than one resolved with a value", async () => {
    await expectSame(({ Promise: P }, log) => {
      new P((resolve) => resolve(P.resolve(1))).then((v) => log(`adopted ${v}`));
      let chain = P.resolve();
      for (let i = 0; i < 6; i++) chain = chain.then(() => log(`tick ${i}`));
    });
  });

  it("thenables are asked in a job of their own; what they do after settling is ignored", async () => {
    await expectSame(({ Promise: P }, log) => {
      const thenable = {
        then(resolve: (value: unknown) => void, reject: (reason: unknown) => void) {
          log("asked");
          resolve("first");
          reject("second");
          throw new Error("third");
        },
      };
      P.resolve(thenable).then((v) => log(`got ${v}`));
      P.resolve().then(() => log("tick"));
      log("sync");
      P.resolve({
        get then(): never {
          throw new RangeError("getter");
        },
      }).catch((error) => log(`${error}`));
    });
  });

  it("self-resolution is a TypeError", async () => {
    await expectSame(({ Promise: P }, log) => {
      let resolveIt: (value: unknown) => void = () => {};
      const promise: Promise<unknown> = new P((resolve) => {
        resolveIt = resolve;
      });
      resolveIt(promise);
      promise.catch((error) => log(`${error}`));
      const chained: Promise<unknown> = P.resolve().then(() => chained);
      chained.catch((error) => log(`${error}`));
    });
  });

  it("finally passes values and reasons through, and its own failure wins", async () => {
    await expectSame(({ Promise: P }, log) => {
      const tick = (name: string) => {
        let chain = P.resolve();
        for (let i = 0; i < 8; i++) chain = chain.then(() => log(`${name} ${i}`));
      };
      P.resolve(1)
        .finally(() => 2)
        .then((v) => log(`value ${v}`));
      P.reject("r")
        .finally(() => P.resolve(3))
        .catch((e) => log(`reason ${e}`));
      P.resolve(1)
        .finally(() => P.reject("own"))
        .catch((e) => log(`own ${e}`));
      P.reject("x")
        .finally(() => {
          throw "thrown";
        })
        .catch((e) => log(`thrown ${e}`));
      P.resolve(5)
        .finally(undefined)
        .then((v) => log(`through ${v}`));
      tick("tick");
    });
  });

  it("combinators report in the order of Node, also for nothing, duplicates and what is not iterable", async () => {
    for (const name of ["all", "allSettled", "any", "race"] as const) {
      for (const make of [
        () => [],
        (P: PromiseConstructor) => [1, P.resolve(2), P.reject("no"), P.resolve(P.resolve(3))],
        (P: PromiseConstructor) => [P.reject("a"), P.reject("b")],
        (P: PromiseConstructor) => new Set([P.resolve(1), P.resolve(2)]),
        () => "ab",
        () => 5,
        () => undefined,
      ] as ((P: PromiseConstructor) => Iterable<unknown>)[]) {
        await expectSame(({ Promise: P }, log) => {
          (P[name] as (values: unknown) => Promise<unknown>)(make(P)).then(
            (value) => log(`value ${JSON.stringify(value)}`),
            (error) => log(`reason ${error} ${JSON.stringify(error?.errors)}`),
          );
          let chain = P.resolve();
          for (let i = 0; i < 8; i++) chain = chain.then(() => log(`tick ${i}`));
        }, name);
      }
    }
  });

  it("random programs of chains, awaits, microtasks and combinators log the same", async () => {
    for (let seed = 1; seed <= 300; seed++) {
      await expectSame(({ Promise: P, microtask, awaitAll }, log) => {
        let state = seed;
        const pick = (count: number) => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          return Math.floor((state / 2 ** 32) * count);
        };
        const pool: Promise<unknown>[] = [P.resolve(0)];
        const resolvers: ((value: unknown) => void)[] = [];
        const any = () => pool[pick(pool.length)]!;
        for (let step = 0; step < 25; step++) {
          const id = step;
          const source = any();
          const returned = [id, any(), undefined][pick(3)];
          const made: (() => unknown)[] = [
            () =>
              source.then(
                (v) => (log(`${id} then ${v}`), returned),
                (e) => (log(`${id} else ${e}`), returned),
              ),
            () =>
              source.then((v) => {
                log(`${id} throws after ${v}`);
                throw `e${id}`;
              }),
            () => source.catch((e) => (log(`${id} catch ${e}`), returned)),
            () => source.finally(() => (log(`${id} finally`), returned)),
            () => new P((resolve) => resolve(returned)),
            () =>
              new P((resolve) => {
                resolvers.push(resolve);
              }),
            () => P.all([any(), any(), id]).then((v) => log(`${id} all ${v}`)),
            () => P.race([any(), any()]),
            () => P.any([any(), any()]),
            () => P.allSettled([any(), source]).then((v) => log(`${id} settled ${v.length}`)),
            () => awaitAll([any(), id, any()], (text) => log(`${id} ${text}`)),
            () => P.reject(`r${id}`),
          ];
          const result = made[pick(made.length)]!();
          if (pick(3) === 0) microtask(() => log(`${id} microtask`));
          if (pick(4) === 0 && resolvers.length > 0) resolvers.pop()!(returned);
          pool.push(result as Promise<unknown>);
        }
      }, `seed ${seed}`);
    }
  });

  it("an executor must be a function, and what it throws rejects", async () => {
    expect(() => new OurPromise(5 as unknown as Executor)).toThrow("Promise resolver 5 is not a function");
    await expectSame(({ Promise: P }, log) => {
      new P(() => {
        throw "bad";
      }).catch((e) => log(`${e}`));
      new P((resolve) => {
        resolve(1);
        throw "late";
      }).then((v) => log(`${v}`));
    });
  });
});

describe("unhandled rejections", () => {
  it("are those without a handler when the microtasks are done", () => {
    OurPromise.reject(new Error("lost"));
    const caught = OurPromise.reject("caught in time");
    ourMicrotask(() => caught.catch(() => {}));
    runJobs();
    expect(String(takeUnhandled()?.toError())).toBe("Error: lost");
    expect(takeUnhandled()).toBeNull();
  });

  it("a reason that is no Error is wrapped as Node wraps it", () => {
    OurPromise.reject("foo");
    runJobs();
    expect(String(takeUnhandled()?.toError())).toBe(
      "UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a " +
        "catch block, or by rejecting a promise which was not handled with .catch(). " +
        'The promise rejected with the reason "foo".',
    );
  });

  it("a chain reports only its end", () => {
    OurPromise.reject("r")
      .then(() => {})
      .finally(() => {});
    runJobs();
    expect(takeUnhandled()).not.toBeNull();
    OurPromise.reject("r")
      .then(() => {})
      .catch(() => {});
    runJobs();
    expect(takeUnhandled()).toBeNull();
  });
});
