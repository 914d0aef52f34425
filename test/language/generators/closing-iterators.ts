// Who leaves an iterator early calls its return(): for-of, patterns, and the library (ECMA-262 IteratorClose).

class Source {
  readonly name: string;
  n = 0;
  readonly gap: number;
  constructor(name: string, gap = 0) {
    this.name = name;
    this.gap = gap;
  }
  [Symbol.iterator](): this {
    console.log(this.name, "open");
    return this;
  }
  next(): IteratorResult<number | undefined> {
    this.n++;
    if (this.name === "next throws" && this.n === 2) throw new Error("next failed");
    return { value: this.n === this.gap ? undefined : this.n, done: this.n > 4 };
  }
  return(): any {
    console.log(this.name, "return");
    if (this.name === "return throws") throw new Error("return failed");
    if (this.name === "returns 5") return 5;
    return { value: 0, done: true };
  }
}
function attempt(title: string, run: () => unknown): void {
  try {
    console.log(title, run());
  } catch (e) {
    console.log(title, "threw", String(e));
  }
}
const names = ["plain", "return throws", "returns 5", "next throws"];
for (const name of names) {
  attempt("break", () => {
    for (const x of new Source(name)) if (x === 2) break;
    return "after";
  });
  attempt("return", () => {
    for (const x of new Source(name)) if (x === 2) return x;
    return "end";
  });
  attempt("throw", () => {
    for (const x of new Source(name)) if (x === 2) throw new Error("mine");
    return "end";
  });
  attempt("continue outer", () => {
    outer: for (const i of [1, 2]) {
      for (const x of new Source(name)) {
        if (x === 2) continue outer;
        if (i === 9) break outer;
      }
    }
    return "after";
  });
  attempt("end", () => {
    let sum = 0;
    for (const x of new Source(name)) {
      if (x === 3) continue;
      sum += x ?? 0;
    }
    return sum;
  });
  attempt("pattern", () => {
    const [a, , b] = new Source(name);
    return [a, b];
  });
  attempt("whole pattern", () => {
    const [a, ...rest] = new Source(name);
    return [a, rest];
  });
  attempt("long pattern", () => {
    const [a, b, c, d, e, f] = new Source(name);
    return [a, b, c, d, e, f];
  });
  attempt("empty pattern", () => {
    const [] = new Source(name);
    return "bound";
  });
  attempt("default throws", () => {
    const fail = (): number => {
      throw new Error("default");
    };
    const [a, b = fail()] = new Source(name, 2);
    return [a, b];
  });
  attempt("assignment", () => {
    const target: { x: number | undefined; y: number | undefined } = { x: 0, y: 0 };
    [target.x, target.y] = new Source(name);
    return target;
  });
  attempt("setter throws", () => {
    class Target {
      set x(_v: number | undefined) {
        throw new Error("setter");
      }
    }
    const target = new Target();
    [target.x] = new Source(name);
    return "assigned";
  });
  attempt("Map", () => new Map(new Source(name) as unknown as Iterable<[number, number]>).size);
  attempt("Set", () => new Set(new Source(name)).size);
  attempt("spread", () => [...new Source(name)]);
  attempt("Array.from", () => Array.from(new Source(name), (x) => x));
  attempt("Array.from throws", () =>
    Array.from(new Source(name), (x) => {
      if (x === 2) throw new Error("mapper");
      return x;
    }),
  );
  attempt("finally", () => {
    for (const x of new Source(name)) {
      try {
        if (x === 2) return "value";
      } finally {
        console.log("finally", x);
      }
    }
    return "end";
  });
  attempt("finally override", () => {
    for (const x of new Source(name)) {
      try {
        throw new Error("lost");
      } finally {
        if (x === 2) break;
        else continue;
      }
    }
    return "after";
  });
}
// No return method, or null: nothing to call.
const bare = { n: 0, next(): IteratorResult<number> { return { value: this.n++, done: false }; }, return: null };
class Bare {
  [Symbol.iterator](): Iterator<number> {
    return bare as unknown as Iterator<number>;
  }
}
for (const x of new Bare()) if (x > 2) break;
console.log(bare.n);
attempt("not an iterator", () => {
  class Bad {
    [Symbol.iterator](): any {
      return 5;
    }
  }
  for (const _ of new Bad()) return "entered";
  return "skipped";
});
attempt("result is no object", () => {
  class Bad {
    [Symbol.iterator](): this {
      return this;
    }
    next(): any {
      return 7;
    }
  }
  for (const _ of new Bad()) return "entered";
  return "skipped";
});
attempt("null", () => {
  const [a] = null as unknown as Source;
  return a;
});
attempt("undefined", () => {
  for (const _ of undefined as unknown as Source) return "entered";
  return "skipped";
});
