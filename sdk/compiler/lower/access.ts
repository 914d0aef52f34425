// Lowering of property and element access, and of assignable places.
//
// Field access of a class goes through get_field (one guarded load); elements of arrays, typed arrays and
// strings through their own instructions; everything else is a lookup by name with an inline cache.

import ts from "typescript";
import { bool, num, operandType, str, undef } from "../ir/build.ts";
import type { ArrayKind, Instr, Operand, Type, TypedArrayKind } from "../ir/types.ts";
import { type ClassInstance, type ClassNode, isStatic, memberKey, privateKey } from "./classes.ts";
import { libraryConstant } from "./calls.ts";
import { enumConstant } from "./enums.ts";
import { expression, number, optionalLink, symbolValue } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { notYet, refuse } from "./refuse.ts";
import { indexedKind, isStringType, type Rep } from "./reps.ts";
import { staticField } from "./statics.ts";

export type Want = "value" | "number" | "int";

/** A place that can be read and written, its sub-expressions evaluated once. */
export interface Reference {
  get(want: Want): Operand;
  set(value: Operand): void;
}

/** obj.name */
export function property(fx: FunctionLowering, node: ts.PropertyAccessExpression): Operand {
  const constant = constantProperty(fx, node);
  if (constant !== null) return constant;
  const object = expression(fx, node.expression);
  optionalLink(fx, node, object);
  return propertyOf(fx, node, object);
}

/** Property reads that need no object: enum members, namespace members, statics of classes and built-ins. */
function constantProperty(fx: FunctionLowering, node: ts.PropertyAccessExpression): Operand | null {
  const constant = enumConstant(fx, node);
  if (constant !== null) return constant;
  if (node.expression.kind === ts.SyntaxKind.ThisKeyword) {
    if (fx.staticOwner === null) return null;
    fx.requireFinalStatics(node);
    return staticRead(fx, fx.staticOwner, node);
  }
  const symbol = fx.checker.getSymbolAtLocation(node.expression);
  if (symbol === undefined || symbol.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Accessor | ts.SymbolFlags.Method)) return null;
  const target = fx.lowering.unalias(symbol);
  const member = fx.checker.getSymbolAtLocation(node.name);
  if (target.flags & ts.SymbolFlags.Module && member !== undefined && !(target.flags & ts.SymbolFlags.Class && !(member.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function)))) {
    return symbolValue(fx, fx.lowering.unalias(member), node);
  }
  const cls = target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable) ? fx.lowering.classes.classOfExpression(node.expression) : null;
  if (cls !== null) {
    const found = staticRead(fx, cls, node);
    if (found !== null) return found;
  }
  const literal = bundledConstant(fx, target, node.name.text);
  if (literal !== null) return literal;
  if (fx.lowering.isLibrary(target)) return builtinConstant(fx, target.name, node);
  return null;
}

/** Static fields, accessors and methods of a class named in the source. */
function staticRead(fx: FunctionLowering, cls: ClassNode, node: ts.PropertyAccessExpression): Operand | null {
  const key = ts.isPrivateIdentifier(node.name) ? privateKey(cls, node.name.text) : node.name.text;
  const member = fx.lowering.classes.staticMember(cls, key);
  if (member === null) {
    if (key === "name") return null;
    return null;
  }
  if (ts.isPropertyDeclaration(member)) return staticField(fx, member).get("value");
  if (ts.isMethodDeclaration(member)) {
    const instance = fx.lowering.functionInstance(member, fx.env);
    return fx.functionValue(instance.func);
  }
  if (ts.isGetAccessorDeclaration(member)) return callStatic(fx, member, []);
  return notYet(node, `the static member \`${key}\``);
}

