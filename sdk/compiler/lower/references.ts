// Assignable places: variables, properties, elements. Their sub-expressions are evaluated once.

import ts from "typescript";
import { str, undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import {
  callMember,
  callStatic,
  classMember,
  isTrustedThis,
  propertyOf,
  refused,
  superProperty,
  typeText,
} from "./access.ts";
import { isModuleLevel } from "./captures.ts";
import { type ClassNode, className, hasName, isStatic, privateKey } from "./class-nodes.ts";
import { elementReference } from "./elements.ts";
import { expression, optionalLink, symbolValue } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { isGlobalObject, isJavaScript, undeclared } from "./javascript.ts";
import { isForeignPrivate, privateKeyOf, privateWrite, throwForeignPrivate } from "./private-names.ts";
import { notYet, refuse } from "./refuse.ts";
import { refuseReplaced } from "./replaced-members.ts";
import { indexedKind, isAddedToFunction, type Rep } from "./reps.ts";
import { staticField } from "./statics.ts";
import { superElementReference, superWrite } from "./super.ts";
import { skipOuter } from "./syntax.ts";

export type Want = "value" | "number" | "int";

/** A place that can be read and written, its sub-expressions evaluated once. */
export interface Reference {
  get(want: Want): Operand;
  set(value: Operand): void;
}

/** The place that `node` names. `hold`: keep sub-values safe from assignments in the right-hand side. */
export function reference(fx: FunctionLowering, node: ts.Expression, hold = true): Reference {
  if (ts.isIdentifier(node)) return variableReference(fx, node);
  if (setsZone(node))
    return refuse(
      node,
      "E2001",
      "the local zone cannot be set: it is UTC",
      "calculate with offsets, on Date.UTC and the methods of UTC",
    );
  if (ts.isPropertyAccessExpression(node)) return propertyReference(fx, node, hold);
  if (ts.isElementAccessExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword)
    return superElementReference(fx, node);
  if (ts.isElementAccessExpression(node)) return elementReference(fx, node, hold);
  return notYet(node, "assigning to this expression");
}

/** `process.env.TZ = zone`, from which on Node calculates with another zone. */
function setsZone(node: ts.Expression): boolean {
  const key = ts.isPropertyAccessExpression(node)
    ? node.name.text
    : ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
      ? node.argumentExpression.text
      : "";
  if (key !== "TZ" || !/^process\s*\.\s*env$/.test((node as ts.AccessExpression).expression.getText()))
    return false;
  const { parent } = node;
  const isUtc =
    ts.isBinaryExpression(parent) &&
    ts.isStringLiteralLike(parent.right) &&
    /^(Etc\/)?UTC$/.test(parent.right.text);
  return !isUtc;
}

function variableReference(fx: FunctionLowering, node: ts.Identifier): Reference {
  const raw =
    ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
      ? fx.checker.getShorthandAssignmentValueSymbol(node.parent)
      : fx.checker.getSymbolAtLocation(node);
  if (raw === undefined) return { get: () => undeclared(fx, node), set: () => void undeclared(fx, node) };
  const symbol = fx.lowering.unalias(raw);
  return {
    get: () => symbolValue(fx, symbol, node),
    set: (value) => {
      if ((isConst(symbol) && isJavaScript(node)) || isOwnName(symbol)) {
        const args = [str("Assignment to constant variable.")];
        fx.fb.emit({ op: "runtime", dst: null, name: "throw_type_error", args });
        return;
      }
      if (isConst(symbol)) refuse(node, "E2001", `\`${symbol.name}\` is constant`, "declare it with let");
      fx.writeBinding(symbol, value, node);
    },
  };
}

/** The name of a function expression, which only the function itself sees and nobody can assign. */
function isOwnName(symbol: ts.Symbol): boolean {
  return symbol.valueDeclaration !== undefined && ts.isFunctionExpression(symbol.valueDeclaration);
}

function isConst(symbol: ts.Symbol): boolean {
  const d = symbol.valueDeclaration;
  return (
    d !== undefined &&
    ts.isVariableDeclaration(d) &&
    ts.isVariableDeclarationList(d.parent) &&
    (d.parent.flags & ts.NodeFlags.Const) !== 0
  );
}

function propertyReference(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  hold: boolean,
): Reference {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superReference(fx, node);
  if (isForeignPrivate(fx, node)) {
    return {
      get: () => throwForeignPrivate(fx, node, "read"),
      set: () => {
        throwForeignPrivate(fx, node, "write");
      },
    };
  }
  const cls =
    fx.lowering.classes.classOfExpression(node.expression) ??
    (node.expression.kind === ts.SyntaxKind.ThisKeyword ? fx.staticOwner : null);
  if (cls !== null) {
    const key = ts.isPrivateIdentifier(node.name) ? privateKey(cls, node.name.text) : node.name.text;
    const member = fx.lowering.classes.staticMember(cls, key);
    if (member !== null && ts.isPropertyDeclaration(member)) {
      const place = staticField(fx, member);
      if (member.parent === cls) return place;
      return {
        get: place.get,
        set: () =>
          refuse(
            node,
            "E2001",
            `assigning the inherited static field \`${key}\` cannot be compiled yet: it becomes a field of ${className(cls)}`,
            `assign ${className(member.parent as ClassNode)}.${key}, or declare the field in ${className(cls)}`,
          ),
      };
    }
    if (member !== null && ts.isAccessor(member)) return staticAccessor(fx, cls, key);
  }
  const symbol = fx.checker.getSymbolAtLocation(node.expression);
  const target = symbol === undefined ? undefined : fx.lowering.unalias(symbol);
  const member = fx.checker.getSymbolAtLocation(node.name);
  if (
    target !== undefined &&
    member !== undefined &&
    target.flags & ts.SymbolFlags.Module &&
    !isAddedToFunction(member) &&
    !isGlobalObject(target) &&
    (!(target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable)) || isVariableOfNamespace(member))
  ) {
    return {
      get: () => symbolValue(fx, fx.lowering.unalias(member), node),
      set: (v) => fx.writeBinding(fx.lowering.unalias(member), v, node),
    };
  }
  if (isFixedPrototype(fx, node)) {
    return refuse(
      node,
      "E2003",
      "prototypes cannot be changed: methods are fixed at compile time",
      "declare the method in the class, or write a function",
    );
  }
  if (
    !fx.lowering.input.isLibraryFile(node.getSourceFile().fileName) &&
    classMember(fx, node, fx.typeOf(node.expression)) === null
  )
    refuseReplaced(fx, node.expression, node.name.text, node, false);
  const evaluated = expression(fx, node.expression);
  const object = hold ? fx.hold(evaluated) : evaluated;
  optionalLink(fx, node, object);
  return {
    get: () => propertyOf(fx, node, object),
    set: (value) => {
      if (isFixedStatic(fx, node)) requireSame(fx, node, propertyOf(fx, node, object), value);
      else writeProperty(fx, node, object, value);
    },
  };
}

