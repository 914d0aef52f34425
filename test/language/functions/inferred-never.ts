// What a function answers whose type says that it never does: casts may have defeated the tests before.
function odd(x: string) {
  if (typeof x !== "string") return x;
  throw new Error("no");
}
console.log(odd(5 as any));
const rest = (x: "a" | "b") => {
  if (x === "a" || x === "b") throw new Error(x);
  return x;
};
console.log(rest("c" as any));
const fail = (text: string) => {
  throw new RangeError(text);
};
const pass = (text: string) => fail(text);
try {
  console.log(pass("of another function"));
} catch (e) {
  console.log(String(e));
}
class S { s(x: boolean) { switch (x) { case true: throw 1; case false: throw 2; default: return x; } } }
console.log(new S().s("q" as any));
const defaultCatcher = (input: unknown): never => {
  throw new Error(`no match for ${String(input)}`);
};
class Match<I, O> {
  readonly input: I;
  constructor(input: I) {
    this.input = input;
  }
  exhaustive(handler = defaultCatcher): O {
    return handler(this.input);
  }
}
interface Shown<I> {
  exhaustive<T>(handler: (value: I) => T): T;
  exhaustive(): I;
}
const made = new Match<number, any>(3) as unknown as Shown<number>;
console.log(made.exhaustive((n) => ({ unexpected: n })));
console.log(made.exhaustive((n) => n + 1));
try {
  made.exhaustive();
} catch (e) {
  console.log(String(e));
}