function callStatic(fx: FunctionLowering, member: ts.GetAccessorDeclaration | ts.SetAccessorDeclaration, args: Operand[]): Operand {
  const { func } = fx.lowering.functionInstance(member, fx.env);
  const all = func.hasThis ? [undef("value"), ...args] : args;
  if (func.result === "void") {
    fx.fb.emit({ op: "call", dst: null, func, env: null, args: all });
    return undef("ref");
  }
  const result = fx.fb.temp(func.result);
  fx.fb.emit({ op: "call", dst: result.local, func, env: null, args: all });
  return result;
}

/** A literal that a constant object of the library holds: read without making the object. */
function bundledConstant(fx: FunctionLowering, owner: ts.Symbol, name: string): Operand | null {
  const property = libraryConstant(fx, owner)?.properties.find((p) => p.name !== undefined && ts.isIdentifier(p.name) && p.name.text === name);
  if (property === undefined || !ts.isPropertyAssignment(property)) return null;
  const value = property.initializer;
  return ts.isStringLiteral(value) || ts.isNumericLiteral(value) || ts.isArrayLiteralExpression(value) ? expression(fx, value) : null;
}

/** Math.PI, Number.MAX_SAFE_INTEGER, or a static function of a built-in as a value. */
function builtinConstant(fx: FunctionLowering, owner: string, node: ts.PropertyAccessExpression): Operand | null {
  if (owner === "Symbol") return notYet(node, `\`Symbol.${node.name.text}\` as a value`);
  const exported = fx.lowering.languageSymbol(`${owner}_${node.name.text}`);
  if (exported !== null) return symbolValue(fx, exported, node);
  if (fx.lowering.languageSymbol(owner) !== null) return null;
  return notYet(node, `the built-in \`${owner}.${node.name.text}\``);
}

/** The property of an object already evaluated. */
export function propertyOf(fx: FunctionLowering, node: ts.PropertyAccessExpression, object: Operand): Operand {
  const type = fx.typeOf(node.expression);
  const name = node.name.text;
  if (name === "length") {
    const indexed = indexedKind(fx.checker, fx.checker.getNonNullableType(type));
    if (indexed !== null) {
      const of = indexed.kind === "string" ? "string" : indexed.kind === "typed" ? "typed" : "array";
      const result = fx.fb.temp("i32");
      fx.fb.emit({ op: "length", dst: result.local, of, obj: fx.convert(object, "ref", name) });
      return fx.convert(result, "f64");
    }
  }
  const member = classMember(fx, node, type);
  if (member !== null) return readMember(fx, node, object, member);
  if (ts.isPrivateIdentifier(node.name)) return notYet(node, "this private name");
  if (name === "prototype" || name === "__proto__") return refuse(node, "E2003", `\`${name}\` cannot be compiled: methods are fixed at compile time`, "call the method, or pass it as an arrow function");
  return byName(fx, object, name, fx.typeOf(node));
}

interface FoundMember {
  readonly instance: ClassInstance;
  readonly key: string;
}

function classMember(fx: FunctionLowering, node: ts.PropertyAccessExpression, type: ts.Type): FoundMember | null {
  const instance = receiverClass(fx, node.expression, type);
  if (instance === null) return null;
  const key = memberName(fx, node, instance);
  return fx.lowering.classes.member(instance, key) === null ? null : { instance, key };
}

/** The class a receiver has by its static type; inside a class, `this` has the class around it. */
export function receiverClass(fx: FunctionLowering, receiver: ts.Expression, type: ts.Type): ClassInstance | null {
  if (receiver.kind === ts.SyntaxKind.ThisKeyword && fx.owner !== null && fx.staticOwner === null) return fx.owner;
  return fx.lowering.classes.ofType(type, fx.env);
}

/** A private name belongs to the class that declares it around the access. */
export function memberName(fx: FunctionLowering, node: ts.PropertyAccessExpression, instance: ClassInstance): string {
  if (!ts.isPrivateIdentifier(node.name)) return node.name.text;
  const symbol = fx.checker.getSymbolAtLocation(node.name);
  const declaring = symbol?.valueDeclaration?.parent;
  return privateKey(declaring !== undefined && ts.isClassLike(declaring) ? declaring : instance.node, node.name.text);
}

