// calls.h: C prototypes of the functions of runtime/native that IR may call by name, made from the compiler's table.
//
// The C compiler thereby compares the table with every definition and every call.

import { runtimeCall, runtimeCallNames } from "../../compiler/ir/runtime-calls.ts";
import { INSTRUCTIONS } from "./prelude.ts";
import { cType } from "./program.ts";

export const CALLS_NAME = "calls.h";

/** The header's text; ingot.h includes it. */
export function nativeCalls(): string {
  const prototypes = runtimeCallNames()
    .filter((name) => !INSTRUCTIONS.includes(name))
    .map((name) => {
      const { args, result } = runtimeCall(name)!;
      const list = args.map(cType).join(", ") || "void";
      return `${cType(result)} rt_${name}(${list});\n`;
    });
  return `/* Made by the Ingot compiler: the runtime calls of sdk/compiler/ir/runtime-calls.ts. */\n${prototypes.join("")}`;
}
