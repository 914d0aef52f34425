// Refusals about literals, operators and statements: one row for each, with the smallest program that meets it.
//
// What the columns mean, and the marks in the programs: refusal.ts.

import type { Refusal } from "./refusal.ts";

export const OF_SYNTAX: Readonly<Record<string, Refusal>> = {
  "regular-expression": {
    code: "E2004",
    says: "Range out of order in character class",
    remedy: "correct the pattern",
    program: "// @ts-expect-error malformed\nconsole.log(/[b-a]/); //!",
  },
  "flag-v": {
    code: "E2001",
    says: "the flag `v` of a regular expression",
    remedy: "use the flag u",
    program: "// @ts-expect-error later than ES2023\nconsole.log(/a/v); //!",
  },
  "hole-beside-spread": {
    code: "E2001",
    says: "a hole beside a spread",
    remedy: null,
    program: "console.log([, ...[1]]); //!",
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
  using: {
    code: "E2001",
    says: "`using` cannot be compiled yet",
    remedy: "use try and finally",
    program: `{
  using held = { [Symbol.dispose](): void {} }; //!
}`,
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
  with: {
    code: "E2001",
    says: "this statement (WithStatement)",
    remedy: null,
    program: `// @ts-expect-error
with ({}) {} //!`,
  },
  "export-equals": {
    code: "E2001",
    says: "`export =`",
    remedy: "write `export default`",
    program: "// @ts-expect-error\nexport = 1; //!",
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
};
