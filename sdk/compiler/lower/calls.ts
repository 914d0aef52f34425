// Lowering of calls and `new`.
//
// A callee known statically is called directly with unboxed arguments. Methods of classes go through
// call_member; methods of built-in values are functions of runtime/lang that take the value first. What is
// only known at run time is called with boxed arguments.

import ts from "typescript";
import { operandType, str, undef } from "../ir/build.ts";
import type { Operand } from "../ir/types.ts";
import { byName, callMember, memberName, propertyOf, receiverClass } from "./access.ts";
import { type CallArgument, directArguments, spreadArray, valueArguments } from "./arguments.ts";
import { noteQuestion } from "./asked-names.ts";
import {
  builtinMethod,
  builtinPrefix,
  refuseMissing,
  refuseReflection,
  requireKind,
  typedArrayOfLength,
} from "./builtin-calls.ts";
import { forCallbacks, withoutRest } from "./callbacks.ts";
import type { ClassNode } from "./class-nodes.ts";
import { checkRequire, isRequired } from "./commonjs-calls.ts";
import { consoleLine } from "./console.ts";
import { expression, optionalLink, symbolValue, textOf } from "./expressions.ts";
import type { FunctionLowering } from "./function.ts";
import { typeParametersOf } from "./function-nodes.ts";
import { TypeArgumentMatcher } from "./infer.ts";
import { intrinsicCall, intrinsicName } from "./intrinsics.ts";
import { callLanguage } from "./iteration.ts";
import { globalObject, isGlobalFunction, isJavaScript } from "./javascript.ts";
import { refuseLocale } from "./locale-options.ts";
import type { FunctionInstance } from "./lowering.ts";
import { dynamicImport, importedModule, requiredModule } from "./namespaces.ts";
import { mayAssign } from "./operators.ts";
import { refuseCodeFromText } from "./package-code.ts";
import { printedCallee } from "./printed.ts";
import { isForeignPrivate, privateKeyOf, privateRead, throwForeignPrivate } from "./private-names.ts";
import { notYet, refuse } from "./refuse.ts";
import { refuseReplacingCall } from "./replaced-members.ts";
import { BUFFER, indexedKind, isAddedToFunction, type Rep } from "./reps.ts";
import { staticCallee, staticReceiver } from "./static-callee.ts";
import { superElement, superThis } from "./super.ts";
import { superCall, superMethod } from "./super-calls.ts";
import { symbolOperand } from "./symbols.ts";
import { type FunctionNode, parametersOf, skipOuter } from "./syntax.ts";
import { noteThrownArgument } from "./thrown.ts";

export function call(fx: FunctionLowering, node: ts.CallExpression): Operand {
  const callee = skipOuter(node.expression) as ts.Expression;
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return superCall(fx, node);
  if (callee.kind === ts.SyntaxKind.ImportKeyword) {
    const module = importedModule(fx.checker, node);
    if (module !== null) return isRequired(node) ? requiredModule(fx, module) : dynamicImport(fx, module);
    return refuse(
      node,
      "E2002",
      "`import()` of a computed name cannot be compiled: all modules are known at compile time",
      "write the name of the module as a literal",
    );
  }
  if (isGlobalFunction(fx, callee)) return globalObject(fx);
  const symbol = fx.lowering.symbols.keyOfCall(node);
  if (symbol !== null && node.questionDotToken === undefined) return symbolOperand(fx, symbol);
  const result = dispatchCall(fx, node, callee);
  if (fx.typeOf(node).flags & ts.TypeFlags.Never && !fx.fb.isClosed && neverReturns(fx, node)) {
    // A cast may make a liar of the declaration.
    if (!fx.lowering.input.isLibraryFile(node.getSourceFile().fileName)) {
      const args = [str(`expected ${textOf(node.expression)} not to return`)];
      fx.fb.emit({ op: "runtime", dst: null, name: "throw_type_error", args });
    }
    fx.fb.terminate({ op: "unreachable" });
  }
  return result;
}

