// Lowering of property and element access, and of assignable places.
//
// Field access of a class goes through get_field (one guarded load); elements of arrays, typed arrays and
// strings through their own instructions; everything else is a lookup by name with an inline cache.

import ts from "typescript";
import { i32, num, operandType, str, undef } from "../ir/build.ts";
import type { Operand, Shape } from "../ir/types.ts";
import { type ClassNode, privateKey } from "./class-nodes.ts";
import type { ClassInstance } from "./classes.ts";
import { enumConstant } from "./enums.ts";
import { expression, optionalLink, symbolValue, textOf } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { functionDeclaration } from "./function-nodes.ts";
import { soleImplementer } from "./implementers.ts";
import { isJavaScript } from "./javascript.ts";
import { isPackageCode } from "./package-code.ts";
import { isForeignPrivate, privateKeyOf, privateRead, throwForeignPrivate } from "./private-names.ts";
import { notYet } from "./refuse.ts";
import { refuseAbsentMember } from "./replaced-members.ts";
import { BIGINT_ARRAYS, BUFFER, indexedKind, isAddedToFunction, type Rep, TYPED_ARRAYS } from "./reps.ts";
import { libraryConstant } from "./static-callee.ts";
import { staticField } from "./statics.ts";
import { superRead } from "./super.ts";
import { symbolOperand } from "./symbols.ts";

/** obj.name */

export function property(fx: FunctionLowering, node: ts.PropertyAccessExpression): Operand {
  refuseAbsentMember(fx, node);
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
    return isForeignPrivate(fx, node)
      ? throwForeignPrivate(fx, node, "read")
      : staticRead(fx, fx.staticOwner, node);
  }
  const symbol = fx.checker.getSymbolAtLocation(node.expression);
  if (
    symbol === undefined ||
    symbol.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Accessor | ts.SymbolFlags.Method)
  )
    return null;
  const target = fx.lowering.unalias(symbol);
  const member = fx.checker.getSymbolAtLocation(node.name);
  if (
    target.flags & ts.SymbolFlags.Module &&
    member !== undefined &&
    !fx.lowering.isLibrary(target) &&
    !isAddedToFunction(member) &&
    !isOfType(member) &&
    !(
      target.flags & ts.SymbolFlags.Class &&
      !(member.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function))
    )
  ) {
    return symbolValue(fx, fx.lowering.unalias(member), node);
  }
  const cls =
    target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable)
      ? fx.lowering.classes.classOfExpression(node.expression)
      : null;
  if (cls !== null) {
    const found = staticRead(fx, cls, node);
    if (found !== null) return found;
  }
  const literal = bundledConstant(fx, target, node.name.text);
  if (literal !== null) return literal;
  if (fx.lowering.isLibrary(target) && !fx.lowering.replaced.has(target.name, node.name.text, node))
    return builtinConstant(fx, target.name, node);
  return null;
}

/** A member that every value of a type has: to JavaScript's checker, a variable with added properties is a module, too. */
function isOfType(member: ts.Symbol): boolean {
  const parent = member.valueDeclaration?.parent;
  return (
    parent !== undefined &&
    (ts.isInterfaceDeclaration(parent) ||
      ts.isTypeLiteralNode(parent) ||
      ts.isClassLike(parent) ||
      ts.isObjectLiteralExpression(parent))
  );
}

/** Static fields, accessors and methods of a class named in the source. */
function staticRead(fx: FunctionLowering, cls: ClassNode, node: ts.PropertyAccessExpression): Operand | null {
  const key = ts.isPrivateIdentifier(node.name) ? privateKey(cls, node.name.text) : node.name.text;
  const member = fx.lowering.classes.staticMember(cls, key);
  if (member === null && key === "length") return num(fx.lowering.classes.lengthOf(cls));
  if (member === null) {
    if (key === "name") return null;
    return null;
  }
  if (ts.isPropertyDeclaration(member)) return staticField(fx, member).get("value");
  if (ts.isMethodDeclaration(member)) {
    const instance = fx.lowering.namedInstance(member, fx.env, cls);
    return fx.functionValue(instance.func);
  }
  if (ts.isGetAccessorDeclaration(member)) return callStatic(fx, member, [], cls);
  return notYet(node, `the static member \`${key}\``);
}

