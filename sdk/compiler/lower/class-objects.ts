// Classes that are objects made at run time: ClassDefinitionEvaluation (ECMA-262 15.7.14) as it stands.
//
// Such a class is a function object with a prototype; its instances are ordinary objects without fixed slots, and
// everything is found by name. class-values.ts says which classes these are; the others never come here.

import ts from "typescript";
import { fn, i32, operandType, str, undef, use } from "../ir/build.ts";
import type { Func, Operand } from "../ir/types.ts";
import { spreadArray } from "./arguments.ts";
import { argumentList } from "./calls.ts";
import { type ClassNode, isAmbient, isStatic, parameterProperties } from "./class-nodes.ts";
import { heritageOf, isRepeated, mentionsSuper } from "./class-values.ts";
import { functionName, propertyText } from "./declared-names.ts";
import type { ParameterInfo } from "./declared-reps.ts";
import { expression } from "./expressions.ts";
import { type Construction, FunctionLowering } from "./function.ts";
import { arity } from "./function-nodes.ts";
import { callLanguage } from "./iteration.ts";
import type { FunctionInstance } from "./lowering.ts";
import { privateNameKey } from "./private-names.ts";
import { notYet, refuse } from "./refuse.ts";
import { hoistVars } from "./statements.ts";
import { symbolOperand } from "./symbols.ts";
import { type FunctionNode, isNewTarget } from "./syntax.ts";

/** Attributes of a method (internal.h): writable, configurable, not enumerable; of a private method: for good. */
const METHOD = i32(0);
const PRIVATE_METHOD = i32(2);
const ENUMERABLE = i32(1);

type Method = ts.MethodDeclaration | ts.AccessorDeclaration;

/** A class being made: what its members need. */
interface Making {
  readonly node: ClassNode;
  readonly name: string;
  readonly proto: Operand;
  /** Keys of members with computed names, already evaluated. */
  readonly keys: Map<ts.ClassElement, Operand>;
}

/** Evaluates the class, binds its name, and runs its static initialisers. */
export function classObject(fx: FunctionLowering, node: ClassNode): Operand {
  refuseDecorators(node);
  const name = functionName(node as unknown as FunctionNode);
  if (ts.isClassExpression(node) && node.name !== undefined) fx.declareEarly(node.name);
  const heritage = heritageOf(node);
  let parent: Operand | null = null;
  let parentProto: Operand = undef("value");
  if (heritage !== null) {
    refuseHeritage(fx, heritage);
    parent = fx.hold(fx.convert(expression(fx, heritage), "value"));
    parentProto = fx.hold(fx.convert(callLanguage(fx, "classHeritage", [parent]), "value"));
  }
  const surroundings = { owner: fx.owner, staticOwner: fx.staticOwner };
  const proto = held(fx, "prototype", fx.runtime("new_dict", [], "ref"));
  const making: Making = { node, name, proto, keys: new Map() };
  for (const m of node.members) {
    if (m.name === undefined || !ts.isComputedPropertyName(m.name) || !isDefined(m)) continue;
    const key = fx.convert(expression(fx, m.name.expression), "value");
    const name = fx.runtime("to_property_key", [key], "ref");
    making.keys.set(m, held(fx, "key", isStatic(m) ? callLanguage(fx, "staticKey", [name]) : name));
  }
  fx.owner = null;
  fx.staticOwner = null;
  const made = held(fx, name, constructorFunction(fx, making, parent !== null));
  callLanguage(fx, "linkClass", [
    made,
    proto,
    parent ?? undef("value"),
    parentProto,
    { kind: "bool", value: parent !== null },
  ]);
  for (const m of node.members)
    if (isMethod(m)) defineMethod(fx, making, m, isStatic(m) ? made : proto, false);
  for (const m of node.members)
    if (isAutoAccessor(m)) defineAutoAccessor(fx, making, m, isStatic(m) ? made : proto);
  Object.assign(fx, surroundings);
  bindName(fx, node, made);
  initialiseStatics(fx, making, made);
  return made;
}

