// Timers on a clock that the test turns, and the whole loop on a simulated platform.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Platform } from "./platform.ts";

vi.mock("../lang/native.ts", async () => await import("../lang/testing/native-node.ts"));

/** Fresh modules for each test, because a program that ended early leaves its timers behind. */
async function load() {
  vi.resetModules();
  return {
    timers: await import("./timers.ts"),
    ...(await import("./microtasks.ts")),
    ...(await import("./immediates.ts")),
    ...(await import("./process.ts")),
    ...(await import("./run.ts")),
    ...(await import("../lang/promise.ts")),
  };
}
type Loop = Awaited<ReturnType<typeof load>>;

let timers: Loop["timers"];
let microtask: Loop["queueMicrotask"];
let immediate: Loop["setImmediate"];
let clearImmediate: Loop["clearImmediate"];
let ourProcess: Loop["process"];
let OurPromise: Loop["Promise"];
let loop: Loop;

class Ended {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

/** A machine whose time passes only while it sleeps, and by `work`. */
class SimulatedPlatform implements Platform {
  now = 0.25;
  output = "";
  ended: Ended | null = null;
  readonly sleeps: number[] = [];
  nowMs(): number {
    return this.now;
  }
  idle(untilMs: number): void {
    if (untilMs === Infinity) throw new Error("would sleep for ever");
    this.sleeps.push(untilMs - this.now);
    this.now = Math.max(this.now, untilMs);
  }
  writeConsole(bytes: Uint8Array, length: number): void {
    this.output += new TextDecoder().decode(bytes.subarray(0, length));
  }
  end(exitCode: number): void {
    // The loop under test catches what is thrown here as it catches any error, so the first code counts.
    this.ended ??= new Ended(exitCode);
    throw this.ended;
  }
}

let platform = new SimulatedPlatform();
let log: string[] = [];

/** Runs a program to its end on a fresh machine; returns its exit code. */
function execute(program: () => void): number {
  loop.install(platform);
  program();
  try {
    loop.run(platform);
  } catch (ended) {
    if (ended instanceof Ended) return ended.code;
    throw ended;
  }
  throw new Error("the platform was not told the end");
}

const say = (text: string) => () => {
  log.push(`${text} @${platform.now}`);
};

beforeEach(async () => {
  loop = await load();
  ({ timers, queueMicrotask: microtask, setImmediate: immediate, clearImmediate } = loop);
  ({ process: ourProcess, Promise: OurPromise } = loop);
  platform = new SimulatedPlatform();
  log = [];
});

describe("timers", () => {
  it("run in the order of their times, and of their creation for the same time", () => {
    const code = execute(() => {
      timers.setTimeout(say("c"), 20);
      timers.setTimeout(say("a"), 5);
      timers.setTimeout(say("d"), 20);
      timers.setTimeout(say("b"), 10);
      timers.setTimeout(say("zero"), 0);
      timers.setTimeout(say("negative"), -5);
    });
    expect(code).toBe(0);
    expect(log).toEqual(["zero @1", "negative @1", "a @5", "b @10", "c @20", "d @20"]);
    expect(platform.sleeps.length).toBe(4);
  });

  it("pass their arguments and can be cleared before and during their turn", () => {
    execute(() => {
      timers.setTimeout((a: unknown, b: unknown) => log.push(`${a}${b}`), 1, "x", "y");
      const first = timers.setTimeout(() => {
        log.push("first clears the others");
        timers.clearTimeout(second);
        timers.clearTimeout(third);
        timers.clearTimeout(first);
      }, 5);
      const second = timers.setTimeout(say("second"), 5);
      const third = timers.setTimeout(say("third"), 50);
      timers.clearTimeout(undefined);
    });
    expect(log).toEqual(["xy", "first clears the others"]);
    expect(platform.now).toBe(5);
  });

  it("intervals repeat until they clear themselves", () => {
    execute(() => {
      let count = 0;
      const interval = timers.setInterval(() => {
        log.push(`tick ${++count} @${platform.now}`);
        if (count === 3) timers.clearInterval(interval);
      }, 7);
    });
    expect(log).toEqual(["tick 1 @7", "tick 2 @14", "tick 3 @21"]);
  });

  it("microtasks run between two timers that are due together", () => {
    execute(() => {
      timers.setTimeout(() => {
        log.push("one");
        microtask(() => log.push("microtask of one"));
        OurPromise.resolve(1).then(() => log.push("then of one"));
      }, 1);
      timers.setTimeout(() => log.push("two"), 1);
    });
    expect(log).toEqual(["one", "microtask of one", "then of one", "two"]);
  });

  it("immediates run after the timers of a turn; those they add wait for the next turn", () => {
    execute(() => {
      immediate(() => {
        log.push("immediate 1");
        immediate(() => log.push("immediate 3"));
        microtask(() => log.push("microtask"));
      });
      immediate((text: unknown) => log.push(`immediate ${text}`), 2);
      clearImmediate(immediate(() => log.push("cleared")));
    });
    expect(log).toEqual(["immediate 1", "microtask", "immediate 2", "immediate 3"]);
  });

  it("a timer without a reference does not keep the program alive", () => {
    execute(() => {
      timers.setTimeout(say("never"), 1000).unref();
      timers.setTimeout(say("kept"), 10).unref().ref();
    });
    expect(log).toEqual(["kept @10"]);
  });

  it("thousands of random timers fire in order of time, then of creation within one duration", () => {
    let state = 5;
    const pick = (count: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * count);
    };
    const fired: { due: number; delay: number; id: number }[] = [];
    const cleared = new Set<number>();
    execute(() => {
      const handles = [];
      for (let id = 0; id < 3000; id++) {
        const delay = 1 + pick(400);
        handles.push(timers.setTimeout(() => fired.push({ due: platform.now, delay, id }), delay));
      }
      for (let i = 0; i < 500; i++) {
        const id = pick(3000);
        cleared.add(id);
        timers.clearTimeout(handles[id]);
      }
    });
    expect(fired.length).toBe(3000 - cleared.size);
    expect(fired.every(({ due, delay }) => due === delay)).toBe(true);
    for (let i = 1; i < fired.length; i++) {
      const [a, b] = [fired[i - 1]!, fired[i]!];
      expect(a.due < b.due || (a.due === b.due && a.id < b.id)).toBe(true);
    }
    expect(fired.some(({ id }) => cleared.has(id))).toBe(false);
  });

  it("the callback must be a function", () => {
    const message = 'The "callback" argument must be of type function. Received undefined';
    expect(() => timers.setTimeout(undefined)).toThrow(message);
    expect(() => immediate(undefined)).toThrow(message);
  });
});