/** `this` in a member of its class needs no guard. */
function isTrustedThis(fx: FunctionLowering, receiver: ts.Expression): boolean {
  return receiver.kind === ts.SyntaxKind.ThisKeyword && fx.owner !== null && fx.thisOperand !== null && operandType(fx.thisOperand) === "ref";
}

function readMember(fx: FunctionLowering, node: ts.PropertyAccessExpression, object: Operand, found: FoundMember): Operand {
  const { instance, key } = found;
  const member = fx.lowering.classes.member(instance, key)!;
  const self = fx.convert(object, "ref", "an object");
  if (member.kind === "field") {
    const slot = member.owner.shape.slots[member.slot]!;
    const result = fx.fb.temp(slot.type);
    const shape = member.owner.shape;
    if (isTrustedThis(fx, node.expression)) fx.fb.emit({ op: "get_slot", dst: result.local, obj: self, shape, slot: member.slot });
    else {
      if (fx.lowering.classes.isFakeable(member.owner.node)) fx.lowering.noteDynamicKey(key);
      fx.fb.emit({ op: "get_field", dst: result.local, obj: self, shape, slot: member.slot, text: node.getText() });
    }
    return narrowed(fx, node, result);
  }
  if (member.kind === "accessor") {
    if (member.get === null) return undef("ref");
    return callMember(fx, instance, member.owner, member.get, key, self, [], node.getText(), isTrustedThis(fx, node.expression), new Map());
  }
  // A method as a value: one function object per method.
  fx.lowering.noteDynamicKey(key);
  return byName(fx, self, key, fx.typeOf(node));
}

/** A slot may be boxed (early reads, wider declared type); the static type of the access can be narrower. */
function narrowed(_fx: FunctionLowering, _node: ts.Node, value: Operand): Operand {
  return value;
}

/** Calls a method or accessor found statically; `args` already have the parameter types of its function. */
export function callMember(
  fx: FunctionLowering,
  receiver: ClassInstance,
  owner: ClassInstance,
  node: ts.MethodDeclaration | ts.GetAccessorDeclaration | ts.SetAccessorDeclaration,
  key: string,
  self: Operand,
  args: Operand[],
  text: string,
  trusted: boolean,
  own: ReadonlyMap<ts.Symbol, Rep>,
): Operand {
  const { func, slot } = fx.lowering.classes.dispatch(receiver, owner, node, key, own);
  const target = func.func;
  const dst = target.result === "void" ? null : fx.fb.temp(target.result);
  const local = dst?.local ?? null;
  if (trusted && slot === null) fx.fb.emit({ op: "call", dst: local, func: target, env: null, args: [self, ...args] });
  else if (trusted && slot !== null) fx.fb.emit({ op: "call_virtual", dst: local, shape: target.thisShape!, slot, obj: self, args });
  else if (ts.isMethodDeclaration(node)) {
    if (fx.lowering.classes.isFakeable(owner.node)) fx.lowering.noteDynamicKey(key);
    fx.fb.emit({ op: "call_member", dst: local, obj: self, shape: receiver.shape, func: target, slot, args, key, text });
  } else accessorCall(fx, receiver, owner, node, key, self, args, target, slot, local);
  return dst ?? undef("ref");
}