/** Built-ins other than library classes have objects of their own kinds, which `super()` could not give a prototype. */
function refuseHeritage(fx: FunctionLowering, heritage: ts.Expression): void {
  const symbol = fx.checker.getSymbolAtLocation(heritage);
  if (symbol === undefined || !fx.lowering.isLibrary(fx.lowering.unalias(symbol))) return;
  const cls = fx.lowering.classes.classOfExpression(heritage);
  if (cls === null || fx.lowering.classes.makesItsKind(cls))
    refuse(
      heritage,
      "E2010",
      `extending ${heritage.getText()} cannot be compiled`,
      "extend a class of the program, Error, Map or Set",
    );
}

function held(fx: FunctionLowering, name: string, value: Operand): Operand {
  const local = fx.fb.local(name, operandType(value));
  fx.fb.emit({ op: "copy", dst: local, a: value });
  return use(local);
}

function bindName(fx: FunctionLowering, node: ClassNode, made: Operand): void {
  if (node.name !== undefined) {
    fx.declare(node.name, made);
    return;
  }
  if (!ts.isClassDeclaration(node)) return;
  const module = fx.checker.getSymbolAtLocation(node.getSourceFile());
  const symbol = module?.exports?.get(ts.InternalSymbolName.Default);
  if (symbol !== undefined) fx.writeDefaultExport(symbol, made);
}

function refuseDecorators(node: ClassNode): void {
  for (const n of [node, ...node.members]) {
    if (ts.canHaveDecorators(n) && ts.getDecorators(n)?.length)
      refuse(n, "E2011", "decorators cannot be compiled", "call the function yourself");
  }
}

// ---- Members ------------------------------------------------------------------------------------------------------

function isDefined(m: ts.ClassElement): boolean {
  if (isAmbient(m)) return false;
  return ts.isPropertyDeclaration(m) || isMethod(m);
}

function isMethod(m: ts.ClassElement): m is Method {
  return (ts.isMethodDeclaration(m) || ts.isAccessor(m)) && m.body !== undefined;
}

function isAutoAccessor(m: ts.ClassElement): m is ts.PropertyDeclaration {
  return (
    ts.isPropertyDeclaration(m) &&
    !isAmbient(m) &&
    (m.modifiers?.some((x) => x.kind === ts.SyntaxKind.AccessorKeyword) ?? false)
  );
}

function isPrivateMethod(m: ts.ClassElement): m is Method {
  return isMethod(m) && ts.isPrivateIdentifier(m.name);
}

function keyOf(
  fx: FunctionLowering,
  making: Making,
  m: ts.ClassElement & { name: ts.PropertyName },
): Operand {
  const computed = making.keys.get(m);
  if (computed !== undefined) return computed;
  if (ts.isPrivateIdentifier(m.name)) return symbolOperand(fx, privateNameKey(fx, making.node, m.name.text));
  const key = propertyText(m.name);
  return str(key);
}

/** The key under which an auto-accessor keeps its value. */
function storageKey(fx: FunctionLowering, making: Making, m: ts.PropertyDeclaration): Operand {
  return symbolOperand(fx, privateNameKey(fx, making.node, `#accessor ${making.node.members.indexOf(m)}`));
}

/** DefineMethodProperty and its siblings for accessors; private ones of instances are defined by their fields. */
function defineMethod(
  fx: FunctionLowering,
  making: Making,
  m: Method,
  home: Operand,
  onInstance: boolean,
): void {
  if (isPrivateMethod(m) && !isStatic(m) && !onInstance) return;
  fx.at(m);
  const key = keyOf(fx, making, m);
  const { value, instance } = fx.closure(m, mentionsSuper(m) ? home : null, isRepeated(making.node));
  instance.func.needsGenericEntry = true;
  const made = fx.hold(value);
  if (making.keys.has(m)) {
    const role = ts.isGetAccessor(m) ? "get" : ts.isSetAccessor(m) ? "set" : "";
    callLanguage(fx, "nameFunction", [made, fx.convert(key, "value"), str(role)]);
  }
  defineOn(fx, m, home, key, made);
}

