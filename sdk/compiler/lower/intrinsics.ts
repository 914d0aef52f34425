// Calls of functions marked `@intrinsic NAME`: the runtime call NAME takes their place.
//
// Only sources of Ingot itself may carry the mark. The body of such a function, if it has one, is what runs
// under Node.

import ts from "typescript";
import { operandType, str, undef, use } from "../ir/build.ts";
import { runtimeCall } from "../ir/runtime-calls.ts";
import type { Func, Operand } from "../ir/types.ts";
import type { CallArgument } from "./arguments.ts";
import { expression, int32, number } from "./expressions.ts";
import { FunctionLowering } from "./function.ts";
import { membersOf } from "./kinds.ts";
import type { Lowering } from "./lowering.ts";
import { refuse } from "./refuse.ts";
import { EMPTY_ENV } from "./reps.ts";
import type { FunctionNode } from "./syntax.ts";
import { propertyTables } from "./unicode-properties.ts";

export function intrinsicName(lowering: Lowering, declaration: FunctionNode): string | null {
  const file = declaration.getSourceFile().fileName;
  const { packageRoot } = lowering.input;
  if (!["runtime", "hal"].some((folder) => file.startsWith(`${packageRoot}/${folder}/`))) return null;
  for (const tag of ts.getJSDocTags(declaration)) {
    if (tag.tagName.text === "intrinsic" && typeof tag.comment === "string")
      return tag.comment.trim().replace(/^rt_/, "");
  }
  return null;
}

export function intrinsicCall(
  fx: FunctionLowering,
  name: string,
  declaration: FunctionNode,
  args: readonly CallArgument[],
  resultType: ts.Type,
): Operand {
  if (name === "regexp_properties") return str(propertyTables(fx.lowering.unicodeProperties));
  const target = runtimeCall(name);
  if (target === null)
    return refuse(
      declaration,
      "E9001",
      `there is no runtime call "${name}"`,
      "see sdk/compiler/ir/runtime-calls.ts",
    );
  if (name === "as_node_buffer") fx.lowering.noteBuffer();
  noteLiteralKeys(fx, name, args);
  const values = target.args.map((type, i): Operand => {
    const a = args[i];
    if (a === undefined) return type === "ref" || type === "value" ? undef(type) : fx.zero(type);
    if (a.value === undefined && (type === "i32" || type === "u32") && a.node !== undefined) {
      return type === "i32" ? int32(fx, a.node) : fx.convert(number(fx, a.node), "u32");
    }
    const value = a.value ?? expression(fx, a.node!);
    if (type === "i32" || type === "u32" || type === "f64") return fx.convert(fx.toNumber(value), type);
    if (type === "bool") return fx.toBoolean(value);
    return fx.convert(value, type);
  });
  if (target.result === "void") {
    fx.fb.emit({ op: "runtime", dst: null, name, args: values });
    return undef("ref");
  }
  const result = fx.runtime(name, values, target.result);
  if (target.result === "i32" || target.result === "u32") return fx.convert(result, "f64");
  const rep = fx.rep(resultType);
  if (operandType(result) === "value" && rep !== "value" && !(resultType.flags & ts.TypeFlags.Void))
    return fx.convert(result, rep);
  return result;
}

/**
 * A lookup by one of several known names: members of those names must exist. Keys that library code computes
 * are names of own properties, which need no note.
 */
function noteLiteralKeys(fx: FunctionLowering, name: string, args: readonly CallArgument[]): void {
  const key = name === "get_elem" || name === "set_elem" ? args[1]?.node : undefined;
  if (key === undefined) return;
  const type = fx.typeOf(key);
  for (const t of membersOf(type)) {
    if (t.isStringLiteral()) fx.lowering.lookedUp.note(t.value);
  }
}

/** A function that makes the runtime call, for an intrinsic used as a value. */
export function intrinsicWrapper(
  lowering: Lowering,
  name: string,
  declaration: ts.FunctionDeclaration,
): Func {
  const instance = lowering.newInstance(declaration, EMPTY_ENV);
  const fx = new FunctionLowering(lowering, instance);
  const args = instance.func.params.map((p) => ({ value: use(p) }));
  const type = lowering.checker.getSignatureFromDeclaration(declaration)!.getReturnType();
  const result = intrinsicCall(fx, name, declaration, args, type);
  const { returns } = instance;
  fx.fb.terminate({ op: "return", value: returns === "void" ? null : fx.convert(result, returns) });
  return instance.func;
}