export function callStatic(
  fx: FunctionLowering,
  member: ts.GetAccessorDeclaration | ts.SetAccessorDeclaration,
  args: Operand[],
  receiver: ClassNode,
): Operand {
  const { func } = fx.lowering.functionInstance(member, fx.env, receiver);
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
  const property = libraryConstant(fx, owner)?.properties.find(
    (p) => p.name !== undefined && ts.isIdentifier(p.name) && p.name.text === name,
  );
  if (property === undefined || !ts.isPropertyAssignment(property)) return null;
  const value = property.initializer;
  return ts.isStringLiteral(value) || ts.isNumericLiteral(value) || ts.isArrayLiteralExpression(value)
    ? expression(fx, value)
    : null;
}

/** BuiltinOf of ingot.h: constructors whose `prototype` holds the methods of built-in values. */
const BUILTIN_OF = [
  "String",
  "Number",
  "Boolean",
  "Array",
  "Function",
  "Object",
  "",
  "Symbol",
  "BigInt",
  "ArrayBuffer",
  "",
  ...Object.keys(TYPED_ARRAYS),
  ...BIGINT_ARRAYS,
  BUFFER,
];

/** Math.PI, Number.MAX_SAFE_INTEGER, or a static function of a built-in as a value. */
function builtinConstant(
  fx: FunctionLowering,
  owner: string,
  node: ts.PropertyAccessExpression,
): Operand | null {
  if (owner === "Symbol") {
    const key = fx.lowering.symbols.keyOf(node);
    if (key !== null) return symbolOperand(fx, key);
  }
  const kind = node.name.text === "prototype" ? BUILTIN_OF.indexOf(owner) : -1;
  if (kind >= 0) return fx.runtime("builtin_proto", [i32(kind)], "ref");
  const exported = fx.lowering.languageSymbol(`${owner}_${node.name.text}`);
  if (exported !== null) {
    const declaration = functionDeclaration(exported);
    if (declaration === null) return symbolValue(fx, exported, node);
    return fx.functionValue(fx.lowering.builtins.staticWrapper(declaration, node.name.text));
  }
  if (fx.lowering.languageSymbol(owner) !== null) return null;
  const found = inheritedOrAbsent(fx, owner, node);
  if (found !== null) return found;
  if (isPackageCode(node) || isDeclaredByProgram(fx, node.name)) return undef("value");
  return notYet(node, `the built-in \`${owner}.${node.name.text}\``);
}

/** A member that only the program declares on a built-in object, as `Symbol.observable`: nothing has put it there. */
function isDeclaredByProgram(fx: FunctionLowering, name: ts.MemberName): boolean {
  const member = fx.checker.getSymbolAtLocation(name);
  return member !== undefined && !fx.lowering.isLibrary(member);
}

/** `Object.hasOwnProperty`, which is a method of all objects; in JavaScript, what later standards add is undefined. */
function inheritedOrAbsent(
  fx: FunctionLowering,
  owner: string,
  node: ts.PropertyAccessExpression,
): Operand | null {
  const { text } = node.name;
  const native: unknown = (globalThis as unknown as Record<string, unknown>)[owner];
  if (typeof native !== "function") return null;
  if (text === "name") return str(owner);
  if (text === "length") return { kind: "number", type: "f64", value: native.length };
  if (!(text in native)) return isJavaScript(node) ? undef("ref") : null;
  if (Object.hasOwn(native, text) || !(text in Function.prototype)) return null;
  const proto = fx.runtime("builtin_proto", [i32(BUILTIN_OF.indexOf("Function"))], "ref");
  return byName(fx, proto, text, fx.typeOf(node));
}

