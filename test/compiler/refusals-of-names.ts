// Refusals about names: of variables, of modules, and of what the language library has or lacks.
//
// What the columns mean, and the marks in the programs: refusal.ts.

import type { Refusal } from "./refusal.ts";

const BY_NAME = "choose between functions by name";

export const OF_NAMES: Readonly<Record<string, Refusal>> = {
  "dynamic-import": {
    code: "E2002",
    says: "`import()` of a computed name cannot be compiled",
    remedy: "write the name of the module as a literal",
    program: 'await import("./other.ts" as string); //!',
  },
  "zone-set": {
    code: "E2001",
    says: "the local zone cannot be set: it is UTC",
    remedy: "calculate with offsets, on Date.UTC and the methods of UTC",
    program: 'process.env["TZ"] = "UTC";\nprocess.env.TZ = "America/New_York"; //!',
  },
  "eval-call": {
    code: "E2002",
    says: "`eval` cannot be compiled ahead of time",
    remedy: BY_NAME,
    program: 'eval("1"); //!',
  },
  "eval-value": {
    code: "E2002",
    says: "`eval` cannot be compiled ahead of time",
    remedy: BY_NAME,
    program: "const run = eval; //!\nconsole.log(run);",
  },
  "function-call": {
    code: "E2002",
    says: "`Function` cannot be compiled ahead of time",
    remedy: BY_NAME,
    program: 'Function("return 1"); //!',
  },
  "new-function": {
    code: "E2002",
    says: "`new Function` cannot be compiled ahead of time",
    remedy: BY_NAME,
    program: 'new Function("return 1"); //!',
  },
  "variable-and-function": {
    code: "E2001",
    says: "a variable and a function of one name",
    remedy: "give one of them another name",
    program: `function both() {
  // @ts-expect-error
  var f = 1; //!
  // @ts-expect-error
  function f() {}
  return f;
}
console.log(both());`,
  },
  "array-of-another-constructor": {
    code: "E2001",
    says: "`Array.of` on another constructor",
    remedy: "call it on Array",
    program: "class Own {}\nconsole.log(Array.of.call(Own, 1)); //!",
  },
  "date-to-json-of-another-object": {
    code: "E2001",
    says: "`toJSON` of Date on an object that is none",
    remedy: "call it on a date",
    program: "console.log(Date.prototype.toJSON.call({ toISOString: () => 1 })); //!",
  },
  "unknown-name-read": {
    code: "E2001",
    says: "the name `nowhere`",
    remedy: null,
    program: `// @ts-expect-error
console.log(nowhere); //!`,
  },
  "unknown-name-assigned": {
    code: "E2001",
    says: "the name `nowhere`",
    remedy: null,
    program: `// @ts-expect-error
nowhere = 1; //!`,
  },
  "constant-assigned": {
    code: "E2001",
    says: "`limit` is constant",
    remedy: "declare it with let",
    program: `const limit = 1;
// @ts-expect-error
limit = 2; //!
console.log(limit);`,
  },
  "function-assigned": {
    code: "E2001",
    says: "assigning to `run` cannot be compiled",
    remedy: "assign to a variable declared with let",
    program: `function run(): void {}
// @ts-expect-error
run = () => {}; //!
run();`,
  },
  "call-assigned": {
    code: "E2001",
    says: "assigning to this expression",
    remedy: null,
    program: `function run(): number {
  return 1;
}
// @ts-expect-error
run() = 1; //!`,
  },
  "local-read-early": {
    code: "E2001",
    says: "this use of `late`",
    remedy: null,
    program: `function run(): number {
  // @ts-expect-error
  const early = late; //!
  const late = 1;
  return early + late;
}
run();`,
  },
  "closure-before-declaration": {
    code: "E2001",
    says: "a function that uses `late` before its declaration",
    remedy: "move the declaration up",
    program: `const pairs: [undefined, number][] = [[undefined, 1]];
for (const [read = () => late, late] of pairs) { //!
  console.log(read(), late);
}`,
  },
  "class-with-variable-of-namespace": {
    code: "E2001",
    says: "`Counter`, a class with a namespace that exports `made`, as a value",
    remedy: "name the members, or give the namespace another name",
    program: `class Counter {}
namespace Counter {
  export let made = 0;
}
Counter.made++;
const unknown: unknown = Counter; //!
console.log(unknown);`,
  },
  "enum-with-namespace": {
    code: "E2001",
    says: "`Color`, an enum with a namespace that exports `first`, as a value",
    remedy: "name the members, or give the namespace another name",
    program: `enum Color {
  Red,
}
namespace Color {
  export const first = Color.Red;
}
console.log(Color.first);
console.log(Color); //!`,
  },
  namespace: {
    code: "E2001",
    says: "`Sizes` as a value",
    remedy: null,
    program: `namespace Sizes {
  export const small = 1;
}
console.log(Sizes); //!`,
  },
  "this-of-namespace": {
    code: "E2001",
    says: "`this` outside a class or function",
    remedy: null,
    program: `namespace Sizes {
  // @ts-ignore
  export const self = this; //!
}
console.log(Sizes.self);`,
  },
  "this-of-namespace-in-arrow": {
    code: "E2001",
    says: "`this` here",
    remedy: null,
    program: `namespace Sizes {
  // @ts-ignore
  export const self = (): unknown => this; //!
}
Sizes.self();`,
  },
  "import-meta": {
    code: "E2001",
    says: "`import.meta`",
    remedy: null,
    program: "console.log(import.meta); //!",
  },
  "missing-class": {
    code: "E2001",
    says: "`new Proxy`",
    remedy: null,
    program: "console.log(new Proxy({}, {})); //!",
  },
  "other-locale": {
    code: "E2001",
    says: 'a locale other than "en-US"',
    remedy: "there is no other locale on board",
    program: 'console.log(new Date(0).toLocaleDateString("de-DE")); //!',
  },
  "locale-options": {
    code: "E2001",
    says: "the options of `toLocaleString`",
    remedy: "put the text together from its parts",
    program: 'console.log(new Date(0).toLocaleString("en-US", { month: "long" })); //!',
  },
  "locale-of-comparison": {
    code: "E2001",
    says: "a locale other than English",
    remedy: "there is no other locale on board",
    program: 'console.log("z".localeCompare("ä", "sv")); //!',
  },
  "locale-notation": {
    code: "E2001",
    says: "the options of `toLocaleString`",
    remedy: "put the text together from its parts",
    program: 'console.log((12345).toLocaleString("en-US", { notation: "compact" })); //!',
  },
  "missing-method": {
    code: "E2001",
    says: "the built-in method `RegExp.compile`",
    remedy: null,
    program: 'console.log(/a/.compile("b", "")); //!',
  },
  "missing-function": {
    code: "E2001",
    says: "the built-in `Atomics.isLockFree`",
    remedy: null,
    program: "console.log(Atomics.isLockFree(4)); //!",
  },
  "missing-function-value": {
    code: "E2001",
    says: "the built-in `Atomics.isLockFree`",
    remedy: null,
    program: "const ask = Atomics.isLockFree; //!\nconsole.log(ask);",
  },
  "missing-value": {
    code: "E2001",
    says: "the built-in `Atomics`",
    remedy: null,
    program: "const all = Atomics; //!\nconsole.log(all);",
  },
  "missing-instanceof": {
    code: "E2001",
    says: "`instanceof Proxy`",
    remedy: null,
    program: `function isProxy(u: unknown): boolean {
  return u instanceof Proxy; //!
}
isProxy(1);`,
  },
};