/** A guarded accessor: by name when the object is something else. */
function accessorCall(
  fx: FunctionLowering,
  receiver: ClassInstance,
  owner: ClassInstance,
  node: ts.GetAccessorDeclaration | ts.SetAccessorDeclaration,
  key: string,
  self: Operand,
  args: Operand[],
  target: import("../ir/types.ts").Func,
  slot: number | null,
  local: import("../ir/types.ts").Local | null,
): void {
  const fast = fx.fb.newBlock();
  const slow = fx.fb.newBlock();
  const join = fx.fb.newBlock();
  const test = fx.fb.temp("bool");
  fx.fb.emit({ op: "has_shape", dst: test.local, obj: self, shape: receiver.shape, subclasses: true });
  fx.branch(test, fast, slow);
  fx.fb.startBlock(fast);
  if (slot === null) fx.fb.emit({ op: "call", dst: local, func: target, env: null, args: [self, ...args] });
  else fx.fb.emit({ op: "call_virtual", dst: local, shape: target.thisShape!, slot, obj: self, args });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(slow);
  if (fx.lowering.classes.isFakeable(owner.node)) fx.lowering.noteDynamicKey(key);
  const boxed = fx.convert(self, "value");
  if (ts.isGetAccessorDeclaration(node)) {
    const value = fx.fb.temp("value");
    fx.fb.emit({ op: "get_prop", dst: value.local, obj: boxed, key });
    if (local !== null) fx.fb.emit({ op: "copy", dst: local, a: fx.convert(value, local.type, `${key} of its declared type`) });
  } else fx.fb.emit({ op: "set_prop", obj: boxed, key, value: fx.convert(args[0] ?? undef("value"), "value") });
  fx.fb.startBlock(join);
}

/** A lookup by name. Numbers and booleans stay boxed: an absent property is undefined whatever its type says. */
export function byName(fx: FunctionLowering, object: Operand, key: string, type: ts.Type): Operand {
  fx.lowering.noteDynamicKey(key);
  const result = fx.fb.temp("value");
  fx.fb.emit({ op: "get_prop", dst: result.local, obj: fx.convert(object, "value"), key });
  const rep = fx.rep(type);
  return rep === "ref" ? fx.convert(result, rep, `property ${key} to be ${typeText(rep)}`) : result;
}

function typeText(rep: Rep): string {
  return rep === "f64" ? "a number" : rep === "bool" ? "a boolean" : "an object or string";
}

/** super.name as a value: accessors only. */
export function superProperty(fx: FunctionLowering, node: ts.PropertyAccessExpression): Operand {
  const base = fx.owner?.base ?? null;
  if (base === null) return notYet(node, "`super` here");
  const member = fx.lowering.classes.member(base, node.name.text);
  if (member?.kind === "accessor" && member.get !== null) {
    const { func } = fx.lowering.classes.methodInstance(member.owner, member.get, new Map());
    const result = fx.fb.temp(func.result);
    fx.fb.emit({ op: "call", dst: result.local, func, env: null, args: [fx.thisOperand!] });
    return result;
  }
  return notYet(node, `\`super.${node.name.text}\` as a value`, "call it");
}

/** The key that `Symbol.iterator` and its like stand for, or null. */
function wellKnownKey(fx: FunctionLowering, node: ts.Expression): string | null {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== "Symbol") return null;
  const symbol = fx.checker.getSymbolAtLocation(node.expression);
  return symbol !== undefined && fx.lowering.isLibrary(symbol) ? `@@${node.name.text}` : null;
}

/** obj[index] */
export function elementRead(fx: FunctionLowering, node: ts.ElementAccessExpression, want: Want): Operand {
  const constant = enumConstant(fx, node);
  if (constant !== null) return constant;
  const wellKnown = wellKnownKey(fx, node.argumentExpression);
  if (wellKnown !== null) return byName(fx, expression(fx, node.expression), wellKnown, fx.typeOf(node));
  const array = expression(fx, node.expression);
  optionalLink(fx, node, array);
  const held = fx.hold(array);
  return elementOf(fx, node, held, indexOperand(fx, node), want);
}

function indexOperand(fx: FunctionLowering, node: ts.ElementAccessExpression): Operand {
  return isNumberIndex(fx, node) ? number(fx, node.argumentExpression) : expression(fx, node.argumentExpression);
}

function isNumberIndex(fx: FunctionLowering, node: ts.ElementAccessExpression): boolean {
  return fx.rep(fx.typeOf(node.argumentExpression)) === "f64";
}

/** The element kind of arrays with this static element type. */
export function arrayKind(fx: FunctionLowering, element: ts.Type): ArrayKind {
  const rep = fx.rep(element);
  return rep === "bool" ? "value" : rep;
}

