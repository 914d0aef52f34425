// Lowering of destructuring, for declarations and for assignments.
//
// Array patterns over arrays read by index (holes and missing elements are undefined); over other iterables
// they take the values from runtime/lang. Object patterns read properties by the rules of property access.

import ts from "typescript";
import { num, operandType, str, undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { lookedUp, refused } from "./access.ts";
import { propertyText } from "./declared-names.ts";
import { arrayKind } from "./elements.ts";
import { expression } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { callLanguage, IteratorSteps } from "./iteration.ts";
import { printed, printedIterable } from "./printed.ts";
import { type Reference, reference } from "./references.ts";
import { notYet } from "./refuse.ts";
import { indexedKind } from "./reps.ts";
import { skipOuter } from "./syntax.ts";
import { withoutClaim } from "./tested.ts";

/** Binds the names of a pattern to the parts of `value`, whose static type is `type`. */
export function bindPattern(
  fx: FunctionLowering,
  pattern: ts.BindingName,
  value: Operand,
  type: ts.Type,
  mode: "declare",
): void {
  if (ts.isIdentifier(pattern)) {
    fx.declare(pattern, value);
    return;
  }
  const held = fx.hold(value);
  if (ts.isObjectBindingPattern(pattern)) {
    requireObject(fx, held, pattern);
    const taken: Operand[] = [];
    for (const element of pattern.elements) {
      if (element.dotDotDotToken !== undefined) {
        bindPattern(fx, element.name, restObject(fx, held, taken), fx.typeOf(element), mode);
        continue;
      }
      const name = element.propertyName ?? (element.name as ts.Identifier);
      const part = propertyPart(fx, held, name, type, element);
      taken.push(part.key);
      bindElement(fx, element, part.value, part.type, mode);
    }
    return;
  }
  const source = new ArraySource(fx, held, type, pattern);
  source.take(() => {
    pattern.elements.forEach((element, i) => {
      if (ts.isOmittedExpression(element)) source.skip();
      else if (element.dotDotDotToken !== undefined)
        bindPattern(fx, element.name, source.rest(i), fx.typeOf(element), mode);
      else bindElement(fx, element, source.element(i), source.elementType(i), mode);
    });
  });
}

function bindElement(
  fx: FunctionLowering,
  element: ts.BindingElement,
  value: Operand,
  type: ts.Type,
  mode: "declare",
): void {
  const final = fx.rep(fx.typeOf(element));
  const isTested = fx.lowering.tested.has(element, final);
  let part = isTested ? withoutClaim(fx, value) : value;
  if (element.initializer !== undefined) {
    const rep = isTested ? "value" : final;
    part = fx.withDefault(part, element.initializer, ts.isIdentifier(element.name) ? rep : "ref");
  }
  bindPattern(fx, element.name, part, ts.isIdentifier(element.name) ? type : fx.typeOf(element.name), mode);
}

/** Assigns the parts of `value` to the places of a literal used as a pattern. */
export function assignPattern(
  fx: FunctionLowering,
  pattern: ts.Expression,
  value: Operand,
  type: ts.Type,
  place: Reference | null = null,
): void {
  const target = skipOuter(pattern) as ts.Expression;
  if (ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const rep = fx.rep(fx.typeOf(target.left));
    const final = fx.withDefault(value, target.right, rep);
    assignPattern(fx, target.left, final, fx.typeOf(target.left), place);
    return;
  }
  if (ts.isArrayLiteralExpression(target)) {
    const source = new ArraySource(fx, fx.hold(value), type, target);
    source.take(() => {
      target.elements.forEach((element, i) => {
        if (ts.isOmittedExpression(element)) source.skip();
        else if (ts.isSpreadElement(element)) {
          const place = earlyPlace(fx, element.expression);
          assignPattern(fx, element.expression, source.rest(i), fx.typeOf(element.expression), place);
        } else {
          const place = earlyPlace(fx, element);
          assignPattern(fx, element, source.element(i), source.elementType(i), place);
        }
      });
    });
    return;
  }
  if (ts.isObjectLiteralExpression(target)) {
    assignObject(fx, target, fx.hold(value), type);
    return;
  }
  (place ?? reference(fx, target)).set(value);
}

/** The place of a part, evaluated before the part is read as ECMA-262 says, where a program could see the order. */
function earlyPlace(fx: FunctionLowering, pattern: ts.Expression): Reference | null {
  let target = skipOuter(pattern) as ts.Expression;
  if (ts.isBinaryExpression(target)) target = skipOuter(target.left) as ts.Expression;
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return null;
  return runsCode(target) ? reference(fx, target) : null;
}

/** True when evaluating `node` may run code of the program, or wait. */
function runsCode(node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node))
    return true;
  if (ts.isYieldExpression(node) || ts.isAwaitExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (c) => runsCode(c) || undefined) ?? false;
}