/** Exported by a namespace that shares its name with a class, as opposed to a static field. */
function isVariableOfNamespace(member: ts.Symbol): boolean {
  const d = member.valueDeclaration;
  return d !== undefined && (ts.isVariableDeclaration(d) || ts.isBindingElement(d)) && isModuleLevel(d);
}

/** Object.keys, Math.max ...: what the library and direct calls use cannot be replaced. */
function isFixedStatic(fx: FunctionLowering, node: ts.PropertyAccessExpression): boolean {
  if (!ts.isIdentifier(node.expression)) return false;
  const symbol = fx.checker.getSymbolAtLocation(node.expression);
  return (
    symbol !== undefined &&
    fx.lowering.isLibrary(symbol) &&
    fx.lowering.languageFunction(`${symbol.name}_${node.name.text}`) !== null &&
    !fx.lowering.replaced.has(symbol.name, node.name.text, node)
  );
}

/** Code that fills in what an old engine lacks often assigns what is there already; anything else stops here. */
function requireSame(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  now: Operand,
  value: Operand,
): void {
  const [other, same] = [fx.fb.newBlock(), fx.fb.newBlock()];
  const args = [fx.convert(now, "value"), fx.convert(value, "value")];
  fx.branch(fx.runtime("strict_equals", args, "bool"), same, other);
  fx.fb.startBlock(other);
  const text = `another function was assigned to '${node.getText()}', which is not supported`;
  fx.fb.emit({ op: "runtime", dst: null, name: "throw_type_error", args: [str(text)] });
  fx.fb.terminate({ op: "unreachable" });
  fx.fb.startBlock(same);
}

/** C.prototype and what is in it, of a class or of a built-in constructor. */
function isFixedPrototype(fx: FunctionLowering, node: ts.PropertyAccessExpression): boolean {
  let owner: ts.Expression | null = node.name.text === "prototype" ? node.expression : null;
  const inner = skipOuter(node.expression) as ts.Expression;
  if (owner === null && ts.isPropertyAccessExpression(inner) && inner.name.text === "prototype")
    owner = inner.expression;
  if (owner === null) return false;
  const symbol = fx.checker.getSymbolAtLocation(owner);
  return (
    fx.lowering.classes.classOfExpression(owner) !== null ||
    (symbol !== undefined && fx.lowering.isLibrary(fx.lowering.unalias(symbol)))
  );
}