function elementOf(fx: FunctionLowering, node: ts.ElementAccessExpression, array: Operand, index: Operand, want: Want): Operand {
  const type = fx.checker.getNonNullableType(fx.typeOf(node.expression));
  const indexed = indexedKind(fx.checker, type);
  if (indexed !== null && isNumberIndex(fx, node) && operandType(index) === "f64") {
    const ref = fx.convert(array, "ref", "an array");
    if (indexed.kind === "typed") return typedRead(fx, ref, index, indexed.typed as TypedArrayKind, want);
    if (indexed.kind === "string") return stringElement(fx, ref, index);
    const kind = arrayKind(fx, indexed.element);
    const result = kind === "ref" ? "ref" : kind === "f64" && want !== "value" ? "number" : "value";
    const dst = fx.fb.temp(result === "number" ? "f64" : result);
    fx.fb.emit({ op: "array_get", dst: dst.local, kind, array: ref, index, result });
    return dst;
  }
  const key = fx.convert(index, "value");
  if (!isNumberIndex(fx, node)) noteComputedKey(fx, node);
  const result = fx.runtime("get_elem", [fx.convert(array, "value"), key], "value");
  const rep = fx.rep(fx.typeOf(node));
  // A dictionary entry may be absent whatever its type says.
  return rep === "ref" ? fx.convert(result, "ref", "an object or string") : result;
}

/** Names computed at run time reach every member; names of known literal types only those. */
function noteComputedKey(fx: FunctionLowering, node: ts.ElementAccessExpression): void {
  const type = fx.typeOf(node.argumentExpression);
  const literals = type.flags & ts.TypeFlags.Union ? (type as ts.UnionType).types : [type];
  if (literals.every((t) => t.isStringLiteral())) {
    for (const t of literals) fx.lowering.noteDynamicKey((t as ts.StringLiteralType).value);
    return;
  }
  if (!node.getSourceFile().fileName.includes("/runtime/lang/")) {
    const object = fx.checker.getNonNullableType(fx.typeOf(node.expression));
    const dictionary = fx.checker.getIndexTypeOfType(object, ts.IndexKind.String);
    if (dictionary === undefined || object.flags & ts.TypeFlags.Any) fx.lowering.noteEveryKey();
  }
}

function typedRead(fx: FunctionLowering, array: Operand, index: Operand, kind: TypedArrayKind, want: Want): Operand {
  const result = want === "int" ? "int" : want === "number" ? "number" : "value";
  const dst = fx.fb.temp(result === "int" ? "i32" : result === "number" ? "f64" : "value");
  fx.fb.emit({ op: "typed_get", dst: dst.local, kind, array, index, result });
  return dst;
}

/** s[i]: a one-unit string, or undefined out of range and for indices that are no integers. */
function stringElement(fx: FunctionLowering, text: Operand, index: Operand): Operand {
  const result = fx.runtime("get_elem", [fx.convert(text, "value"), fx.convert(index, "value")], "value");
  return fx.convert(result, "ref", "a string");
}

/** The place that `node` names. `hold`: keep sub-values safe from assignments in the right-hand side. */
export function reference(fx: FunctionLowering, node: ts.Expression, hold = true): Reference {
  if (ts.isIdentifier(node)) return variableReference(fx, node);
  if (ts.isPropertyAccessExpression(node)) return propertyReference(fx, node, hold);
  if (ts.isElementAccessExpression(node)) return elementReference(fx, node, hold);
  return notYet(node, "assigning to this expression");
}

function variableReference(fx: FunctionLowering, node: ts.Identifier): Reference {
  const raw = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node ? fx.checker.getShorthandAssignmentValueSymbol(node.parent) : fx.checker.getSymbolAtLocation(node);
  if (raw === undefined) return notYet(node, `the name \`${node.text}\``);
  const symbol = fx.lowering.unalias(raw);
  return {
    get: () => symbolValue(fx, symbol, node),
    set: (value) => {
      if (isConst(symbol)) refuse(node, "E2001", `\`${symbol.name}\` is constant`, "declare it with let");
      fx.writeBinding(symbol, value, node);
    },
  };
}