/**
 * Only a declared `never` is believed: an inferred one may come from a narrowing that casts defeat, and what a parameter
 * holds instead of its default may return.
 */
function neverReturns(fx: FunctionLowering, node: ts.CallExpression): boolean {
  const callee = skipOuter(node.expression);
  const named = ts.isIdentifier(callee)
    ? fx.checker.getSymbolAtLocation(callee)?.valueDeclaration
    : undefined;
  if (named !== undefined && ts.isParameter(named) && named.type === undefined) return false;
  const declaration = fx.checker.getResolvedSignature(node)?.declaration;
  return declaration?.type?.kind === ts.SyntaxKind.NeverKeyword;
}

function dispatchCall(fx: FunctionLowering, node: ts.CallExpression, callee: ts.Expression): Operand {
  noteThrownArgument(fx, node);
  refuseReplacingCall(fx, node);
  if (node.questionDotToken === undefined) {
    if (consoleLine(fx, node, callee)) return undef("ref");
    checkRequire(fx, node);
    const known = staticCallee(fx, callee);
    if (known !== null) {
      noteQuestion(fx, node, known);
      return callFunction(fx, known, node, null, [], staticReceiver(fx, callee));
    }
    if (ts.isIdentifier(callee)) {
      const bound = boundTarget(fx, callee);
      if (bound !== null) return bound(node);
    }
    if (ts.isPropertyAccessExpression(callee) && namespaceVariable(fx, callee) === null)
      return methodCall(fx, node, callee);
  } else if (
    ts.isPropertyAccessExpression(callee) &&
    callee.expression.kind === ts.SyntaxKind.SuperKeyword &&
    callee.questionDotToken === undefined
  )
    return superMethod(fx, node, callee);
  return valueCall(fx, node, callee);
}

/** A variable that a namespace or module object exports under the callee's name, or null. */
function namespaceVariable(fx: FunctionLowering, callee: ts.Expression): ts.Symbol | null {
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const left = fx.checker.getSymbolAtLocation(callee.expression);
  const member = fx.checker.getSymbolAtLocation(callee.name);
  if (left === undefined || member === undefined || isAddedToFunction(member)) return null;
  if (!(fx.lowering.unalias(left).flags & ts.SymbolFlags.Module)) return null;
  const symbol = fx.lowering.unalias(member);
  return symbol.flags & ts.SymbolFlags.Variable && !fx.lowering.isLibrary(symbol) ? symbol : null;
}

/** A local constant that is known to hold one function: called directly with its function object. */
function boundTarget(
  fx: FunctionLowering,
  callee: ts.Identifier,
): ((node: ts.CallExpression) => Operand) | null {
  const raw = fx.checker.getSymbolAtLocation(callee);
  if (raw === undefined) return null;
  const symbol = fx.lowering.unalias(raw);
  const binding = fx.bindings.get(symbol);
  const target = binding?.target;
  if (target === undefined || fx.lowering.captures.isReassigned(symbol)) return null;
  return (node) => {
    const closure = fx.convert(fx.readBinding(symbol, callee), "ref");
    const self: Operand[] = target.func.hasThis ? [undef("value")] : [];
    const args = directArguments(fx, target, argumentList(node));
    if (args === null) return callSpread(fx, closure, undef("value"), node);
    return emitCall(fx, target, target.func.captures.length > 0 ? closure : null, [...self, ...args]);
  };
}

export function argumentList(node: ts.CallExpression | ts.NewExpression): CallArgument[] {
  return (node.arguments ?? []).map((n) => ({ node: n }));
}

