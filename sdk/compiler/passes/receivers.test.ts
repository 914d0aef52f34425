// Which accesses lose their test because the class of the object is known, on IR text.

import { expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import { verifyModule } from "../ir/verify.ts";
import { trustKnownReceivers } from "./receivers.ts";

const HEADER = `class A
class B extends A
shape A class A { "x" ref }
shape B extends A class B { "x" ref }
entry @main
`;

/** The instructions of @f that access members, after the pass. */
function accesses(body: string, main = "call @f(ref undefined)", more = ""): string[] {
  const text = `${HEADER}func @f(%p: ref) -> void {\nb0:\n${body}\n}\n${more}func @main() -> void {\nb0:\n  ${main}\n  return\n}\n`;
  const module = parseModule(text);
  trustKnownReceivers(module);
  expect(verifyModule(module)).toEqual([]);
  const printed = printModule(module);
  const start = printed.indexOf("func @f(");
  return [...printed.slice(start, printed.indexOf("\n}", start)).matchAll(/[gs]et_(field|slot)/g)].map(
    (m) => m[0],
  );
}

const GET = '  %1: ref = get_field %p, A, x, "p.x" others="refused"';
const AGAIN = '  %2: ref = get_field %p, A, x, "p.x"';

test("behind an access that refuses other objects, the class is known", () => {
  expect(accesses(`${GET}\n${AGAIN}\n  return`)).toEqual(["get_field", "get_slot"]);
});

test("an access that takes other objects tells nothing", () => {
  const open = GET.replace(' others="refused"', "");
  expect(accesses(`${open}\n${AGAIN}\n  return`)).toEqual(["get_field", "get_field"]);
});

test("an assignment of the variable ends it", () => {
  expect(accesses(`${GET}\n  %p: ref = copy %1\n${AGAIN}\n  return`)).toEqual(["get_field", "get_field"]);
});

test("both ways to a place must know it", () => {
  const branch = "  branch true, b1, b2\nb1:";
  const join = `  jump b2\nb2:\n${AGAIN}\n  return`;
  expect(accesses(`${branch}\n${GET}\n${join}`)).toEqual(["get_field", "get_field"]);
  expect(accesses(`${GET}\n${branch}\n${join}`)).toEqual(["get_field", "get_slot"]);
});

test("a parameter is known when every call passes an instance", () => {
  const make = "%a: ref = new_object B\n  call @f(%a)";
  expect(accesses(`${AGAIN}\n  return`, make)).toEqual(["get_slot"]);
  expect(accesses(`${AGAIN}\n  return`, `${make}\n  call @f(ref null)`)).toEqual(["get_field"]);
});

test("a parameter of a function that is used as a value is not", () => {
  const make = "%a: ref = new_object A\n  call @f(%a)\n  %g: ref = copy @f";
  expect(accesses(`${AGAIN}\n  return`, make)).toEqual(["get_field"]);
});