function isConst(symbol: ts.Symbol): boolean {
  const d = symbol.valueDeclaration;
  return d !== undefined && ts.isVariableDeclaration(d) && ts.isVariableDeclarationList(d.parent) && (d.parent.flags & ts.NodeFlags.Const) !== 0;
}

function propertyReference(fx: FunctionLowering, node: ts.PropertyAccessExpression, hold: boolean): Reference {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superReference(fx, node);
  const cls = fx.lowering.classes.classOfExpression(node.expression) ?? (node.expression.kind === ts.SyntaxKind.ThisKeyword ? fx.staticOwner : null);
  if (node.expression.kind === ts.SyntaxKind.ThisKeyword) fx.requireFinalStatics(node);
  if (cls !== null) {
    const key = ts.isPrivateIdentifier(node.name) ? privateKey(cls, node.name.text) : node.name.text;
    const member = fx.lowering.classes.staticMember(cls, key);
    if (member !== null && ts.isPropertyDeclaration(member)) return staticField(fx, member);
    if (member !== null && ts.isAccessor(member)) return staticAccessor(fx, cls, key);
  }
  const symbol = fx.checker.getSymbolAtLocation(node.expression);
  const target = symbol === undefined ? undefined : fx.lowering.unalias(symbol);
  if (target !== undefined && target.flags & ts.SymbolFlags.Module && !(target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable))) {
    const member = fx.checker.getSymbolAtLocation(node.name)!;
    return { get: () => symbolValue(fx, fx.lowering.unalias(member), node), set: (v) => fx.writeBinding(fx.lowering.unalias(member), v, node) };
  }
  if (node.name.text === "prototype" || /\.prototype$/.test(node.expression.getText())) {
    return refuse(node, "E2003", "prototypes cannot be changed: methods are fixed at compile time", "declare the method in the class, or write a function");
  }
  const evaluated = expression(fx, node.expression);
  const object = hold ? fx.hold(evaluated) : evaluated;
  optionalLink(fx, node, object);
  return {
    get: () => propertyOf(fx, node, object),
    set: (value) => writeProperty(fx, node, object, value),
  };
}

/** super.name = value: a setter of an ancestor, called on `this`. */
function superReference(fx: FunctionLowering, node: ts.PropertyAccessExpression): Reference {
  const base = fx.owner?.base ?? null;
  const member = base === null ? null : fx.lowering.classes.member(base, node.name.text);
  if (member?.kind !== "accessor" || member.set === null) return notYet(node, "assigning through `super`");
  const setter = fx.lowering.classes.methodInstance(member.owner, member.set, new Map());
  return {
    get: () => superProperty(fx, node),
    set: (value) => {
      const argument = fx.convert(value, setter.params[0]!.type, node.name.text);
      fx.fb.emit({ op: "call", dst: null, func: setter.func, env: null, args: [fx.thisOperand!, argument] });
    },
  };
}

function staticAccessor(fx: FunctionLowering, cls: ClassNode, key: string): Reference {
  const all = cls.members.filter((m) => isStatic(m) && m.name !== undefined && memberKey(cls, m.name) === key);
  const get = all.find(ts.isGetAccessorDeclaration);
  const set = all.find(ts.isSetAccessorDeclaration);
  return {
    get: () => (get === undefined ? undef("ref") : callStatic(fx, get, [])),
    set: (value) => {
      if (set === undefined) return;
      const { params } = fx.lowering.functionInstance(set, fx.env);
      callStatic(fx, set, [fx.convert(value, params[0]!.type, key)]);
    },
  };
}