/** Representations of the type parameters of `declaration` for this call. */
export function inferEnv(
  fx: FunctionLowering,
  declaration: FunctionNode,
  args: readonly CallArgument[],
  site: ts.CallExpression | ts.NewExpression | ts.Node,
): Map<ts.Symbol, Rep> {
  const parameters = typeParametersOf(declaration);
  const env = new Map<ts.Symbol, Rep>();
  if (parameters.length === 0) return env;
  const symbols = parameters.map((p) => fx.checker.getSymbolAtLocation(p.name)!);
  const matcher = new TypeArgumentMatcher(fx.checker, symbols, fx.env);
  const explicit =
    ts.isCallExpression(site) && declaration.getSourceFile().fileName.includes("/runtime/lang/") === false
      ? site.typeArguments
      : undefined;
  explicit?.forEach((t, i) => {
    const p = symbols[i];
    if (p !== undefined) matcher.match(fx.checker.getDeclaredTypeOfSymbol(p), fx.typeOf(t));
  });
  const declared = parametersOf(declaration);
  args.forEach((a, i) => {
    const p = declared[Math.min(i, declared.length - 1)];
    if (p === undefined) return;
    const rest = p.dotDotDotToken !== undefined;
    let type = fx.typeOf(p);
    const spread = a.node !== undefined && ts.isSpreadElement(a.node);
    if (rest && !spread) {
      if (i < declared.indexOf(p)) return;
      type = fx.checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? type;
    }
    const actual = a.type ?? fx.typeOf(spread ? (a.node as ts.SpreadElement).expression : a.node!);
    matcher.match(type, actual);
  });
  if (ts.isExpression(site)) {
    const signature = fx.checker.getSignatureFromDeclaration(declaration);
    if (signature !== undefined) {
      const result = signature.getReturnType();
      matcher.match(result, fx.typeOf(site));
      const expected = isMutableObject(fx, result) ? fx.checker.getContextualType(site) : undefined;
      if (expected !== undefined) matcher.match(result, expected);
    }
  }
  // Boxed where every argument seen is an object: Array.isArray(item) makes any[] of a T, and programs go on to call
  // its elements T, whatever they are. The library does not.
  const own = declaration.getSourceFile().fileName.includes("/runtime/lang/");
  const asks = args.some(
    ({ node }) =>
      node !== undefined &&
      (fx.lowering.tested.hasParameterOf(node, (type) => fx.rep(type)) ||
        fx.lowering.missing.isOpenCallback(node)),
  );
  for (const s of symbols) {
    const rep = asks ? "value" : matcher.rep(s);
    env.set(s, (rep === "ref" && !own) || fx.lowering.missing.hidesIn(s) ? "value" : rep);
  }
  return env;
}

/**
 * An object that takes what its type parameters stand for also later: `const s: State<number | string> = state(1)` calls
 * `state` for numbers, by its type, and what it makes will hold texts. Arrays keep values of all kinds.
 */
function isMutableObject(fx: FunctionLowering, type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0 && indexedKind(fx.checker, type) === null;
}

/** Calls a declared function; `first` stands before the written arguments (a receiver). */
export function callFunction(
  fx: FunctionLowering,
  declaration: FunctionNode,
  node: ts.CallExpression | ts.NewExpression,
  self: Operand | null,
  first: CallArgument[],
  receiver: ClassNode | null = null,
): Operand {
  return callDeclared(fx, declaration, node, self, [...first, ...argumentList(node)], receiver);
}

const MAKES_BIGINTS = /\/runtime\/lang\/(bigint\/bigint|binary\/bigint-array)\.ts$/;