function defineOn(fx: FunctionLowering, m: Method, target: Operand, key: Operand, made: Operand): void {
  if (ts.isMethodDeclaration(m)) {
    const attributes = ts.isPrivateIdentifier(m.name) ? PRIVATE_METHOD : METHOD;
    const args = [target, key, fx.convert(made, "value"), attributes];
    fx.fb.emit({ op: "runtime", dst: null, name: "define_prop", args });
    return;
  }
  const part = i32(ts.isGetAccessor(m) ? 2 : 1);
  const other = fx.runtime("own_part", [fx.convert(target, "value"), key, part], "value");
  const own = fx.convert(made, "value");
  const pair = ts.isGetAccessor(m) ? [own, other] : [other, own];
  const args = [target, key, ...pair, METHOD];
  fx.fb.emit({ op: "runtime", dst: null, name: "define_accessor", args });
}

function defineAutoAccessor(
  fx: FunctionLowering,
  making: Making,
  m: ts.PropertyDeclaration,
  home: Operand,
): void {
  if (ts.isPrivateIdentifier(m.name)) notYet(m, "a private auto-accessor", "use a private field");
  const key = fx.convert(keyOf(fx, making, m), "value");
  callLanguage(fx, "autoAccessor", [home, key, fx.convert(storageKey(fx, making, m), "value")]);
}

/** Static fields and blocks, in order, with the class as `this`. */
function initialiseStatics(fx: FunctionLowering, making: Making, made: Operand): void {
  const before = {
    thisOperand: fx.thisOperand,
    owner: fx.owner,
    staticOwner: fx.staticOwner,
    member: fx.member,
  };
  Object.assign(fx, { thisOperand: made, owner: null, staticOwner: null });
  fx.member = { home: made, target: undef("value") };
  for (const m of making.node.members) {
    if (ts.isClassStaticBlockDeclaration(m)) {
      hoistVars(fx, m.body);
      fx.block(m.body.statements);
    } else if (ts.isPropertyDeclaration(m) && isStatic(m) && !isAmbient(m)) defineField(fx, making, m, made);
  }
  Object.assign(fx, before);
}

/** DefineField. */
function defineField(fx: FunctionLowering, making: Making, m: ts.PropertyDeclaration, self: Operand): void {
  fx.lowering.guard(() => {
    fx.at(m);
    const value =
      m.initializer === undefined ? undef("value") : fx.convert(expression(fx, m.initializer), "value");
    const automatic: boolean = isAutoAccessor(m);
    const hidden = automatic || ts.isPrivateIdentifier(m.name);
    const key = automatic ? storageKey(fx, making, m) : keyOf(fx, making, m);
    if (hidden) callLanguage(fx, "privateAdd", [self, key, value]);
    else {
      const args = [self, key, fx.hold(value), ENUMERABLE];
      fx.fb.emit({ op: "runtime", dst: null, name: "define_prop", args });
    }
  });
}

// ---- Construction -------------------------------------------------------------------------------------------------

/** A function of its own in the IR, which takes what `nodes` capture from `fx`. */
function innerFunction(
  fx: FunctionLowering,
  node: ts.Node,
  title: string,
  nodes: readonly ts.Node[],
  displayName = "",
): { inner: FunctionLowering; func: Func; values: Operand[] } {
  const file = fx.lowering.input.relative(node.getSourceFile().fileName);
  const builder = fx.lowering.builder.newFunc(`${file}:${title}`, displayName);
  const { func } = builder;
  func.loc = fx.lowering.location(node);
  func.needsGenericEntry = true;
  const instance: FunctionInstance = {
    node: node as FunctionNode,
    env: fx.env,
    func,
    builder,
    params: [],
    returns: "void",
  };
  const inner = new FunctionLowering(fx.lowering, instance);
  const symbols = new Set(nodes.flatMap((n) => fx.lowering.captures.captures(n).symbols));
  const values: Operand[] = [];
  fx.shareVariables(inner, [...symbols], node, values);
  return { inner, func, values };
}