/** The property of an object already evaluated. */
export function propertyOf(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  object: Operand,
): Operand {
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
  if (ts.isPrivateIdentifier(node.name)) {
    const key = privateKeyOf(fx, node.name);
    return key === null ? notYet(node, "this private name") : privateRead(fx, object, key);
  }
  if (name === "constructor") fx.lowering.classes.noteConstructorRead(node);
  fx.lowering.lookedUp.noteMember(node, name, type);
  const isLoose =
    (fx.hasForeignThis && node.expression.kind === ts.SyntaxKind.ThisKeyword) ||
    (fx.lowering.loose.has(name) && !fx.lowering.input.isLibraryFile(node.getSourceFile().fileName));
  return lookedUp(fx, object, name, isLoose ? fx.checker.getAnyType() : fx.typeOf(node));
}

interface FoundMember {
  readonly instance: ClassInstance;
  readonly key: string;
}

export function classMember(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  type: ts.Type,
): FoundMember | null {
  const instance = receiverClass(fx, node.expression, type);
  if (instance === null) return null;
  const key = memberName(fx, node, instance);
  return fx.lowering.classes.member(instance, key) === null ? null : { instance, key };
}

/** The class a receiver has by its static type; inside a class, `this` has the class around it. */
export function receiverClass(
  fx: FunctionLowering,
  receiver: ts.Expression,
  type: ts.Type,
): ClassInstance | null {
  if (receiver.kind === ts.SyntaxKind.ThisKeyword && fx.owner !== null && fx.staticOwner === null)
    return fx.hasForeignThis ? null : fx.owner;
  const { classes } = fx.lowering;
  const declared = classes.ofType(type, fx.env);
  if (declared !== null) return declared;
  const sole = soleImplementer(fx.lowering, classes, type, receiver);
  return sole === null ? null : classes.untyped(sole);
}

/** A private name belongs to the class that declares it around the access. */
export function memberName(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  instance: ClassInstance,
): string {
  if (!ts.isPrivateIdentifier(node.name)) return node.name.text;
  const symbol = fx.checker.getSymbolAtLocation(node.name);
  const declaring = symbol?.valueDeclaration?.parent;
  return privateKey(
    declaring !== undefined && ts.isClassLike(declaring) ? declaring : instance.node,
    node.name.text,
  );
}

/** `this` in a member of its class needs no guard. */
export function isTrustedThis(fx: FunctionLowering, receiver: ts.Expression): boolean {
  return (
    receiver.kind === ts.SyntaxKind.ThisKeyword &&
    fx.owner !== null &&
    fx.thisOperand !== null &&
    operandType(fx.thisOperand) === "ref"
  );
}

function readMember(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  object: Operand,
  found: FoundMember,
): Operand {
  const { instance, key } = found;
  const member = fx.lowering.classes.member(instance, key)!;
  const self = fx.convert(object, "ref", "an object");
  if (member.kind === "field") {
    const slot = member.owner.shape.slots[member.slot]!;
    const result = fx.fb.temp(slot.type);
    const shape = member.owner.shape;
    if (isTrustedThis(fx, node.expression))
      fx.fb.emit({ op: "get_slot", dst: result.local, obj: self, shape, slot: member.slot });
    else {
      const others = refused(fx, instance, node);
      if (fx.openRead === node && !others && slot.type !== "value")
        return fieldOrProperty(fx, self, shape, member.slot, key);
      if (!others && fx.lowering.classes.isFakeable(member.owner.node))
        fx.lowering.lookedUp.noteMember(node, key, null);
      fx.fb.emit({
        op: "get_field",
        dst: result.local,
        obj: self,
        shape,
        slot: member.slot,
        text: textOf(node),
        ...others,
      });
    }
    return result;
  }
  if (member.kind === "accessor") {
    if (member.get === null) return undef("ref");
    return callMember(
      fx,
      instance,
      member.owner,
      member.get,
      key,
      self,
      [],
      textOf(node),
      isTrustedThis(fx, node.expression),
      new Map(),
    );
  }
  // A method as a value: one function object per method.
  fx.lowering.lookedUp.note(key);
  return byName(fx, self, key, fx.typeOf(node));
}

