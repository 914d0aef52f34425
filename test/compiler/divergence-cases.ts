// The listed divergences as programs: what Node prints, and what the compiled program prints instead.
//
// The numbers are those of docs/language.md. Programs print one line or a few; an error that they are about is caught
// and printed.

export interface Divergence {
  /** D and the number in docs/language.md. */
  readonly number: string;
  readonly program: string;
  /** Standard output under Node, without the last line feed; null where it depends on the machine. */
  readonly node: string | null;
  /** Standard output of the compiled program; equal to `node` where the page says what is still the same. */
  readonly compiled: string;
  /** What the page says where it shortens or words the output; otherwise it quotes `compiled`. */
  readonly documented?: string;
}

/** Divergences that no program shows, with the reason. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  D10: "filling the heap takes longer than all other tests of this folder",
  D16: "random numbers have no expected output",
  D17: "time has no expected output",
  D21: "it takes a module in JavaScript, and the programs here are TypeScript",
  D28: "it takes a package; packages-lack.test.ts has some",
  D19: "this computer may be in the zone UTC, where nothing differs",
  D18: "on this computer programs end as under Node; boards are tried in the emulator",
};

/** A program that prints the value of `expression`, or the error it throws. */
function shows(expression: string, before = ""): string {
  return `${before}
try {
  console.log(${expression});
} catch (error) {
  console.log(String(error));
}
`;
}

const HALF = `function half(n: number, none = 0): number {
  return n === none ? 0 : n / 2;
}
const table: Record<string, number> = { a: 4 };`;

const LIE = `const nums: number[] = [1, 2];
(nums as (number | string)[]).push("5");`;