function closureOf(fx: FunctionLowering, func: Func, values: Operand[]): Operand {
  if (values.length === 0) return fn(func);
  const result = fx.fb.temp("ref");
  fx.fb.emit({ op: "new_closure", dst: result.local, func, captures: values });
  return result;
}

/** The function that defines private methods and fields on a new object; null when there are none. */
function fieldsFunction(fx: FunctionLowering, making: Making): Construction["fields"] {
  const methods = making.node.members.filter(isPrivateMethod).filter((m) => !isStatic(m));
  const fields = making.node.members.filter(
    (m): m is ts.PropertyDeclaration => ts.isPropertyDeclaration(m) && !isStatic(m) && !isAmbient(m),
  );
  if (methods.length + fields.length === 0) return undefined;
  const { inner, func, values } = innerFunction(fx, making.node, `${making.name}.fields`, fields);
  const self = use(inner.fb.param("this", "ref"));
  func.hasThis = true;
  func.result = "void";
  inner.thisOperand = self;
  inner.member = { home: inner.captureOperand("home", making.proto, values), target: undef("value") };
  const keys = new Map<ts.ClassElement, Operand>();
  for (const m of fields) {
    const key = making.keys.get(m);
    if (key !== undefined) keys.set(m, inner.captureOperand("key", key, values));
  }
  // One function object per evaluation of the class, not per instance.
  const made = methods.map((m) => {
    const { value, instance } = fx.closure(
      m,
      mentionsSuper(m) ? making.proto : null,
      isRepeated(making.node),
    );
    instance.func.needsGenericEntry = true;
    return inner.captureOperand("method", fx.hold(value), values);
  });
  fx.lowering.defer(() => {
    inner.fb.loc = fx.lowering.location(making.node);
    const own: Making = { ...making, keys };
    methods.forEach((m, i) => {
      const key = keyOf(inner, own, m);
      if (!methods.slice(0, i).some((other: Method) => sameName(other, m)))
        callLanguage(inner, "privateOnce", [self, key, str(making.name)]);
      defineOn(inner, m, self, key, made[i]!);
    });
    for (const m of fields) defineField(inner, own, m, self);
    if (!inner.fb.isClosed) inner.fb.terminate({ op: "return", value: null });
  });
  const env = values.length === 0 ? undefined : held(fx, "fields", closureOf(fx, func, values));
  return { func, env };
}

function sameName(a: Method, b: Method): boolean {
  return a.name.getText() === b.name.getText();
}