function assignObject(
  fx: FunctionLowering,
  target: ts.ObjectLiteralExpression,
  value: Operand,
  type: ts.Type,
): void {
  requireObject(fx, value, target);
  const taken: Operand[] = [];
  for (const p of target.properties) {
    if (ts.isSpreadAssignment(p)) {
      assignPattern(fx, p.expression, restObject(fx, value, taken), fx.typeOf(p.expression));
    } else if (ts.isShorthandPropertyAssignment(p)) {
      const part = propertyPart(fx, value, p.name, type, p);
      taken.push(part.key);
      const final =
        p.objectAssignmentInitializer === undefined
          ? part.value
          : fx.withDefault(part.value, p.objectAssignmentInitializer, fx.rep(fx.typeOf(p.name)));
      reference(fx, p.name).set(final);
    } else if (ts.isPropertyAssignment(p)) {
      // The key comes before the place; a computed one is left to the common case.
      const place = ts.isComputedPropertyName(p.name) ? null : earlyPlace(fx, p.initializer);
      const part = propertyPart(fx, value, p.name, type, p);
      taken.push(part.key);
      assignPattern(fx, p.initializer, part.value, part.type, place);
    } else notYet(p, "this part of a pattern");
  }
}

/** RequireObjectCoercible, with Node's message: it names the first property and where the value comes from. */
function requireObject(fx: FunctionLowering, value: Operand, pattern: ts.Node): void {
  const first = firstProperty(pattern);
  // Of a part of another pattern, reading that property says what is wrong.
  if (first !== null && ts.isBindingElement(pattern.parent) && pattern.parent.initializer === undefined)
    return;
  const source = `'${destructuredText(pattern)}'`;
  const text = first === null ? source : `property '${first}' of ${source}`;
  fx.fb.emit({
    op: "runtime",
    dst: null,
    name: "require_object",
    args: [fx.convert(value, "value"), str(text)],
  });
}

/** The property that a pattern takes first, if it has a plain name. */
function firstProperty(pattern: ts.Node): string | null {
  let name: ts.Node | undefined;
  if (ts.isObjectBindingPattern(pattern)) {
    const [first] = pattern.elements;
    if (first !== undefined && first.dotDotDotToken === undefined) name = first.propertyName ?? first.name;
  } else if (ts.isObjectLiteralExpression(pattern)) name = pattern.properties[0]?.name;
  if (name === undefined) return null;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : null;
}

/** How Node's message writes what is taken apart. */
function destructuredText(pattern: ts.Node): string {
  const { parent } = pattern;
  if (ts.isParameter(parent) && parent.initializer === undefined) return "undefined";
  if (ts.isVariableDeclaration(parent) && ts.isForOfStatement(parent.parent.parent)) return ".for";
  const source = ts.isVariableDeclaration(parent)
    ? parent.initializer
    : ts.isBinaryExpression(parent) && parent.left === pattern
      ? parent.right
      : undefined;
  if (source === undefined) return "(intermediate value)";
  return printed(source);
}

function propertyPart(
  fx: FunctionLowering,
  object: Operand,
  name: ts.PropertyName,
  type: ts.Type,
  node: ts.Node,
): { value: Operand; type: ts.Type; key: Operand } {
  if (ts.isComputedPropertyName(name)) {
    const key = fx.convert(
      fx.runtime("to_property_key", [fx.convert(expression(fx, name.expression), "value")], "ref"),
      "value",
    );
    fx.lowering.lookedUp.noteEvery();
    const value = fx.runtime("get_elem", [fx.convert(object, "value"), key], "value");
    return { value, type: fx.typeOf(node), key };
  }
  const key = propertyText(name);
  const keyOperand = str(key, "value");
  const found = fx.checker.getPropertyOfType(fx.checker.getNonNullableType(type), key);
  const partType =
    found === undefined ? fx.checker.getAnyType() : fx.checker.getTypeOfSymbolAtLocation(found, node);
  const instance = fx.lowering.classes.ofType(type, fx.env);
  const member = instance === null ? null : fx.lowering.classes.member(instance, key);
  if (member?.kind === "field" && operandType(object) === "ref") {
    const slot = member.owner.shape.slots[member.slot]!;
    const result = fx.fb.temp(slot.type);
    const others = instance === null ? undefined : refused(fx, instance, node);
    if (!others && fx.lowering.classes.isFakeable(member.owner.node)) fx.lowering.lookedUp.note(key);
    fx.fb.emit({
      op: "get_field",
      dst: result.local,
      obj: object,
      shape: member.owner.shape,
      slot: member.slot,
      text: key,
      ...others,
    });
    return { value: result, type: partType, key: keyOperand };
  }
  const indexed = indexedKind(fx.checker, fx.checker.getNonNullableType(type));
  if (key === "length" && indexed !== null && operandType(object) === "ref") {
    const of = indexed.kind === "string" ? "string" : indexed.kind === "typed" ? "typed" : "array";
    const length = fx.fb.temp("i32");
    fx.fb.emit({ op: "length", dst: length.local, of, obj: object });
    return { value: fx.convert(length, "f64"), type: partType, key: keyOperand };
  }
  fx.lowering.lookedUp.noteMember(node, key, fx.checker.getNonNullableType(type));
  return {
    value: lookedUp(fx, object, key, optionalType(fx, node, partType)),
    type: partType,
    key: keyOperand,
  };
}