export const DIVERGENCES: Readonly<Record<string, Divergence>> = {
  "argument-undefined": {
    number: "D1",
    program: shows('half(table["b"] as number)', HALF),
    node: "NaN",
    compiled: "TypeError: expected argument n to be a number, got undefined",
  },
  "argument-left-out": {
    number: "D1",
    program: shows("(half as (n?: number) => number)()", HALF),
    node: "NaN",
    compiled: "TypeError: expected argument n to be a number, got undefined",
    documented: "called with fewer arguments than it declares, through a cast",
  },
  "variable-text": {
    number: "D1",
    program: `try {
  const port: number = (JSON.parse('{"port":"80"}') as { port: number }).port;
  console.log(port);
} catch (error) {
  console.log(String(error));
}
`,
    node: "80",
    compiled: 'TypeError: expected port to be a number, got string "80"',
  },
  "field-out-of-bounds": {
    number: "D1",
    program: `const xs: number[] = [1];
class Box {
  third = 0;
}
const box = new Box();
try {
  box.third = xs[3]!;
  console.log(box.third);
} catch (error) {
  console.log(String(error));
}
`,
    node: "undefined",
    compiled: "TypeError: expected third to be a number, got undefined",
    documented: "`xs[3]!` out of bounds, stored in a field",
  },
  "read-without-storing": {
    number: "D1",
    program: `const table: Record<string, number> = { a: 4 };
const row = JSON.parse("{}") as { n: number };
const map = new Map<string, number>();
console.log(table["b"] === undefined, row.n ?? 3, \`\${row.n}\`, map.get("k")! + 1);
`,
    node: "true 3 undefined NaN",
    compiled: "true 3 undefined NaN",
    documented: "Reading without storing is as under Node",
  },
  "text-that-is-none": {
    number: "D2",
    program: shows(
      "same(JSON.parse('7') as string)",
      `function same(s: string): string {
  return s;
}`,
    ),
    node: "7",
    compiled: "TypeError: expected argument s to be an object or string, got number 7",
  },
  "element-text": {
    number: "D3",
    program: shows("nums[2]! + 1", LIE),
    node: "51",
    compiled: 'TypeError: expected an element of the array to be a number, got string "5"',
  },
  "element-out-of-bounds": {
    number: "D3",
    program: shows("nums[7]! + 1", LIE),
    node: "NaN",
    compiled: "NaN",
    documented: "Out of bounds it is `NaN`, as under Node",
  },
  "foreign-this": {
    number: "D4",
    program: shows(
      "(new Counter() as any).next.call({ count: 10 })",
      `class Counter {
  count = 1;
  next(): number {
    return ++this.count;
  }
}`,
    ),
    node: "11",
    compiled: "TypeError: 'next' was called on a value that is not an instance of Counter",
  },
  "field-of-other-type": {
    number: "D5",
    program: shows(
      '((new A() as { n: unknown }).n = "text")',
      `class A {
  n = 1;
}`,
    ),
    node: "text",
    compiled: "TypeError: property 'n' of A: expected number, got string \"text\"",
  },
  "deleted-field-comes-back": {
    number: "D6",
    program: shows(
      'Object.keys(c).join(", ")',
      `class C {
  a?: number = 1;
  b = 2;
}
const c = new C();
delete c.a;
c.a = 5;`,
    ),
    node: "b, a",
    compiled: "a, b",
  },
  "declared-field-deleted": {
    number: "D6",
    program: shows(
      "delete (new D() as { n?: number }).n",
      `class D {
  n = 1;
}`,
    ),
    node: "true",
    compiled: "TypeError: Cannot delete field 'n' of class D: declare it optional",
  },
  "method-replaced-by-computed-name": {
    number: "D7",
    program: shows(
      'new M().run(Object.assign(new M(), { [["r", "un"].join("")]: () => 2 }))',
      `class M {
  run(other: M | null): number {
    return other === null ? 1 : other.run(null);
  }
}`,
    ),
    node: "2",
    compiled: "TypeError: Cannot replace 'run' of M object: members of classes are fixed",
    documented: "where that name only comes together at run time",
  },
  "property-escape": {
    number: "D24",
    program: shows(
      'new RegExp(["\\\\p{Script=", script[0], "}"].join(""), "u").test("\\u03b1")',
      'const script = ["Greek", "Latin"];',
    ),
    node: "true",
    compiled: "SyntaxError: Invalid regular expression: /\\p{Script=Greek}/u: Invalid property name",
  },
  "prototype-of-an-instance": {
    number: "D7",
    program: shows(
      "Object.setPrototypeOf(p, null) === p",
      `class P {
  x = 1;
}
const p = new P();`,
    ),
    node: "true",
    compiled:
      "TypeError: Cannot change the prototype of P object: only plain objects and functions can have another",
    documented: "TypeError: Cannot change the prototype of P object: ...",
  },
  "dense-array": {
    number: "D8",
    program: shows("(a[100_000_000] = 1)", "const a: number[] = [];"),
    node: "1",
    compiled:
      "RangeError: Invalid array length: arrays are dense, and this is more than 67108864 elements beyond the end",
    documented: "RangeError: Invalid array length: arrays are dense, ...",
  },
  "stack-text": {
    number: "D11",
    program: `function fail(): never {
  throw new Error("no");
}
try {
  fail();
} catch (error) {
  console.log((error as Error).stack);
}
`,
    node: null,
    compiled: "Error: no\n    at fail (stack-text.ts:2)\n    at stack-text.ts:5",
    documented: "at fail (main.ts:2)",
  },
  "not-iterable": {
    number: "D12",
    program: `try {
  for (const x of 5 as unknown as number[]) console.log(x);
} catch (error) {
  console.log(String(error));
}
`,
    node: "TypeError: 5 is not iterable",
    compiled: "TypeError: expected an array, got number 5",
    documented: "expected an array, got number 5",
  },
  "not-a-function-to-iterate": {
    number: "D12",
    program: `const a: any = {};
try {
  for (const x of a.f()) console.log(x);
} catch (error) {
  console.log(String(error));
}
`,
    node: "TypeError: a.f is not a function or its return value is not iterable",
    compiled: "TypeError: a.f is not a function",
    documented: "a.f is not a function",
  },
  "not-a-function-of-statements": {
    number: "D12",
    program: shows("((() => { one(); one(); })() as any)()", "const one = () => 1;"),
    node: "TypeError: (intermediate value)(intermediate value)(...) is not a function",
    compiled: "TypeError: (intermediate value)(...) is not a function",
    documented: "(intermediate value)(...) is not",
  },
  "order-of-other-scripts": {
    number: "D13",
    program: shows('"\\uac00".localeCompare("\\u3042")'),
    node: "-1",
    compiled: "1",
    documented: "1, the order of code points",
  },
  "missing-method-through-any": {
    number: "D14",
    program: shows('s["to" + "UpperCase"]()', 'const s: any = "a";'),
    node: "A",
    compiled: 'TypeError: s[("to" + "UpperCase")] is not a function',
  },
  "member-of-a-dictionary": {
    number: "D14",
    program: shows(
      'counts["hasOwn" + "Property"] === undefined',
      "const counts: Record<string, number> = {};",
    ),
    node: "false",
    compiled: "true",
  },
  "function-text": {
    number: "D15",
    program: `function f(): void {}
console.log(String(f));
`,
    node: "function f() {\n}",
    compiled: "function f() { [native code] }",
    documented: "function f() { [native code] }",
  },
  "private-name-of-each-evaluation": {
    number: "D20",
    program: `const make = () =>
  class {
    #x = 1;
    has(o: object): boolean {
      return #x in o;
    }
  };
console.log(new (make())().has(new (make())()));
`,
    node: "false",
    compiled: "true",
  },
  "methods-of-generic-classes": {
    number: "D27",
    program: `const numbers: any = new Map([[1, 2]]);
const words: any = new Map([["a", "b"]]);
console.log(numbers.get === words.get);
`,
    node: "true",
    compiled: "false",
  },
  "getter-of-a-literal": {
    number: "D27",
    program: `const [a, b] = [1, 2].map(() => ({
  get twice() {
    return 2;
  },
}));
const getter = (of: object | undefined) => Object.getOwnPropertyDescriptor(of, "twice")?.get;
console.log(getter(a) === getter(b));
`,
    node: "false",
    compiled: "true",
    documented:
      "a getter or setter of an object literal that captures nothing one function for all its objects",
  },
  "enum-in-a-function": {
    number: "D27",
    program: `function make(): object {
  enum E {
    A,
  }
  return E;
}
console.log(make() === make());
`,
    node: "false",
    compiled: "true",
    documented: "one object for all its calls",
  },
  "global-object": {
    number: "D22",
    program: "console.log(typeof (globalThis as unknown as { fetch: unknown }).fetch);\n",
    node: "function",
    compiled: "undefined",
  },
  environment: {
    number: "D23",
    program: 'console.log(process.env["PATH"] === undefined);\n',
    node: "false",
    compiled: "true",
  },
  "memory-of-a-buffer": {
    number: "D26",
    program: 'console.log(Buffer.from("abc").buffer.byteLength);\n',
    node: "8192",
    compiled: "3",
    documented: "Node: 8192 compiled: 3",
  },
  "parent-of-a-buffer": {
    number: "D26",
    program: `const bytes = Buffer.from("abc") as unknown as { parent: unknown; offset: unknown };
console.log(typeof bytes.parent, typeof bytes.offset);
`,
    node: "object number",
    compiled: "undefined undefined",
    documented: "properties `parent` and `offset` are undefined",
  },
  "message-of-an-assertion": {
    number: "D25",
    program: `import assert from "node:assert";
try {
  assert.deepStrictEqual([1], [2]);
} catch (error) {
  console.log((error as Error).message.split("\\n").slice(3).join(" "));
}
`,
    node: "  [ +   1 -   2   ]",
    compiled: "+ [ 1 ] - [ 2 ]",
  },
};