/** Calls a declared function with `args`, whatever expression they come from. */
export function callDeclared(
  fx: FunctionLowering,
  named: FunctionNode,
  node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression,
  self: Operand | null,
  args: CallArgument[],
  receiver: ClassNode | null = null,
): Operand {
  const declaration = withoutRest(fx.lowering, named, args);
  const intrinsic = intrinsicName(fx.lowering, declaration);
  if (intrinsic !== null) return intrinsicCall(fx, intrinsic, declaration, args, fx.typeOf(node));
  if (
    MAKES_BIGINTS.test(declaration.getSourceFile().fileName) &&
    !node.getSourceFile().fileName.includes("/runtime/lang/bigint/")
  )
    fx.lowering.noteBigint();
  const env = new Map([...fx.env, ...inferEnv(fx, declaration, args, node)]);
  const instance = fx.lowering.functionInstance(declaration, env, receiver);
  const converted = directArguments(
    fx,
    instance,
    args,
    declaration.getSourceFile().fileName.includes("/runtime/lang/"),
  );
  if (converted === null) {
    if (ts.isTaggedTemplateExpression(node)) throw new Error("a template has no spread");
    return callSpread(fx, fx.functionValue(instance.func), self ?? undef("value"), node);
  }
  const thisArgument: Operand[] = instance.func.hasThis ? [self ?? undef("value")] : [];
  const version = forCallbacks(fx, instance, converted) ?? instance;
  return emitCall(fx, version, null, [...thisArgument, ...converted]);
}

export function emitCall(
  fx: FunctionLowering,
  instance: FunctionInstance,
  env: Operand | null,
  args: Operand[],
): Operand {
  const { func } = instance;
  if (func.result === "void") {
    fx.fb.emit({ op: "call", dst: null, func, env, args });
    return undef("ref");
  }
  const result = fx.fb.temp(func.result);
  fx.fb.emit({ op: "call", dst: result.local, func, env, args });
  return result;
}

function isLibraryMethod(fx: FunctionLowering, callee: ts.PropertyAccessExpression): boolean {
  const method = fx.checker.getSymbolAtLocation(callee.name);
  return method !== undefined && fx.lowering.isLibrary(method);
}

/** Methods of Uint8Array that Node's Buffer has in a form of its own. */
const OF_BUFFERS = /^(fill|filter|includes|indexOf|lastIndexOf|map|slice|subarray|toLocaleString|toString)$/;

/** A method of what the types call a Uint8Array, but can be a Buffer: it is found by name. */
function mayBeBuffer(fx: FunctionLowering, callee: ts.PropertyAccessExpression, type: ts.Type): boolean {
  if (!OF_BUFFERS.test(callee.name.text) || !fx.lowering.knowsBuffers) return false;
  if (fx.lowering.input.isLibraryFile(callee.getSourceFile().fileName)) return false;
  const indexed = indexedKind(fx.checker, fx.checker.getNonNullableType(type));
  return (
    indexed?.kind === "typed" &&
    indexed.typed === "u8" &&
    builtinPrefix(fx, fx.checker.getNonNullableType(type)) !== BUFFER
  );
}

