// Static members that lookups by name find on a class used as a value.
//
// They are lowered when the program asks for their name somewhere. Fields are globals (statics.ts); here are the
// accessors they are found through.

import ts from "typescript";
import type { ClassInfo } from "../ir/types.ts";
import { type ClassNode, isAmbient, isStatic, isWellKnown, memberKey, mentionsThis } from "./class-nodes.ts";
import type { Classes } from "./classes.ts";
import { typeParametersOf } from "./function-nodes.ts";
import type { Lowering } from "./lowering.ts";
import type { Rep } from "./reps.ts";
import { staticAccessors } from "./statics.ts";

/**
 * Adds the static members of `node`, and inherited ones that say `this` in a version of its own. `tabled`: marks of
 * what is there already.
 */
export function completeStatics(
  classes: Classes,
  lowering: Lowering,
  tabled: Set<string>,
  node: ClassNode,
): void {
  const info = classes.info(node);
  for (let at: ClassNode | null = node; at !== null; at = classes.baseNode(at)) {
    for (const m of at.members) {
      if (!isStatic(m) || m.name === undefined || ts.isPrivateIdentifier(m.name)) continue;
      if (ts.isComputedPropertyName(m.name) && !isWellKnown(m.name)) continue;
      const key = memberKey(at, m.name);
      if (at === node && ts.isPropertyDeclaration(m)) completeField(classes, lowering, tabled, info, m, key);
      if (!(ts.isMethodDeclaration(m) || ts.isAccessor(m)) || m.body === undefined) continue;
      if (at !== node && !mentionsThis(m)) continue;
      const role = ts.isMethodDeclaration(m) ? "method" : ts.isGetAccessorDeclaration(m) ? "get" : "set";
      const mark = `s${info.id}:${role}:${key}`;
      if (tabled.has(mark) || !lowering.lookedUp.has(key, at)) continue;
      tabled.add(mark);
      const env = new Map<ts.Symbol, Rep>();
      for (const p of typeParametersOf(m)) env.set(lowering.checker.getSymbolAtLocation(p.name)!, "value");
      const { func } = lowering.functionInstance(m, env, node);
      func.needsGenericEntry = true;
      info.statics.push({ key, role, func });
    }
  }
}

/**
 * A static field stays one variable, found by name through accessors. Where there are subclasses, it has no setter:
 * assigning it through one of them would make a field of the subclass, which nothing here could hold.
 */
function completeField(
  classes: Classes,
  lowering: Lowering,
  tabled: Set<string>,
  info: ClassInfo,
  field: ts.PropertyDeclaration,
  key: string,
): void {
  if (isAmbient(field)) return;
  const mark = `s${info.id}:field:${key}`;
  if (tabled.has(mark) || !lowering.lookedUp.has(key, field.parent)) return;
  tabled.add(mark);
  const { get, set } = staticAccessors(lowering, field, key);
  get.needsGenericEntry = true;
  info.statics.push({ key, role: "get", func: get });
  if (classes.hasSubclasses(field.parent as ClassNode)) return;
  set.needsGenericEntry = true;
  info.statics.push({ key, role: "set", func: set });
}
