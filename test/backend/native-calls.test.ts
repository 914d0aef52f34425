// calls.h against the table that the compiler generates calls from.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { INSTRUCTIONS } from "../../sdk/backend/c/prelude.ts";
import { runtimeCall, runtimeCallNames } from "../../sdk/compiler/ir/runtime-calls.ts";
import type { Type } from "../../sdk/compiler/ir/types.ts";

const C_TYPES: Record<Type, string> = {
  void: "void",
  bool: "bool",
  i32: "int32_t",
  u32: "uint32_t",
  f64: "double",
  ref: "Obj *",
  value: "Value",
};

const header = readFileSync(join(import.meta.dirname, "../../runtime/native/calls.h"), "utf8");
const prototypes = new Map(
  [...header.matchAll(/^(.+?) ?\b(rt_\w+)\((.*)\);$/gm)].map(([, result, name, args]) => [
    name!,
    { result: result!.trim(), args: args === "void" ? [] : args!.split(", ") },
  ]),
);

/** Those that call the native core, and not the processor. */
const names = runtimeCallNames().filter((name) => !INSTRUCTIONS.includes(name));

describe("calls.h", () => {
  it.each(names)("declares %s as the table describes it", (name) => {
    const call = runtimeCall(name)!;
    expect(prototypes.get(`rt_${name}`)).toEqual({
      result: C_TYPES[call.result],
      args: call.args.map((type) => C_TYPES[type]),
    });
  });

  it("declares nothing that the table does not have", () => {
    expect([...prototypes.keys()].sort()).toEqual(names.map((name) => `rt_${name}`).sort());
  });
});