/** receiver.name(args) */
function methodCall(
  fx: FunctionLowering,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
): Operand {
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) return superMethod(fx, node, callee);
  if (isForeignPrivate(fx, callee)) return throwForeignPrivate(fx, callee, "read");
  const name = callee.name.text;
  if (isLibraryMethod(fx, callee)) refuseLocale(node, name, fx.typeOf(callee.expression));
  const symbol = fx.checker.getSymbolAtLocation(callee.expression);
  if (symbol !== undefined) refuseReflection(fx, fx.lowering.unalias(symbol), callee);
  const type = fx.typeOf(callee.expression);
  let receiver = expression(fx, callee.expression);
  optionalLink(fx, callee, receiver);
  if ((node.arguments ?? []).some(mayAssign)) receiver = fx.hold(receiver);

  const hidden = ts.isPrivateIdentifier(callee.name) ? privateKeyOf(fx, callee.name) : null;
  if (hidden !== null) {
    const self = fx.hold(fx.convert(receiver, "value"));
    return callWith(fx, node, privateRead(fx, self, hidden), self);
  }
  const instance = receiverClass(fx, callee.expression, type);
  if (instance !== null) {
    const key = memberName(fx, callee, instance);
    const member = fx.lowering.classes.member(instance, key);
    if (member?.kind === "method" && !fx.lowering.classes.isOverriddenAtRunTime(instance.node, key)) {
      const own = inferEnv(fx, member.node, argumentList(node), node);
      const { func } = fx.lowering.classes.dispatch(instance, member.owner, member.node, key, own);
      const args = directArguments(
        fx,
        func,
        argumentList(node),
        member.node.getSourceFile().fileName.includes("/runtime/lang/"),
      );
      if (args !== null) {
        const trusted =
          callee.expression.kind === ts.SyntaxKind.ThisKeyword && operandType(receiver) === "ref";
        return fitted(
          fx,
          node,
          callMember(
            fx,
            instance,
            member.owner,
            member.node,
            key,
            fx.convert(receiver, "ref", "an object"),
            args,
            printedCallee(node),
            trusted,
            own,
          ),
        );
      }
    }
  }
  const open = mayBeBuffer(fx, callee, type);
  const builtin = open ? null : builtinMethod(fx, type, name);
  if (builtin !== null) {
    noteQuestion(fx, node, builtin);
    requireKind(fx, callee.expression, receiver, callee.name.text);
    const held: CallArgument = { value: receiver, type: fx.checker.getNonNullableType(type) };
    return fitted(fx, node, callFunction(fx, builtin, node, null, [held]));
  }
  if (!open) refuseMissing(fx, callee);
  // A function that a private field holds.
  if (ts.isPrivateIdentifier(callee.name))
    return callWith(fx, node, propertyOf(fx, callee, receiver), fx.convert(receiver, "value"));
  if ((node.arguments ?? []).some(ts.isSpreadElement)) {
    const method = byName(fx, receiver, name, fx.typeOf(callee));
    return callSpread(fx, method, fx.convert(receiver, "value"), node);
  }
  fx.lowering.lookedUp.noteMember(callee, name, type);
  const result = fx.fb.temp("value");
  const args = valueArguments(fx, argumentList(node));
  const declared = fx.lowering.classes.implementedInterface(type);
  fx.fb.emit({
    op: "call_method",
    dst: result.local,
    obj: fx.convert(receiver, "value"),
    key: name,
    args,
    text: printedCallee(node),
    ...(declared === null ? {} : { declared }),
  });
  return fitted(fx, node, result);
}

/**
 * A boxed result in the representation of the call's static type. Of the program's own calls, numbers and booleans are
 * unboxed where they are used: they may be undefined. The library keeps to its types, and is smaller so.
 */
function fitted(fx: FunctionLowering, node: ts.CallExpression, value: Operand): Operand {
  if (operandType(value) !== "value") return value;
  const type = fx.typeOf(node);
  if (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) return value;
  const rep = fx.rep(type);
  if (rep === "value") return value;
  if (rep !== "ref" && !fx.lowering.input.isLibraryFile(node.getSourceFile().fileName)) return value;
  const callee = node.expression.getText().slice(0, 40);
  const kind = rep === "f64" ? "a number" : rep === "bool" ? "a boolean" : "an object or string";
  return fx.convert(value, rep, `the result of ${callee} to be ${kind}`);
}

/** Calls whatever value the callee yields, with the receiver as `this` where there is one. */
function valueCall(fx: FunctionLowering, node: ts.CallExpression, callee: ts.Expression): Operand {
  let self: Operand = undef("value");
  let target: Operand;
  const exported = namespaceVariable(fx, callee);
  if (exported !== null) target = symbolValue(fx, exported, callee);
  else if (ts.isPropertyAccessExpression(callee) && callee.expression.kind !== ts.SyntaxKind.SuperKeyword) {
    const receiver = fx.hold(expression(fx, callee.expression));
    optionalLink(fx, callee, receiver);
    target = byName(fx, receiver, callee.name.text, fx.typeOf(callee));
    self = fx.convert(receiver, "value");
  } else if (ts.isElementAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
    target = superElement(fx, callee);
    self = superThis(fx, callee);
  } else if (ts.isElementAccessExpression(callee)) {
    const receiver = fx.hold(expression(fx, callee.expression));
    optionalLink(fx, callee, receiver);
    const symbol = fx.lowering.symbols.keyOf(callee.argumentExpression);
    if (symbol !== null) {
      target = byName(fx, receiver, symbol, fx.typeOf(callee));
      return callWith(fx, node, target, fx.convert(receiver, "value"));
    }
    const key = fx.convert(expression(fx, callee.argumentExpression), "value");
    if (operandType(key) === "value" && fx.rep(fx.typeOf(callee.argumentExpression)) !== "f64")
      fx.lowering.lookedUp.noteEvery();
    target = fx.runtime("get_elem", [fx.convert(receiver, "value"), key], "value");
    self = fx.convert(receiver, "value");
  } else target = expression(fx, callee);
  return callWith(fx, node, target, self);
}

