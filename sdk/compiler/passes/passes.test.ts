// The passes that find throwing functions and remove what cannot be reached, text to text.

import { expect, test } from "vitest";
import { IngotError } from "../../diagnostics/diagnostic.ts";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import { verifyModule } from "../ir/verify.ts";
import { requireCorrect, runPasses } from "./index.ts";
import { findMayThrow } from "./may-throw.ts";
import { removeUnreachable } from "./remove-unreachable.ts";

const THROWING = `entry @main
func @main() -> void {
b0:
  call @caught()
  call @caller()
  return
}
func @thrower() -> void {
b0:
  throw value "x"
}
func @caller() -> void {
b0:
  call @thrower()
  return
}
func @caught() -> void {
b0: handler b1
  call @thrower()
  return
b1:
  %1: value = catch
  return
}
func @recursive(%n: f64) -> f64 {
b0:
  %1: f64 = call @recursive(%n)
  return %1
}
func @dynamic(%f: value) -> void {
b0:
  call_value %f, undefined, "f"()
  return
}
func @rethrower() -> void {
b0: handler b1
  call @thrower()
  return
b1:
  %1: value = catch
  throw %1
}
`;

test("functions throw when a throw or a throwing call can leave them, and only then", () => {
  const module = parseModule(THROWING);
  findMayThrow(module);
  const throwing = module.functions.filter((f) => f.mayThrow).map((f) => f.name);
  expect(throwing).toEqual(["main", "thrower", "caller", "dynamic", "rethrower"]);
});

const REACH = `class Used construct @new_used statics { method "make" @make, method "forget" @forget }
class Unused construct @new_unused
shape Used class Used { } methods { method "asked" @asked, method "other" @other } vtable { @virtual }
shape Unused class Unused { } methods { method "asked" @unused_asked }
global kept f64
global dropped f64
builtin string "asked" @builtin_asked
builtin string "other" @builtin_other
hook run @run
entry @main
func @main() -> void {
b0:
  %1: ref = new_object Used
  %2: value = convert.box %1
  %3: value = call_method %2, "asked", "u.asked"()
  set_global kept, 1
  return
b1:
  call @dead()
  return
}
${["dead", "run", "new_used", "new_unused", "make", "forget"]
  .map(
    (n) =>
      `func @${n}() -> ${n.startsWith("new") ? "ref" : "void"} {\nb0:\n  return${n.startsWith("new") ? " ref null" : ""}\n}\n`,
  )
  .join("")}${["asked", "other", "virtual", "unused_asked", "builtin_asked", "builtin_other"]
  .map((n) => `func @${n}(%this: ref) -> void this {\nb0:\n  return\n}\n`)
  .join("")}`;

function remaining(text: string, options?: Parameters<typeof removeUnreachable>[1]) {
  const module = parseModule(text);
  removeUnreachable(module, options);
  expect(verifyModule(module)).toEqual([]);
  return module;
}

test("only what is called, made, or asked for by name remains", () => {
  const module = remaining(REACH);
  expect(printModule(module).split("\n\n")[0]).toBe(
    `class Used
shape Used class Used { } methods { method "asked" @asked } vtable { @virtual }
global kept f64
builtin string "asked" @builtin_asked
hook run @run
entry @main`,
  );
  expect(module.functions.map((f) => f.name)).toEqual(["main", "run", "asked", "virtual", "builtin_asked"]);
  expect(module.entry.blocks.length).toBe(1);
});

test("a lookup by a name known only at run time keeps every method", () => {
  const dynamic = REACH.replace("  set_global", "  %4: value = runtime.get_elem(%2, %3)\n  set_global");
  expect(remaining(dynamic).functions.map((f) => f.name)).toContain("builtin_other");
  const trusted = remaining(dynamic, { meets: (f) => (f.name === "main" ? "own" : "all") });
  expect(trusted.functions.map((f) => f.name)).not.toContain("builtin_other");
});

test("a lookup by a number keeps no method", () => {
  const numbered = REACH.replace(
    "  set_global",
    "  %4: value = convert.box 3\n  %5: value = runtime.get_elem(%2, %4)\n  set_global",
  );
  expect(remaining(numbered).functions.map((f) => f.name)).not.toContain("other");
});

const TESTED = `class Made construct @new_made
class Never construct @new_never
shape Made class Made { }
shape Never class Never { } methods { method "m" @method }
entry @main
func @main() -> void {
b0:
  %1: ref = new_object Made
  %2: bool = has_shape.subclasses %1, Never
  branch %2, b1, b2
b1:
  call @behindShape()
  return
b2:
  %3: value = convert.box %1
  %4: bool = runtime.instance_of_class(%3, class Never)
  %5: bool = unary.not %4
  branch %5, b4, b3
b3:
  call @behindClass()
  return
b4:
  %6: bool = runtime.is_typed(%3)
  branch %6, b5, b6
b5:
  call @behindKind()
  return
b6:
  call @method(%1)
  return
}
${["behindShape", "behindClass", "behindKind", "inMethod"].map((n) => `func @${n}() -> void {\nb0:\n  return\n}\n`).join("")}
func @new_made() -> ref {
b0:
  return ref null
}
func @new_never() -> ref {
b0:
  %1: ref = new_object Never
  return %1
}
func @method(%this: ref) -> void this of Never {
b0:
  call @inMethod()
  return
}
`;