/** super.name = value: a setter of an ancestor, called on `this`. */
function superReference(fx: FunctionLowering, node: ts.PropertyAccessExpression): Reference {
  if (fx.member?.home !== undefined) {
    return {
      get: () => superProperty(fx, node),
      set: (value) => superWrite(fx, node, str(node.name.text), value),
    };
  }
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
  const home = fx.lowering.classes.staticMember(cls, key)!.parent as ClassNode;
  const all = home.members.filter((m) => isStatic(m) && m.name !== undefined && hasName(m, key));
  const get = all.find(ts.isGetAccessorDeclaration);
  const set = all.find(ts.isSetAccessorDeclaration);
  return {
    get: () => (get === undefined ? undef("ref") : callStatic(fx, get, [], cls)),
    set: (value) => {
      if (set === undefined) return;
      const { params } = fx.lowering.functionInstance(set, fx.env, cls);
      callStatic(fx, set, [fx.convert(value, params[0]!.type, key)], cls);
    },
  };
}

/**
 * Whether a store to this field must ask if the object is frozen. Fields of the library's own classes are what
 * ECMA-262 calls internal slots: freezing an object does not touch them.
 */
function isFreezable(fx: FunctionLowering, node: ts.PropertyAccessExpression): boolean {
  const { usesFreeze, input } = fx.lowering;
  return (
    usesFreeze && !ts.isPrivateIdentifier(node.name) && !input.isLibraryFile(node.getSourceFile().fileName)
  );
}

function writeProperty(
  fx: FunctionLowering,
  node: ts.PropertyAccessExpression,
  object: Operand,
  value: Operand,
): void {
  const type = fx.typeOf(node.expression);
  const indexed = indexedKind(fx.checker, fx.checker.getNonNullableType(type));
  if (node.name.text === "length" && (indexed?.kind === "array" || indexed?.kind === "tuple")) {
    fx.fb.emit({
      op: "runtime",
      dst: null,
      name: "array_set_length",
      args: [fx.convert(object, "ref"), fx.toNumber(value)],
    });
    return;
  }
  const found = classMember(fx, node, type);
  if (found !== null) {
    const { instance, key } = found;
    const member = fx.lowering.classes.member(instance, key)!;
    const self = fx.convert(object, "ref", "an object");
    if (member.kind === "field") {
      const shape = member.owner.shape;
      const converted = fx.convert(
        value,
        shape.slots[member.slot]!.type,
        `${key} to be ${typeText(shape.slots[member.slot]!.type as Rep)}`,
      );
      if (isFreezable(fx, node)) {
        fx.fb.emit({
          op: "set_prop",
          obj: fx.convert(self, "value"),
          key,
          value: fx.convert(converted, "value"),
        });
      } else if (isTrustedThis(fx, node.expression))
        fx.fb.emit({ op: "set_slot", obj: self, shape, slot: member.slot, value: converted });
      else {
        const others = refused(fx, instance, node);
        if (!others && fx.lowering.classes.isFakeable(member.owner.node)) fx.lowering.lookedUp.note(key);
        fx.fb.emit({ op: "set_field", obj: self, shape, slot: member.slot, value: converted, ...others });
      }
      return;
    }
    if (member.kind === "accessor") {
      if (member.set === null) {
        fx.fb.emit({
          op: "runtime",
          dst: null,
          name: "throw_type_error",
          args: [str(`Cannot set property ${key} of #<${instance.info.name}> which has only a getter`)],
        });
        return;
      }
      const { params } = fx.lowering.classes.methodInstance(member.owner, member.set, new Map());
      callMember(
        fx,
        instance,
        member.owner,
        member.set,
        key,
        self,
        [fx.convert(value, params[0]!.type, key)],
        node.getText(),
        isTrustedThis(fx, node.expression),
        new Map(),
      );
      return;
    }
    refuse(
      node,
      "E2003",
      `the method \`${key}\` cannot be replaced`,
      "declare it as a field holding a function",
    );
  }
  const hidden = ts.isPrivateIdentifier(node.name) ? privateKeyOf(fx, node.name) : null;
  if (hidden !== null) {
    privateWrite(fx, object, hidden, value);
    return;
  }
  fx.lowering.lookedUp.note(node.name.text);
  fx.fb.emit({
    op: "set_prop",
    obj: fx.convert(object, "value"),
    key: node.name.text,
    value: fx.convert(value, "value"),
  });
}