describe("the end of a program", () => {
  it("an error in a timer is printed and ends it with code 1", () => {
    const code = execute(() => {
      timers.setTimeout(() => {
        throw new RangeError("too far");
      }, 3);
      timers.setTimeout(say("never"), 10);
    });
    expect(code).toBe(1);
    expect(platform.output.split("\n")[0]).toBe("Uncaught RangeError: too far");
    expect(log).toEqual([]);
  });

  it("so does an unhandled rejection, after the microtasks", () => {
    const code = execute(() => {
      OurPromise.reject({ a: 1 });
      microtask(() => log.push("microtask"));
    });
    expect(code).toBe(1);
    expect(log).toEqual(["microtask"]);
    expect(platform.output).toContain("Uncaught UnhandledPromiseRejection: This error originated");
    expect(platform.output).toContain('with the reason "#<Object>".');
  });

  it("process.exitCode is its exit code, process.exit ends at once", () => {
    expect(
      execute(() => {
        ourProcess.exitCode = 3;
      }),
    ).toBe(3);
    platform = new SimulatedPlatform();
    ourProcess.exitCode = undefined;
    expect(
      execute(() => {
        timers.setTimeout(() => ourProcess.exit(4), 1);
        timers.setTimeout(say("never"), 1);
      }),
    ).toBe(4);
    expect(log).toEqual([]);
  });
});
