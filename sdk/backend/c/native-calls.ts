// calls.h: C prototypes of the functions of runtime/native that IR may call by name, made from the compiler's table.
//
// The C compiler thereby compares the table with every definition and every call.

import { runtimeCall, runtimeCallNames } from "../../compiler/ir/runtime-calls.ts";
import type { Type } from "../../compiler/ir/types.ts";
import { INSTRUCTIONS } from "./prelude.ts";

export const CALLS_NAME = "calls.h";

const C_TYPES: Record<Type, string> = {
  void: "void",
  bool: "bool",
  i32: "int32_t",
  u32: "uint32_t",
  f64: "double",
  ref: "Obj *",
  value: "Value",
};

/** The header's text; ingot.h includes it. */
export function nativeCalls(): string {
  const prototypes = runtimeCallNames()
    .filter((name) => !INSTRUCTIONS.includes(name))
    .map((name) => {
      const { args, result } = runtimeCall(name)!;
      const list = args.map((type) => C_TYPES[type]).join(", ") || "void";
      return `${C_TYPES[result]} rt_${name}(${list});\n`;
    });
  return `/* Made by the Ingot compiler: the runtime calls of sdk/compiler/ir/runtime-calls.ts. */\n${prototypes.join("")}`;
}