/** The function object that is the class. */
function constructorFunction(fx: FunctionLowering, making: Making, derived: boolean): Operand {
  const { node, name } = making;
  const declared =
    node.members.find(
      (m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && m.body !== undefined,
    ) ?? null;
  const fields = fieldsFunction(fx, making);
  const captured = declared === null ? [] : [declared];
  const { inner, func, values } = innerFunction(fx, declared ?? node, `${name}.constructor`, captured, name);
  Object.assign(func, { isConstructor: true, isClass: true, takesTarget: true, result: "ref" });
  const params =
    declared === null ? defaultParameters(derived) : fx.lowering.declared.parameters(declared, fx.env);
  for (const p of params) {
    const local = inner.fb.param(p.name, p.type);
    if (p.takesMissing) local.takesMissing = true;
  }
  func.hasRest = params.some((p) => p.rest);
  func.arity = declared === null ? 0 : arity(declared);
  Object.assign(inner.instance, { params, returns: "ref" });
  const cell = fx.fb.local("class", "ref");
  fx.fb.emit({ op: "new_cell", dst: cell, type: "ref", init: undef("ref") });
  const self = inner.captureOperand("class", use(cell), values);
  const home = inner.captureOperand("home", making.proto, values);
  const env = fields?.env === undefined ? undefined : inner.captureOperand("fields", fields.env, values);
  const result = held(fx, name, closureOf(fx, func, values));
  fx.fb.emit({ op: "set_cell", type: "ref", cell: use(cell), value: result });
  fx.lowering.defer(() =>
    fx.lowering.guard(() => {
      inner.fb.loc = fx.lowering.location(declared ?? node);
      const target = startConstruction(inner, name);
      const construction: Construction = {
        self,
        ...(derived ? { thisCell: emptyThis(inner) } : {}),
        ...(fields === undefined ? {} : { fields: { func: fields.func, env } }),
      };
      inner.member = { home, target, construction };
      lowerConstructor(inner, making, declared, derived);
    }),
  );
  return result;
}

/** constructor(...args) { super(...args); } */
function defaultParameters(derived: boolean): ParameterInfo[] {
  return derived ? [{ type: "ref", optional: false, rest: true, name: "args", takesMissing: false }] : [];
}

/** Takes new.target; a call without `new` ends here. */
function startConstruction(inner: FunctionLowering, name: string): Operand {
  const target = held(inner, "target", inner.runtime("new_target", [], "value"));
  const [bad, good] = [inner.fb.newBlock(), inner.fb.newBlock()];
  inner.branch(inner.runtime("is_hole", [target], "bool"), bad, good);
  inner.fb.startBlock(bad);
  throwError(inner, "throw_type_error", `Class constructor ${name} cannot be invoked without 'new'`);
  inner.fb.terminate({ op: "unreachable" });
  inner.fb.startBlock(good);
  return target;
}

function emptyThis(inner: FunctionLowering): Operand {
  const cell = inner.fb.local("this", "ref");
  inner.fb.emit({ op: "new_cell", dst: cell, type: "value", init: { kind: "hole", type: "value" } });
  return use(cell);
}

function lowerConstructor(
  fx: FunctionLowering,
  making: Making,
  declared: ts.ConstructorDeclaration | null,
  derived: boolean,
): void {
  if (!derived) {
    fx.thisOperand = held(fx, "this", fx.runtime("new_instance", [fx.member!.target!], "ref"));
    if (declared === null || parameterProperties(making.node).length === 0) initialise(fx, making.node);
  }
  if (declared === null) {
    if (derived) superConstruct(fx, making.node, use(fx.instance.func.params[0]!));
  } else {
    fx.bindParameters(declared.parameters);
    if (!derived && parameterProperties(making.node).length > 0) initialise(fx, making.node);
    hoistVars(fx, declared.body!);
    fx.block(declared.body!.statements);
  }
  if (!fx.fb.isClosed) fx.fb.terminate({ op: "return", value: constructorResult(fx, null) });
}

/** InitializeInstanceElements, after the properties that parameters declare. */
function initialise(fx: FunctionLowering, node: ClassNode): void {
  const self = fx.convert(fx.thisValue(node), "ref");
  for (const p of parameterProperties(node)) {
    const key = (p.name as ts.Identifier).text;
    const symbol = fx.checker
      .getSymbolsOfParameterPropertyDeclaration(p, key)
      .find((s) => fx.bindings.has(s));
    if (symbol === undefined) continue; // in an arrow function around super(): refused by TypeScript
    const value = fx.convert(fx.readBinding(symbol, p.name), "value");
    fx.fb.emit({ op: "runtime", dst: null, name: "define_prop", args: [self, str(key), value, ENUMERABLE] });
  }
  const fields = fx.member?.construction?.fields;
  if (fields !== undefined)
    fx.fb.emit({ op: "call", dst: null, func: fields.func, env: fields.env ?? null, args: [self] });
}

/** SuperCall evaluation: `this` is what the parent constructs for new.target. */
export function superConstructCall(fx: FunctionLowering, node: ts.CallExpression): Operand {
  let cls: ts.Node = node;
  while (!ts.isClassLike(cls)) cls = cls.parent;
  return superConstruct(fx, cls, spreadArray(fx, argumentList(node), "value"));
}

function superConstruct(fx: FunctionLowering, node: ClassNode, args: Operand): Operand {
  const { construction, target } = fx.member!;
  const { self, thisCell } = construction!;
  if (thisCell === undefined) return notYet(node, "`super()` here");
  const cls = fx.fb.temp("ref");
  fx.fb.emit({ op: "get_cell", dst: cls.local, type: "ref", cell: self });
  const parent = fx.runtime("get_proto", [fx.convert(cls, "value")], "value");
  const made = fx.hold(fx.runtime("construct_as", [parent, args, target!], "value"));
  const now = fx.fb.temp("value");
  fx.fb.emit({ op: "get_cell", dst: now.local, type: "value", cell: thisCell });
  const [first, again] = [fx.fb.newBlock(), fx.fb.newBlock()];
  fx.branch(fx.runtime("is_hole", [now], "bool"), first, again);
  fx.fb.startBlock(again);
  throwError(fx, "throw_reference_error", "Super constructor may only be called once");
  fx.fb.terminate({ op: "unreachable" });
  fx.fb.startBlock(first);
  fx.fb.emit({ op: "set_cell", type: "value", cell: thisCell, value: made });
  initialise(fx, node);
  return made;
}

function throwError(fx: FunctionLowering, name: string, text: string): void {
  fx.fb.emit({ op: "runtime", dst: null, name, args: [str(text)] });
}

/** GetThisBinding in a derived constructor. */
export function constructedThis(fx: FunctionLowering, cell: Operand): Operand {
  const result = fx.fb.temp("value");
  fx.fb.emit({ op: "get_cell", dst: result.local, type: "value", cell });
  const [early, good] = [fx.fb.newBlock(), fx.fb.newBlock()];
  fx.branch(fx.runtime("is_hole", [result], "bool"), early, good);
  fx.fb.startBlock(early);
  throwError(
    fx,
    "throw_reference_error",
    "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  );
  fx.fb.terminate({ op: "unreachable" });
  fx.fb.startBlock(good);
  return result;
}

/** What a constructor gives for `return value`: an object as it is, else `this`. */
export function constructorResult(fx: FunctionLowering, value: Operand | null): Operand {
  const own = (): Operand => fx.convert(fx.thisValue(fx.instance.node), "ref");
  if (value === null) return own();
  const given = fx.hold(fx.convert(value, "value"));
  const result = fx.fb.local("", "ref");
  const [object, other, join] = [fx.fb.newBlock(), fx.fb.newBlock(), fx.fb.newBlock()];
  fx.branch(fx.runtime("is_object", [given], "bool"), object, other);
  fx.fb.startBlock(object);
  fx.fb.emit({ op: "copy", dst: result, a: fx.convert(given, "ref") });
  fx.fb.terminate({ op: "jump", to: join });
  fx.fb.startBlock(other);
  if (fx.member?.construction?.thisCell !== undefined) {
    const [bad, good] = [fx.fb.newBlock(), fx.fb.newBlock()];
    fx.branch(fx.isUndefined(given), good, bad);
    fx.fb.startBlock(bad);
    throwError(fx, "throw_type_error", "Derived constructors may only return object or undefined");
    fx.fb.terminate({ op: "unreachable" });
    fx.fb.startBlock(good);
  }
  fx.fb.emit({ op: "copy", dst: result, a: own() });
  fx.fb.startBlock(join);
  return use(result);
}

/** new.target: of the constructor or function around it, undefined in what is only called. */
export function newTarget(fx: FunctionLowering, node: ts.MetaProperty): Operand {
  if (!isNewTarget(node)) return notYet(node, `\`${node.getText()}\``);
  return fx.member?.target ?? undef("value");
}

/** new.target where a function begins: undefined when it was called. */
export function targetOfCall(fx: FunctionLowering): Operand {
  const target = fx.fb.local("target", "value");
  const given = fx.runtime("new_target", [], "value");
  const [called, join] = [fx.fb.newBlock(), fx.fb.newBlock()];
  fx.fb.emit({ op: "copy", dst: target, a: given });
  fx.branch(fx.runtime("is_hole", [given], "bool"), called, join);
  fx.fb.startBlock(called);
  fx.fb.emit({ op: "copy", dst: target, a: undef("value") });
  fx.fb.startBlock(join);
  return use(target);
}
