// Lowering of array and object literals.
//
// An object literal gets a constant shape: its properties in order, each slot in the representation of the
// property's type, taken from the type the literal is used as when there is one. Literals whose properties
// are not known at compile time become dictionaries.

import ts from "typescript";
import { i32, operandType, str, undef } from "../ir/build.ts";
import type { ArrayKind, Operand, Type } from "../ir/types.ts";
import { arrayOf, kindOf, spreadArray } from "./arguments.ts";
import { hasName, isStatic } from "./class-nodes.ts";
import { mentionsSuper } from "./class-values.ts";
import { setsPrototype } from "./declared-names.ts";
import { expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import { membersOf } from "./kinds.ts";
import { mayAssign } from "./operators.ts";
import { notYet } from "./refuse.ts";
import { indexedKind, isNullish, joinReps, type Rep } from "./reps.ts";

export function arrayLiteral(fx: FunctionLowering, node: ts.ArrayLiteralExpression): Operand {
  const kind = literalKind(fx, node);
  if (node.elements.some(ts.isOmittedExpression)) return sparseLiteral(fx, node);
  if (node.elements.some(ts.isSpreadElement))
    return spreadArray(
      fx,
      node.elements.map((e) => ({ node: e })),
      kind,
    );
  const values = node.elements.map((e, i) => {
    const value = expression(fx, e);
    return node.elements.slice(i + 1).some(mayAssign) ? fx.hold(value) : value;
  });
  return arrayOf(fx, kind, values);
}

function sparseLiteral(fx: FunctionLowering, node: ts.ArrayLiteralExpression): Operand {
  if (node.elements.some(ts.isSpreadElement)) return notYet(node, "a hole beside a spread");
  const values = node.elements.map(
    (e): Operand =>
      ts.isOmittedExpression(e) ? { kind: "hole", type: "value" } : fx.hold(expression(fx, e)),
  );
  return arrayOf(fx, "value", values);
}

/** Element kind: what the surroundings expect, else what the elements are. */
function literalKind(fx: FunctionLowering, node: ts.ArrayLiteralExpression): ArrayKind {
  const contextual = fx.checker.getContextualType(node);
  for (const type of [contextual, fx.typeOf(node)]) {
    if (type === undefined) continue;
    const candidates = membersOf(type);
    let rep: Rep | null = null;
    for (const candidate of candidates) {
      const indexed = indexedKind(fx.checker, candidate);
      if (indexed === null || (indexed.kind !== "array" && indexed.kind !== "tuple")) continue;
      if (indexed.element.flags & ts.TypeFlags.Never) continue;
      const each = fx.rep(indexed.element);
      rep = rep === null ? each : joinReps(rep, each);
    }
    if (rep !== null) return kindOf(rep);
  }
  return "value";
}

interface Property {
  readonly key: string;
  readonly value: Operand;
  readonly type: Type;
}

export function objectLiteral(fx: FunctionLowering, node: ts.ObjectLiteralExpression): Operand {
  const contextual = fx.checker.getContextualType(node);
  if (isDictionary(fx, node, contextual)) return dictionary(fx, node);
  const properties: Property[] = [];
  for (const [i, p] of node.properties.entries()) {
    const later = node.properties.slice(i + 1).some(mayAssign);
    const key = (p.name as ts.Identifier | ts.StringLiteral).text;
    const raw = propertyValue(fx, p);
    const type = slotType(fx, node, contextual, key, raw);
    const converted = fx.convert(raw, type, `property ${key}`);
    const value = later || converted.kind === "local" ? fx.hold(converted) : converted;
    const before = properties.findIndex((q) => q.key === key);
    if (before >= 0) properties[before] = { key, value, type };
    else properties.push({ key, value, type });
  }
  const open = contextual !== undefined && missesOptional(fx, contextual, properties);
  const shape = fx.lowering.literalShape(
    properties.map(({ key, type }) => ({ key, type, optional: false })),
    open,
  );
  const object = fx.fb.temp("ref");
  fx.fb.emit({ op: "new_object", dst: object.local, shape });
  for (const [slot, p] of properties.entries())
    fx.fb.emit({ op: "set_slot", obj: object, shape, slot, value: p.value });
  return object;
}

function propertyValue(
  fx: FunctionLowering,
  p: ts.ObjectLiteralElementLike,
  home: Operand | null = null,
): Operand {
  if (ts.isPropertyAssignment(p)) return expression(fx, p.initializer);
  if (ts.isShorthandPropertyAssignment(p)) return expression(fx, p.name);
  if (ts.isMethodDeclaration(p)) return fx.closure(p, home).value;
  return notYet(p, "this part of an object literal");
}

/** Spreads, computed and numeric names, and literals used as Record or any are dictionaries. */
function isDictionary(
  fx: FunctionLowering,
  node: ts.ObjectLiteralExpression,
  contextual: ts.Type | undefined,
): boolean {
  for (const p of node.properties) {
    if (ts.isSpreadAssignment(p) || ts.isAccessor(p) || setsPrototype(p)) return true;
    if (ts.isMethodDeclaration(p) && mentionsSuper(p)) return true;
    if (p.name !== undefined && (ts.isComputedPropertyName(p.name) || ts.isNumericLiteral(p.name)))
      return true;
    if (p.name !== undefined && /^\d+$/.test((p.name as ts.StringLiteral).text)) return true;
  }
  const type = contextual ?? fx.typeOf(node);
  const plain = fx.checker.getNonNullableType(type);
  if (plain.flags & ts.TypeFlags.Any) return true;
  const members = membersOf(plain);
  if (members.some((t) => fx.checker.getIndexTypeOfType(t, ts.IndexKind.String) !== undefined)) return true;
  return node.properties.length === 0;
}

/** ObjectDefineProperty of a getter or setter: the other one of the pair stays. */
function defineAccessor(
  fx: FunctionLowering,
  object: Operand,
  key: Operand,
  p: ts.AccessorDeclaration,
): void {
  const none = undef("value");
  const { value, instance } = fx.closure(p, mentionsSuper(p) ? object : null);
  instance.func.needsGenericEntry = true;
  const made = fx.convert(value, "value");
  const other = fx.runtime(
    "own_part",
    [fx.convert(object, "value"), key, i32(ts.isGetAccessor(p) ? 2 : 1)],
    "value",
  );
  const pair = ts.isGetAccessor(p) ? [made, other] : [other, made];
  fx.fb.emit({
    op: "runtime",
    dst: null,
    name: "define_accessor",
    args: [object, key, pair[0] ?? none, pair[1] ?? none, i32(1)],
  });
}

function dictionary(fx: FunctionLowering, node: ts.ObjectLiteralExpression): Operand {
  const object = fx.runtime("new_dict", [], "ref");
  for (const p of node.properties) {
    if (ts.isSpreadAssignment(p)) {
      const source = fx.convert(expression(fx, p.expression), "value");
      callLanguage(fx, "copyProperties", [object, source]);
      continue;
    }
    if (setsPrototype(p)) {
      const prototype = fx.convert(expression(fx, p.initializer), "value");
      fx.fb.emit({
        op: "runtime",
        dst: null,
        name: "set_elem",
        args: [fx.convert(object, "value"), str("__proto__", "value"), prototype],
      });
      continue;
    }
    const name = p.name!;
    let key: Operand;
    if (ts.isComputedPropertyName(name)) {
      key = fx.hold(
        fx.runtime("to_property_key", [fx.convert(expression(fx, name.expression), "value")], "ref"),
      );
    } else if (ts.isNumericLiteral(name)) key = str(String(Number(name.text)));
    else key = str((name as ts.Identifier | ts.StringLiteral).text);
    if (ts.isAccessor(p)) {
      defineAccessor(fx, object, key, p);
      continue;
    }
    const home = ts.isMethodDeclaration(p) && mentionsSuper(p) ? object : null;
    const value = fx.convert(propertyValue(fx, p, home), "value");
    if (ts.isComputedPropertyName(name) && isAnonymousFunction(p))
      callLanguage(fx, "nameFunction", [value, fx.convert(key, "value"), str("")]);
    fx.fb.emit({
      op: "runtime",
      dst: null,
      name: "define_prop",
      args: [object, key, value, { kind: "number", type: "i32", value: 1 }],
    });
  }
  return object;
}

/** IsAnonymousFunctionDefinition of what a computed name is given, methods included. */
function isAnonymousFunction(p: ts.ObjectLiteralElementLike): boolean {
  if (ts.isMethodDeclaration(p)) return true;
  if (!ts.isPropertyAssignment(p)) return false;
  let value: ts.Node = p.initializer;
  while (ts.isParenthesizedExpression(value)) value = value.expression;
  if (ts.isClassExpression(value)) return value.name === undefined && !hasStaticName(value);
  return ts.isArrowFunction(value) || (ts.isFunctionExpression(value) && value.name === undefined);
}

function hasStaticName(node: ts.ClassExpression): boolean {
  return node.members.some((m) => isStatic(m) && m.name !== undefined && hasName(m, "name"));
}

/**
 * The slot holds what the literal's user may store there: the declared type of the property when the
 * literal has a contextual type, else the property's own widened type.
 */
function slotType(
  fx: FunctionLowering,
  node: ts.ObjectLiteralExpression,
  contextual: ts.Type | undefined,
  key: string,
  value: Operand,
): Type {
  let rep: Rep | null = null;
  const add = (type: ts.Type): void => {
    // Nobody keeps a property for null alone: a wider type will see this object, and store something else.
    const each = isNullish(type) ? "value" : fx.rep(type);
    rep = rep === null ? each : joinReps(rep, each);
  };
  const members =
    contextual === undefined
      ? []
      : contextual.flags & ts.TypeFlags.Union
        ? (contextual as ts.UnionType).types
        : [contextual];
  for (const member of members) {
    const p = fx.checker.getPropertyOfType(member, key);
    if (p === undefined) continue;
    add(fx.checker.getTypeOfSymbol(p));
  }
  if (rep === null) {
    const own = fx.checker.getPropertyOfType(fx.typeOf(node), key);
    if (own !== undefined) add(fx.checker.getTypeOfSymbol(own));
  }
  const natural = operandType(value);
  if (rep === null)
    return natural === "i32" || natural === "u32" ? "f64" : natural === "void" ? "ref" : natural;
  // A missing element or, behind a cast, a primitive may be stored here: keep it boxed rather than throw.
  const isOther =
    natural === "value" ||
    fx.lowering.widened.hasName(key) ||
    (rep === "ref" && ((natural !== "ref" && natural !== "void") || fx.lowering.loose.has(key)));
  return isOther ? "value" : rep;
}

/** True when the declared type has properties that this literal leaves out and code may add later. */
function missesOptional(fx: FunctionLowering, contextual: ts.Type, properties: readonly Property[]): boolean {
  const members = membersOf(contextual);
  return members.some((m) =>
    fx.checker
      .getPropertiesOfType(m)
      .some((p) => p.flags & ts.SymbolFlags.Optional && !properties.some((q) => q.key === p.name)),
  );
}
