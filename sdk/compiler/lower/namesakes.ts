// Functions and classes that share their name with a TypeScript namespace: what it exports are properties of them.
//
//   function parse(text: string) { ... }      namespace parse { export const version = 2; }
//
// `parse.version` in the source is read as the variable that it is. Whoever meets the function as a value finds the
// property, which is given when the namespace has run. A variable that may be assigned would differ from it then, and
// namespaces and enums are no objects that could have properties: such a value is refused.

import ts from "typescript";
import { symbolValue } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { notYet } from "./refuse.ts";

const F = ts.SymbolFlags;

/** Gives the function or class of the same name what the namespace `node` exports. */
export function addToNamesake(fx: FunctionLowering, node: ts.ModuleDeclaration): void {
  const owner = fx.checker.getSymbolAtLocation(node.name);
  if (owner === undefined || !(owner.flags & (F.Function | F.Class))) return;
  if (unfitExport(fx, owner) !== null) return;
  for (const member of exportsOf(fx, owner)) {
    const declaration = member.valueDeclaration!;
    if (!isInside(declaration, node)) continue;
    fx.fb.emit({
      op: "set_prop",
      obj: fx.convert(symbolValue(fx, owner, node.name), "value"),
      key: member.name,
      value: fx.convert(symbolValue(fx, member, declaration), "value"),
    });
  }
}

/** Refuses what shares its name with a namespace as a value, where its properties could not be those of the namespace. */
export function requireFitNamesake(fx: FunctionLowering, symbol: ts.Symbol, node: ts.Node): void {
  if (!(symbol.flags & F.ValueModule) || !(symbol.flags & (F.Function | F.Class | F.Enum))) return;
  const unfit = symbol.flags & F.Enum ? exportsOf(fx, symbol)[0] : unfitExport(fx, symbol);
  if (unfit === undefined || unfit === null) return;
  const kind = symbol.flags & F.Enum ? "an enum" : symbol.flags & F.Class ? "a class" : "a function";
  notYet(
    node,
    `\`${symbol.name}\`, ${kind} with a namespace that exports \`${unfit.name}\`, as a value`,
    "name the members, or give the namespace another name",
  );
}

/** The first export that cannot be a property; null where all can. */
function unfitExport(fx: FunctionLowering, owner: ts.Symbol): ts.Symbol | null {
  const isUnfit = (member: ts.Symbol): boolean => {
    if (member.flags & (F.Module | F.Enum)) return true;
    const isConstant = ts.getCombinedNodeFlags(member.valueDeclaration!) & ts.NodeFlags.Const;
    return (member.flags & F.Variable) !== 0 && isConstant === 0;
  };
  return exportsOf(fx, owner).find(isUnfit) ?? null;
}

/** The values that the namespaces of this name export, in the order of the text. */
function exportsOf(fx: FunctionLowering, owner: ts.Symbol): ts.Symbol[] {
  const found = fx.checker.getExportsOfModule(owner).filter((member) => {
    const declaration = member.valueDeclaration;
    if (!(member.flags & F.Value) || member.flags & (F.ConstEnum | F.EnumMember) || declaration === undefined)
      return false;
    return (owner.declarations ?? []).some((d) => ts.isModuleDeclaration(d) && isInside(declaration, d));
  });
  return found.sort((a, b) => a.valueDeclaration!.pos - b.valueDeclaration!.pos);
}

function isInside(node: ts.Node, namespace: ts.ModuleDeclaration): boolean {
  return ts.findAncestor(node, (at) => at === namespace) !== undefined;
}