test("code behind tests for objects that nothing makes goes, and the tests with it", () => {
  const module = remaining(TESTED);
  expect(module.functions.map((f) => f.name)).toEqual(["main", "method"]);
  expect(module.functions[1]!.blocks[0]!.term.op).toBe("unreachable");
  expect(module.entry.blocks.map((b) => b.term.op)).toEqual(["jump", "jump", "jump", "return"]);
});

test("a class that is made anywhere keeps the code behind tests for it", () => {
  const made = TESTED.replace("  call @method", "  %7: ref = call @new_never()\n  call @method");
  const names = remaining(made).functions.map((f) => f.name);
  expect(names).toEqual(["main", "behindShape", "behindClass", "inMethod", "new_never", "method"]);
});

test("weak functions do something only where what they call is there anyway", () => {
  const text = `entry @main
func @main() -> void {
b0:
  %1: value = call @ifLinked()
  return
}
func @ifLinked() -> value weak {
b0:
  %1: value = call @large()
  return %1
}
func @large() -> value {
b0:
  return value "large"
}
`;
  const without = remaining(text);
  expect(without.functions.map((f) => f.name)).toEqual(["main", "ifLinked"]);
  expect(printModule(without)).toContain("return undefined");
  const used = text.replace("  return\n", "  %2: value = call @large()\n  return\n");
  expect(printModule(remaining(used))).toContain("%1: value = call @large()");
});

test("initialisers of library variables that nothing uses are not called", () => {
  const text = `global used f64
global idle f64
entry @main
func @main() -> void {
b0:
  call @initUsed()
  call @initIdle()
  %1: f64 = get_global used
  return
}
${["Used", "Idle"].map((n) => `func @init${n}() -> void initialiser {\nb0:\n  set_global ${n.toLowerCase()}, 1\n  return\n}\n`).join("")}`;
  const module = remaining(text);
  expect(module.functions.map((f) => f.name)).toEqual(["main", "initUsed"]);
  expect(module.globals.map((g) => g.name)).toEqual(["used"]);
});

test("a lookup by a constant name keeps the methods of that name", () => {
  const constant = REACH.replace(
    "  set_global",
    '  %4: value = runtime.get_elem(%2, value "other")\n  set_global',
  );
  const names = remaining(constant).functions.map((f) => f.name);
  expect(names).toContain("other");
  expect(names).toContain("builtin_other");
});

test("the class of an instance may be any class, unless it is only compared with a certain one", () => {
  const asked = (use: string) =>
    REACH.replace("  set_global", `  %4: ref = runtime.class_of(%1)\n  ${use}\n  set_global`);
  const compared = remaining(asked("%5: bool = compare.eq %4, class Used"));
  expect(compared.allClassObjects).toBe(false);
  for (const use of ["%5: bool = compare.eq %4, %1", "%5: value = convert.box %4"])
    expect(remaining(asked(use)).allClassObjects, use).toBe(true);
});

test("a class named as a value keeps its constructor and the static methods that are asked for", () => {
  const named = REACH.replace(
    "  set_global",
    '  %4: value = call_method value class Used, "make", "U.make"()\n  set_global',
  );
  const names = remaining(named).functions.map((f) => f.name);
  expect(names).toContain("new_used");
  expect(names).toContain("make");
  expect(names).not.toContain("forget");
});

test("the passes run in order and each result is verified", () => {
  const module = parseModule(THROWING);
  const seen: string[] = [];
  runPasses(module, { onPass: (name) => seen.push(name) });
  expect(seen).toEqual([
    "remove-unreachable",
    "receivers",
    "unbox-numbers",
    "ranges",
    "suspend",
    "may-throw",
    "form-switches",
    "version-loops",
  ]);
  expect(module.functions.map((f) => f.name)).toEqual(["main", "thrower", "caller", "caught"]);
});

test("incorrect code is reported as a bug of the stage that made it", () => {
  const module = parseModule(THROWING);
  module.entry.blocks[0]!.term = { op: "return", value: { kind: "bool", value: true } };
  expect(() => requireCorrect(module, "lowering")).toThrow(IngotError);
  expect(() => requireCorrect(module, "lowering")).toThrow(
    "E9001: lowering made incorrect intermediate code: @main b0: returns bool instead of void",
  );
});
