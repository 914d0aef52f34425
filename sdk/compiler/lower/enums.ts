// Enums: members are constants where they are known at compile time; the enum object exists only if used.

import ts from "typescript";
import { num, str } from "../ir/build.ts";
import type { Global, Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";
import type { Lowering } from "./lowering.ts";
import { madeOnce, PerLowering } from "./made-once.ts";
import { notYet } from "./refuse.ts";

/** The value of an enum member access, or null when it is none or not constant. */
export function enumConstant(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Operand | null {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  // E[E.A] asks for the name of a member.
  if (ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(name)) return null;
  const member = fx.checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (member === undefined || !ts.isEnumMember(member)) return null;
  const value = fx.checker.getConstantValue(member);
  if (typeof value === "number") return num(value);
  if (typeof value === "string") return str(value);
  return null;
}

const objects = new PerLowering<ts.EnumDeclaration, Global>();

/**
 * The enum as an object: names to values, and numeric values back to names. It is made where it is first needed, and
 * the same from then on.
 */
export function enumObject(fx: FunctionLowering, symbol: ts.Symbol, node: ts.Node): Operand {
  const declarations = (symbol.declarations ?? []).filter(ts.isEnumDeclaration);
  const members = declarations.flatMap((declaration) => declaration.members);
  const values = members.map((member) => {
    const name = (member.name as ts.Identifier).text;
    const value = fx.checker.getConstantValue(member);
    if (value === undefined)
      notYet(node, `the enum \`${symbol.name}\` as an object (the member ${name} is computed)`);
    return { name, value };
  });
  return madeOnce(fx, globalOf(fx.lowering, declarations[0]!), () => madeObject(fx, values));
}

function globalOf(lowering: Lowering, declaration: ts.EnumDeclaration): Global {
  return objects.of(lowering, declaration, () => {
    const file = lowering.input.relative(declaration.getSourceFile().fileName);
    return lowering.builder.newGlobal(`${file}:${declaration.name.text}`, "ref");
  });
}

function madeObject(
  fx: FunctionLowering,
  values: readonly { readonly name: string; readonly value: number | string }[],
): Operand {
  const object = fx.runtime("new_dict", [], "ref");
  const define = (key: string, value: Operand): void => {
    fx.fb.emit({
      op: "runtime",
      dst: null,
      name: "define_prop",
      args: [object, str(key), fx.convert(value, "value"), { kind: "number", type: "i32", value: 1 }],
    });
  };
  for (const { name, value } of values) {
    define(name, typeof value === "number" ? num(value) : str(value));
    if (typeof value === "number") define(String(value), str(name));
  }
  return object;
}
