// The table of refusals: for each thing that lowering refuses, the smallest program that meets it.
//
// `//!` marks the line that the diagnostic must point at. Where TypeScript's checker objects first, a
// `@ts-expect-error` silences it, as a user could; lowering must then still refuse rather than compile something else.

export interface Refusal {
  readonly code: string;
  /** A part of the message. */
  readonly says: string;
  /** A part of the remedy; null when the message has none. */
  readonly remedy: string | null;
  readonly program: string;
}

const BY_NAME = "choose between functions by name";
const DECORATOR = "declare function log(value: unknown, context: unknown): void;\n";

export const REFUSALS: Readonly<Record<string, Refusal>> = {
  "dynamic-import": {
    code: "E2002",
    says: "`import()` cannot be compiled",
    remedy: "use an import declaration",
    program: 'await import("./other.ts" as string); //!',
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

  // ---- Classes --------------------------------------------------------------------------------------------------
  "private-method-of-any": {
    code: "E2001",
    says: "this private name",
    remedy: null,
    program: `class A {
  #secret(): void {}
  static reveal(a: any): void {
    a.#secret(); //!
  }
}
A.reveal(new A());`,
  },
  "private-field-of-any": {
    code: "E2001",
    says: "this private name",
    remedy: null,
    program: `class A {
  #secret = 1;
  static reveal(a: any): unknown {
    return a.#secret; //!
  }
}
A.reveal(new A());`,
  },
  "super-call-outside": {
    code: "E2001",
    says: "`super()` here",
    remedy: null,
    program: `class A {
  constructor() {
    // @ts-expect-error
    super(); //!
  }
}
new A();`,
  },
  "super-call-spread": {
    code: "E2001",
    says: "spread arguments of `super()`",
    remedy: null,
    program: `class A {
  constructor(readonly a: number, readonly b: number) {}
}
class B extends A {
  constructor(both: [number, number]) {
    super(...both); //!
  }
}
new B([1, 2]);`,
  },
  "super-in-static": {
    code: "E2001",
    says: "`super` in a static method",
    remedy: "name the class",
    program: `class A {
  static make(): number {
    return 1;
  }
}
class B extends A {
  static override make(): number {
    return super.make(); //!
  }
}
B.make();`,
  },
  "super-in-literal": {
    code: "E2001",
    says: "`super` here",
    remedy: null,
    program: `const o = {
  text(): string {
    return super.toString(); //!
  },
};
o.text();`,
  },
  "super-accessor-called": {
    code: "E2001",
    says: "`super.run()`",
    remedy: null,
    program: `class A {
  get run(): () => number {
    return () => 1;
  }
}
class B extends A {
  twice(): number {
    return super.run(); //!
  }
}
new B().twice();`,
  },
  "super-method-spread": {
    code: "E2001",
    says: "spread arguments of a `super` call",
    remedy: null,
    program: `class A {
  add(a: number, b: number): number {
    return a + b;
  }
}
class B extends A {
  both(pair: [number, number]): number {
    return super.add(...pair); //!
  }
}
new B().both([1, 2]);`,
  },
  "super-method-value": {
    code: "E2001",
    says: "`super.add` as a value",
    remedy: "call it",
    program: `class A {
  add(): void {}
}
class B extends A {
  value(): unknown {
    return super.add; //!
  }
}
new B().value();`,
  },
  "super-value-in-literal": {
    code: "E2001",
    says: "`super` here",
    remedy: null,
    program: `const o = {
  text(): unknown {
    return super.toString; //!
  },
};
o.text();`,
  },
  "super-assigned": {
    code: "E2001",
    says: "assigning through `super`",
    remedy: null,
    program: `class A {
  n = 1;
}
class B extends A {
  set(): void {
    // @ts-expect-error
    super.n = 2; //!
  }
}
new B().set();`,
  },
  "new-of-other-type": {
    code: "E2001",
    says: "`new Made`",
    remedy: null,
    program: `const Made: new () => object = class {};
new Made(); //!`,
  },
  "extends-array": {
    code: "E2010",
    says: "extending Array cannot be compiled",
    remedy: "extend a class of the program, Error, Map or Set",
    program: `class List extends Array<number> {} //!
new List();`,
  },
  "decorated-class": {
    code: "E2011",
    says: "decorators cannot be compiled",
    remedy: "call the function yourself",
    program: `${DECORATOR}@log //!
class A {}
new A();`,
  },
  "decorated-method": {
    code: "E2011",
    says: "decorators cannot be compiled",
    remedy: "call the function yourself",
    program: `${DECORATOR}class A {
  @log //!
  run(): void {}
}
new A();`,
  },
  "class-of-function": {
    code: "E2001",
    says: "a class that uses the local variable `n` of the function around it",
    remedy: "pass the value to the constructor",
    program: `function make(n: number): object {
  class Local { //!
    value = n;
  }
  return new Local();
}
make(1);`,
  },
  "auto-accessor": {
    code: "E2001",
    says: "an auto-accessor",
    remedy: null,
    program: `class A {
  accessor n = 1; //!
}
new A();`,
  },
  "class-index-signature": {
    code: "E2001",
    says: "an index signature in a class",
    remedy: "use a Map",
    program: `class A {
  [key: string]: number; //!
}
new A();`,
  },
  "computed-field": {
    code: "E2001",
    says: "a computed member name",
    remedy: "write the name out",
    program: `const key = "k";
class A {
  [key] = 1; //!
}
new A();`,
  },
  "method-replaced": {
    code: "E2003",
    says: "the method `run` cannot be replaced",
    remedy: "declare it as a field holding a function",
    program: `class A {
  run(): void {}
}
const a = new A();
a.run = () => {}; //!`,
  },
  "prototype-changed": {
    code: "E2003",
    says: "prototypes cannot be changed",
    remedy: "declare the method in the class",
    program: `class A {
  run(): void {}
}
A.prototype.run = () => {}; //!`,
  },
  "prototype-read": {
    code: "E2003",
    says: "`prototype` cannot be compiled",
    remedy: "pass it as an arrow function",
    program: `class A {}
console.log(A.prototype); //!`,
  },
  "constructor-of-literal": {
    code: "E2001",
    says: "`constructor` of a value that is no class instance",
    remedy: null,
    program: `const o = { a: 1 };
console.log(o.constructor); //!`,
  },
  "static-setter-read": {
    code: "E2001",
    says: "the static member `level`",
    remedy: null,
    program: `class A {
  static set level(n: number) {
    console.log(n);
  }
}
console.log(A.level); //!`,
  },
  "static-this-of-extended": {
    code: "E2001",
    says: "`this` in a static member of a class that others extend",
    remedy: "name the class",
    program: `class A {
  static make(): unknown {
    return this; //!
  }
}
class B extends A {}
A.make();
new B();`,
  },
  "private-in-undeclared": {
    code: "E2001",
    says: "`#name in object` here",
    remedy: null,
    program: `class A {
  static has(o: object): boolean {
    // @ts-expect-error
    return #nothing in o; //!
  }
}
A.has({});`,
  },

  // ---- Names ----------------------------------------------------------------------------------------------------
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
  namespace: {
    code: "E2001",
    says: "`Sizes` as a value",
    remedy: null,
    program: `namespace Sizes {
  export const small = 1;
}
console.log(Sizes); //!`,
  },
  "this-of-module": {
    code: "E2001",
    says: "`this` outside a class or function",
    remedy: null,
    program: "console.log(this); //!",
  },
  "this-of-module-in-arrow": {
    code: "E2001",
    says: "`this` here",
    remedy: null,
    program: `const self = (): unknown => this; //!
self();`,
  },
  "import-meta": {
    code: "E2001",
    says: "`import.meta`",
    remedy: null,
    program: "console.log(import.meta); //!",
  },
  "new-target": {
    code: "E2001",
    says: "`new.target`",
    remedy: null,
    program: `class A {
  constructor() {
    console.log(new.target); //!
  }
}
new A();`,
  },
  arguments: {
    code: "E2001",
    says: "`arguments`",
    remedy: null,
    program: `function count(): number {
  return arguments.length; //!
}
count();`,
  },

  // ---- The library ----------------------------------------------------------------------------------------------
  "missing-class": {
    code: "E2001",
    says: "`new Date`",
    remedy: null,
    program: "console.log(new Date()); //!",
  },
  "missing-method": {
    code: "E2001",
    says: "the built-in method `String.localeCompare`",
    remedy: null,
    program: 'console.log("a".localeCompare("b")); //!',
  },
  "missing-function": {
    code: "E2001",
    says: "the built-in `Date.now`",
    remedy: null,
    program: "console.log(Date.now()); //!",
  },
  "missing-function-value": {
    code: "E2001",
    says: "the built-in `Date.now`",
    remedy: null,
    program: "const now = Date.now; //!\nconsole.log(now);",
  },
  "missing-value": {
    code: "E2001",
    says: "the built-in `Reflect`",
    remedy: null,
    program: "const all = Reflect; //!\nconsole.log(all);",
  },
  "missing-instanceof": {
    code: "E2001",
    says: "`instanceof Date`",
    remedy: null,
    program: `function isDate(u: unknown): boolean {
  return u instanceof Date; //!
}
isDate(1);`,
  },
  "this-argument": {
    code: "E2001",
    says: "this argument of Array.map",
    remedy: "bind it, or use an arrow function",
    program: "[1].map((n) => n, {}); //!",
  },
  symbol: {
    code: "E2001",
    says: "`Symbol.iterator` as a value",
    remedy: null,
    program: "console.log(Symbol.iterator); //!",
  },

  // ---- Literals and expressions ---------------------------------------------------------------------------------
  "regular-expression": {
    code: "E2001",
    says: "a regular expression",
    remedy: "use the string methods",
    program: "console.log(/a/); //!",
  },
  bigint: {
    code: "E2001",
    says: "a bigint",
    remedy: "numbers up to 2^53",
    program: "console.log(1n); //!",
  },
  "bigint-operator": {
    code: "E2001",
    says: "bigint arithmetic",
    remedy: null,
    program: `function both(a: bigint, b: bigint): bigint {
  return a & b; //!
}
console.log(both);`,
  },
  "bigint-minus": {
    code: "E2001",
    says: "bigint arithmetic",
    remedy: null,
    program: `function negative(a: bigint): bigint {
  return -a; //!
}
console.log(negative);`,
  },
  "bigint-step": {
    code: "E2001",
    says: "bigint arithmetic",
    remedy: null,
    program: `function next(a: bigint): bigint {
  return ++a; //!
}
console.log(next);`,
  },
  "tagged-template": {
    code: "E2001",
    says: "a tagged template",
    remedy: "call the function with the parts",
    program: "String.raw`a`; //!",
  },
  "instantiation-expression": {
    code: "E2001",
    says: "this expression (ExpressionWithTypeArguments)",
    remedy: null,
    program: `function same<T>(a: T): T {
  return a;
}
const numbers = same<number>; //!
numbers(1);`,
  },
  "hole-beside-spread": {
    code: "E2001",
    says: "a hole beside a spread",
    remedy: null,
    program: "console.log([, ...[1]]); //!",
  },
  getter: {
    code: "E2001",
    says: "a getter or setter in an object literal",
    remedy: "write a class, or a method",
    program: `const o = {
  get n(): number { //!
    return 1;
  },
};
console.log(o.n);`,
  },
  "proto-key": {
    code: "E2003",
    says: "`__proto__` cannot be compiled",
    remedy: null,
    program: "console.log({ __proto__: null }); //!",
  },
  "delete-variable": {
    code: "E2001",
    says: "`delete` of anything but a property",
    remedy: null,
    program: `function run(): number {
  return 1;
}
// @ts-expect-error
delete run(); //!`,
  },
  "await-in-plain-function": {
    code: "E2001",
    says: "`await` outside an async function",
    remedy: null,
    program: `function run(p: Promise<number>): unknown {
  // @ts-expect-error
  return await p; //!
}
run(Promise.resolve(1));`,
  },
  "computed-enum": {
    code: "E2001",
    says: "the enum `Size` as an object (the member Small is computed)",
    remedy: null,
    program: `enum Size {
  Small = "abc".indexOf("b"),
}
console.log(Size); //!`,
  },

  // ---- Statements -----------------------------------------------------------------------------------------------
  generator: {
    code: "E2012",
    says: "generator functions cannot be compiled yet",
    remedy: "write a class with next()",
    program: `function* numbers(): Generator<number> { //!
  yield 1;
}
numbers();`,
  },
  with: {
    code: "E2001",
    says: "this statement (WithStatement)",
    remedy: null,
    program: `// @ts-expect-error
with ({}) {} //!`,
  },
  "default-expression": {
    code: "E2001",
    says: "`export default` of an expression",
    remedy: "name it with const and export the name",
    program: "export default 1 + 1; //!",
  },
  "lost-break": {
    code: "E2001",
    says: "this jump",
    remedy: null,
    program: `// @ts-expect-error
break; //!`,
  },
  "method-in-pattern": {
    code: "E2001",
    says: "this part of a pattern",
    remedy: null,
    program: `let n = 0;
// @ts-expect-error
({ n, run() {} } = { n: 1, run() {} }); //!
console.log(n);`,
  },
  "for-await": {
    code: "E2001",
    says: "`for await`",
    remedy: "await each element in a plain loop",
    program: `for await (const n of [1]) { //!
  console.log(n);
}`,
  },
  "iterator-left-early": {
    code: "E2001",
    says: "leaving a loop over an iterator",
    remedy: "collect the values into an array first",
    program: `class Ones {
  [Symbol.iterator](): this {
    return this;
  }
  next(): IteratorResult<number> {
    return { done: false, value: 1 };
  }
  return(): IteratorResult<number> {
    return { done: true, value: 0 };
  }
}
for (const one of new Ones()) { //!
  if (one === 1) break;
}`,
  },
};
