// Which lookups by a name known at run time keep methods alive, on IR text.

import { expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { verifyModule } from "../ir/verify.ts";
import { removeUnreachable } from "./remove-unreachable.ts";

/** A program that makes an A, with `body` at its end; the names of A's members that it keeps. */
function kept(body: string, globals = ""): string[] {
  const module = parseModule(`class A
shape A class A { } methods { method "m" @m, get "g" @g }
shape Plain { "x" ref }
${globals}
entry @main
func @ingot/runtime/lang/object.ts:Object_keys(%v: value) -> ref {
b0:
  return ref undefined
}
func @m(%this: ref) -> void this {
b0:
  return
}
func @g(%this: ref) -> void this {
b0:
  return
}
func @use(%key: value, %list: ref, %o: ref) -> void {
b0:
  %a: ref = new_object A
  %v: value = convert.box %o
${body}
}
func @main() -> void {
b0:
  call @use(value "k", ref null, ref null)
  return
}
`);
  removeUnreachable(module);
  expect(verifyModule(module)).toEqual([]);
  return module.functions.map((f) => f.name).filter((name) => /^[mg]$/.test(name));
}

const KEYS = "  %keys: ref = call @ingot/runtime/lang/object.ts:Object_keys(%v)";
const ELEMENT = "  %e: ref = array_get.ref.ref %keys, 0\n  %k: value = convert.box %e";
const LOOKUP = "  %r: value = runtime.get_elem(%v, %k)";

test("any name keeps everything", () => {
  expect(kept("  %r: value = runtime.get_elem(%v, %key)\n  return")).toEqual(["m", "g"]);
});

test("a name out of a list of the object's own keeps nothing", () => {
  expect(kept(`${KEYS}\n${ELEMENT}\n${LOOKUP}\n  return`)).toEqual([]);
});

test("the list must be of this object", () => {
  const other = KEYS.replace("%v", "%w");
  expect(kept(`  %w: value = convert.box %a\n${other}\n${ELEMENT}\n${LOOKUP}\n  return`)).toEqual(["m", "g"]);
});

test("the list must be made after the object", () => {
  const loop = `  %keys: ref = copy %list
  jump b1
b1:
  %p: value = runtime.get_elem(%v, value "next")
  branch true, b2, b3
b2:
  %k2: ref = call @ingot/runtime/lang/object.ts:Object_keys(%p)
  jump b3
b3:
  %e: ref = array_get.ref.ref %k2, 0
  %k: value = convert.box %e
  %r: value = runtime.get_elem(%p, %k)
  jump b1`;
  expect(kept(loop)).toEqual(["m", "g"]);
});

test("the list must not be changed", () => {
  expect(kept(`${KEYS}\n  array_push.ref %keys, ref "m"\n${ELEMENT}\n${LOOKUP}\n  return`)).toEqual([
    "m",
    "g",
  ]);
});

test("an assignment keeps accessors", () => {
  expect(kept("  runtime.set_elem(%v, %key, %v)\n  return")).toEqual(["g"]);
});

test("a constant table has no methods, unless something changes prototypes", () => {
  const get =
    "  %t: ref = get_global table\n  %b: value = convert.box %t\n  %r: value = runtime.get_elem(%b, %key)\n  return";
  const set = "  %n: ref = new_object Plain\n  set_global table, %n\n";
  expect(kept(set + get, "global table ref")).toEqual([]);
  expect(kept(`${set}  set_global table, %a\n${get}`, "global table ref")).toEqual(["m", "g"]);
  expect(kept(`${set}  runtime.set_proto(%n, %a)\n${get}`, "global table ref")).toEqual(["m", "g"]);
});