/** With a default, the property may be absent whatever the pattern's type says; one that is tested may be anything. */
function optionalType(fx: FunctionLowering, node: ts.Node, type: ts.Type): ts.Type {
  const hasDefault =
    (ts.isBindingElement(node) && node.initializer !== undefined) ||
    (ts.isShorthandPropertyAssignment(node) && node.objectAssignmentInitializer !== undefined) ||
    (ts.isPropertyAssignment(node) && ts.isBinaryExpression(node.initializer));
  const isTested = fx.lowering.tested.has(node, fx.rep(type));
  return isTested || (hasDefault && fx.rep(type) !== "ref") ? fx.checker.getAnyType() : type;
}

/** A new object with the properties of `value` that the pattern did not take. */
function restObject(fx: FunctionLowering, value: Operand, taken: readonly Operand[]): Operand {
  const object = fx.runtime("new_dict", [], "ref");
  callLanguage(fx, "copyProperties", [object, value]);
  for (const key of taken) fx.runtime("delete_elem", [fx.convert(object, "value"), key], "bool");
  return object;
}

/** Where an array pattern takes its values from: arrays by index, anything else through its iterator. */
class ArraySource {
  private readonly fx: FunctionLowering;
  private readonly array: Operand;
  private readonly type: ts.Type;
  private readonly steps: IteratorSteps | null;

  constructor(fx: FunctionLowering, value: Operand, type: ts.Type, pattern: ts.Node) {
    this.fx = fx;
    const plain = fx.checker.getNonNullableType(type);
    const indexed = indexedKind(fx.checker, plain);
    this.type = plain;
    const isArray = indexed !== null && (indexed.kind === "array" || indexed.kind === "tuple");
    this.array = isArray ? fx.convert(value, "ref", "an array") : value;
    this.steps = isArray ? null : new IteratorSteps(fx, value, sourceText(pattern));
  }

  /** Runs the binding of the parts; leaving it closes the iterator. */
  take(body: () => void): void {
    if (this.steps === null) body();
    else this.steps.take(body);
  }

  /** An elision: the iterator moves on. */
  skip(): void {
    this.steps?.next();
  }

  elementType(index: number): ts.Type {
    const { checker } = this.fx;
    if (checker.isTupleType(this.type)) {
      const property = checker.getPropertyOfType(this.type, String(index));
      if (property !== undefined) return checker.getTypeOfSymbol(property);
    }
    return checker.getIndexTypeOfType(this.type, ts.IndexKind.Number) ?? checker.getAnyType();
  }

  element(index: number): Operand {
    const { fx } = this;
    if (this.steps !== null) return this.steps.next();
    const element = fx.checker.getIndexTypeOfType(this.type, ts.IndexKind.Number);
    const kind = element !== undefined ? arrayKind(fx, element) : "value";
    const result = kind === "ref" ? "ref" : "value";
    const dst = fx.fb.temp(result);
    fx.fb.emit({ op: "array_get", dst: dst.local, kind, array: this.array, index: num(index), result });
    return dst;
  }

  /** The elements from `index` on, in a new array. */
  rest(index: number): Operand {
    const { fx } = this;
    if (this.steps !== null) return this.steps.rest();
    const element = fx.checker.getIndexTypeOfType(this.type, ts.IndexKind.Number);
    const rep = element !== undefined ? fx.rep(element) : "value";
    const node = fx.lowering.languageFunction("Array_prototype_slice");
    if (node === null) throw new Error("runtime/lang exports no Array_prototype_slice");
    const parameter = node.typeParameters?.[0];
    const env = new Map(
      parameter === undefined ? [] : [[fx.checker.getSymbolAtLocation(parameter.name)!, rep] as const],
    );
    const instance = fx.lowering.functionInstance(node, env);
    const args = instance.params.map((p, i) =>
      i === 0
        ? this.array
        : i === 1
          ? fx.convert(num(index), p.type)
          : p.type === "f64"
            ? num(0)
            : undef(p.type === "ref" ? "ref" : "value"),
    );
    const result = fx.fb.temp(instance.func.result);
    fx.fb.emit({ op: "call", dst: result.local, func: instance.func, env: null, args });
    return result;
  }
}

/** How Node names what a pattern takes apart: the expression where one is written. */
function sourceText(pattern: ts.Node): string | null {
  const { parent } = pattern;
  if (ts.isVariableDeclaration(parent) && ts.isForOfStatement(parent.parent.parent)) return ".for";
  if (ts.isVariableDeclaration(parent) && parent.initializer !== undefined)
    return printedIterable(parent.initializer, "const []") || null;
  return null;
}
