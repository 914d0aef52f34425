// What is said about values that cannot be iterated over, by who wanted to.

function attempt(title: string, run: () => unknown): void {
  try {
    console.log(title, run());
  } catch (e) {
    console.log(title, String(e));
  }
}
const bad: unknown[] = [5, undefined, null, {}, true, { [Symbol.iterator]: 3 }, { [Symbol.iterator]: () => 4 }];
const count = (...items: unknown[]): number => items.length;
for (const each of bad) {
  const v = each as any;
  attempt("loop", () => {
    for (const _ of v) return "entered";
    return "skipped";
  });
  attempt("pattern", () => {
    const [first] = v;
    return first;
  });
  attempt("literal", () => [0, ...v]);
  attempt("arguments", () => count(...v));
  attempt("more arguments", () => count(1, ...v, 2));
  attempt("Set", () => new Set(v).size);
  attempt("delegation", () => {
    const g = (function* (): Generator<unknown> {
      yield* v;
    })();
    return g.next();
  });
}
async function awaited(): Promise<void> {
  for (const each of bad) {
    const v = each as any;
    try {
      for await (const _ of v) console.log("entered");
    } catch (e) {
      console.log("await", String(e));
    }
  }
}
awaited();