/** The field of an instance of the class, and of another object its property as it is: `expect((x as Int).value)`. */
function fieldOrProperty(
  fx: FunctionLowering,
  obj: Operand,
  shape: Shape,
  slot: number,
  key: string,
): Operand {
  const [fast, slow, join] = [fx.fb.newBlock(), fx.fb.newBlock(), fx.fb.newBlock()];
  const test = fx.fb.temp("bool");
  const result = fx.fb.temp("value");
  fx.lowering.lookedUp.note(key);
  fx.fb.emit({ op: "has_shape", dst: test.local, obj, shape, subclasses: true });
  fx.branch(test, fast, slow);
  fx.fb.startBlock(fast);
  const field = fx.fb.temp(shape.slots[slot]!.type);
  fx.fb.emit({ op: "get_slot", dst: field.local, obj, shape, slot });
  fx.fb.emit({ op: "copy", dst: result.local, a: fx.convert(field, "value") });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(slow);
  fx.fb.emit({ op: "get_prop", dst: result.local, obj: fx.convert(obj, "value"), key });
  fx.fb.startBlock(join);
  return result;
}

/** What an access is marked with whose object can only be an instance of the class. */
export function refused(
  fx: FunctionLowering,
  receiver: ClassInstance,
  access: ts.Node,
): { others: "refused" } | undefined {
  return fx.lowering.classes.isSealed(receiver.node, access) ? { others: "refused" } : undefined;
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
  if (trusted && slot === null)
    fx.fb.emit({ op: "call", dst: local, func: target, env: null, args: [self, ...args] });
  else if (trusted && slot !== null)
    fx.fb.emit({ op: "call_virtual", dst: local, shape: target.thisShape!, slot, obj: self, args });
  else if (ts.isMethodDeclaration(node) || refused(fx, receiver, fx.instance.node)) {
    const others = refused(fx, receiver, fx.instance.node);
    if (!others && fx.lowering.classes.isFakeable(owner.node))
      fx.lowering.lookedUp.noteMember(fx.instance.node, key, null);
    fx.fb.emit({
      op: "call_member",
      dst: local,
      obj: self,
      shape: receiver.shape,
      func: target,
      slot,
      args,
      key,
      text,
      ...others,
    });
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
  if (fx.lowering.classes.isFakeable(owner.node)) fx.lowering.lookedUp.note(key);
  const boxed = fx.convert(self, "value");
  if (ts.isGetAccessorDeclaration(node)) {
    const value = fx.fb.temp("value");
    fx.fb.emit({ op: "get_prop", dst: value.local, obj: boxed, key });
    if (local !== null)
      fx.fb.emit({ op: "copy", dst: local, a: fx.convert(value, local.type, `${key} of its declared type`) });
  } else
    fx.fb.emit({ op: "set_prop", obj: boxed, key, value: fx.convert(args[0] ?? undef("value"), "value") });
  fx.fb.startBlock(join);
}

/** A lookup by name. Numbers and booleans stay boxed: an absent property is undefined whatever its type says. */
export function byName(fx: FunctionLowering, object: Operand, key: string, type: ts.Type): Operand {
  fx.lowering.lookedUp.note(key);
  return lookedUp(fx, object, key, type);
}

/** The same for a name that has been noted. */
export function lookedUp(fx: FunctionLowering, object: Operand, key: string, type: ts.Type): Operand {
  const result = fx.fb.temp("value");
  fx.fb.emit({ op: "get_prop", dst: result.local, obj: fx.convert(object, "value"), key });
  const rep = fx.rep(type);
  return rep === "ref" ? fx.convert(result, rep, `property ${key} to be ${typeText(rep)}`) : result;
}

export function typeText(rep: Rep): string {
  return rep === "f64" ? "a number" : rep === "bool" ? "a boolean" : "an object or string";
}

/** super.name as a value: in classes that the compiler knows, accessors only. */
export function superProperty(fx: FunctionLowering, node: ts.PropertyAccessExpression): Operand {
  if (fx.member?.home !== undefined) {
    fx.lowering.lookedUp.note(node.name.text);
    return superRead(fx, node, str(node.name.text));
  }
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