function writeProperty(fx: FunctionLowering, node: ts.PropertyAccessExpression, object: Operand, value: Operand): void {
  const type = fx.typeOf(node.expression);
  const indexed = indexedKind(fx.checker, fx.checker.getNonNullableType(type));
  if (node.name.text === "length" && (indexed?.kind === "array" || indexed?.kind === "tuple")) {
    fx.fb.emit({ op: "runtime", dst: null, name: "array_set_length", args: [fx.convert(object, "ref"), fx.toNumber(value)] });
    return;
  }
  const found = classMember(fx, node, type);
  if (found !== null) {
    const { instance, key } = found;
    const member = fx.lowering.classes.member(instance, key)!;
    const self = fx.convert(object, "ref", "an object");
    if (member.kind === "field") {
      const shape = member.owner.shape;
      const converted = fx.convert(value, shape.slots[member.slot]!.type, `${key} to be ${typeText(shape.slots[member.slot]!.type as Rep)}`);
      if (isTrustedThis(fx, node.expression)) fx.fb.emit({ op: "set_slot", obj: self, shape, slot: member.slot, value: converted });
      else {
        if (fx.lowering.classes.isFakeable(member.owner.node)) fx.lowering.noteDynamicKey(key);
        fx.fb.emit({ op: "set_field", obj: self, shape, slot: member.slot, value: converted });
      }
      return;
    }
    if (member.kind === "accessor") {
      if (member.set === null) {
        fx.fb.emit({ op: "runtime", dst: null, name: "throw_type_error", args: [str(`Cannot set property ${key} of #<${instance.info.name}> which has only a getter`)] });
        return;
      }
      const { params } = fx.lowering.classes.methodInstance(member.owner, member.set, new Map());
      callMember(fx, instance, member.owner, member.set, key, self, [fx.convert(value, params[0]!.type, key)], node.getText(), isTrustedThis(fx, node.expression), new Map());
      return;
    }
    return refuse(node, "E2003", `the method \`${key}\` cannot be replaced`, "declare it as a field holding a function");
  }
  fx.lowering.noteDynamicKey(node.name.text);
  fx.fb.emit({ op: "set_prop", obj: fx.convert(object, "value"), key: node.name.text, value: fx.convert(value, "value") });
}

function elementReference(fx: FunctionLowering, node: ts.ElementAccessExpression, hold: boolean): Reference {
  const evaluated = expression(fx, node.expression);
  const array = hold ? fx.hold(evaluated) : evaluated;
  const position = indexOperand(fx, node);
  const index = hold ? fx.hold(position) : position;
  return {
    get: (want) => elementOf(fx, node, array, index, want),
    set: (value) => writeElement(fx, node, array, index, value),
  };
}

function writeElement(fx: FunctionLowering, node: ts.ElementAccessExpression, array: Operand, index: Operand, value: Operand): void {
  const indexed = indexedKind(fx.checker, fx.checker.getNonNullableType(fx.typeOf(node.expression)));
  if (indexed !== null && indexed.kind !== "string" && isNumberIndex(fx, node) && operandType(index) === "f64") {
    const ref = fx.convert(array, "ref", "an array");
    if (indexed.kind === "typed") {
      const kind = indexed.typed as TypedArrayKind;
      fx.fb.emit({ op: "typed_set", kind, array: ref, index, value: fx.toNumber(value) });
      return;
    }
    storeElement(fx, ref, index, value, arrayKind(fx, indexed.element));
    return;
  }
  fx.fb.emit({ op: "runtime", dst: null, name: "set_elem", args: [fx.convert(array, "value"), fx.convert(index, "value"), fx.convert(value, "value")] });
}

/** array[index] = value. A boxed value goes in boxed: the array widens if it is no number after all. */
function storeElement(fx: FunctionLowering, array: Operand, index: Operand, value: Operand, kind: ArrayKind): void {
  const type: Type = operandType(value);
  if (kind !== "value" && type === "value") {
    fx.fb.emit({ op: "array_set", kind: "value", array, index, value });
    return;
  }
  fx.fb.emit({ op: "array_set", kind, array, index, value: fx.convert(value, kind) } as Instr);
}