export function callWith(
  fx: FunctionLowering,
  node: ts.CallExpression,
  callee: Operand,
  self: Operand,
): Operand {
  let target = callee;
  optionalLink(fx, node, target);
  if ((node.arguments ?? []).some(mayAssign)) target = fx.hold(target);
  if ((node.arguments ?? []).some(ts.isSpreadElement))
    return fitted(fx, node, callSpread(fx, target, self, node));
  const args = valueArguments(fx, argumentList(node));
  const result = fx.fb.temp("value");
  fx.fb.emit({
    op: "call_value",
    dst: result.local,
    callee: fx.convert(target, "value"),
    self,
    args,
    text: printedCallee(node),
  });
  return fitted(fx, node, result);
}

function callSpread(
  fx: FunctionLowering,
  target: Operand,
  self: Operand,
  node: ts.CallExpression | ts.NewExpression,
): Operand {
  const array = spreadArray(fx, argumentList(node), "value");
  const text = str(printedCallee(node));
  return callLanguage(fx, "callSpread", [
    fx.convert(target, "value"),
    fx.convert(self, "value"),
    array,
    text,
  ]);
}

export function construct(fx: FunctionLowering, node: ts.NewExpression): Operand {
  const cls = fx.lowering.classes.classOfExpression(node.expression);
  if (cls !== null) {
    const instance =
      isJavaScript(node) || isJavaScript(cls)
        ? fx.lowering.classes.untyped(cls)
        : fx.lowering.classes.ofType(fx.typeOf(node), fx.env);
    if (instance === null || instance.node !== cls)
      return notYet(node, `\`new ${node.expression.getText()}\``);
    const construct = fx.lowering.classes.constructInstance(instance);
    const args = directArguments(
      fx,
      construct,
      argumentList(node),
      cls.getSourceFile().fileName.includes("/runtime/lang/"),
    );
    if (args !== null)
      return emitCall(fx, construct, null, [...fx.carriedArguments(instance, node), ...args]);
    const value: Operand = { kind: "class", type: "value", cls: fx.lowering.classes.classValue(cls) };
    return fx.convert(
      fx.runtime("construct", [value, spreadArray(fx, argumentList(node), "value")], "value"),
      "ref",
    );
  }
  const symbol = fx.checker.getSymbolAtLocation(node.expression);
  const held = ts.SymbolFlags.Property | ts.SymbolFlags.Method | ts.SymbolFlags.Accessor;
  if (symbol !== undefined && !(symbol.flags & held) && fx.lowering.isLibrary(fx.lowering.unalias(symbol))) {
    const name = symbol.name;
    if (name === "Function") refuseCodeFromText(node, "`new Function`");
    const typed = typedArrayOfLength(fx, node, name);
    if (typed !== null) return typed;
    const declaration = fx.lowering.languageFunction(`${name}_construct`);
    if (declaration === null) return notYet(node, `\`new ${name}\``);
    return fx.convert(callFunction(fx, declaration, node, null, []), "ref");
  }
  let target = fx.convert(expression(fx, node.expression), "value");
  if ((node.arguments ?? []).some(mayAssign)) target = fx.hold(target);
  const given = spreadArray(fx, argumentList(node), "value");
  return fx.convert(callLanguage(fx, "constructNamed", [target, given, str(printedCallee(node))]), "ref");
}
