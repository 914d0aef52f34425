// Built-in values that programs look members up on by name: methods of strings, arrays ... in any place, constructors
// such as `Array` and namespaces such as `Math` held in variables.
//
// A member exists only if reached code looks its name up. Calls that name the built-in directly do not come here.

import ts from "typescript";
import { type FuncBuilder, i32, str, undef, use } from "../ir/build.ts";
import { wellKnownKey } from "../ir/symbols.ts";
import type { BuiltinMethod, Func, Global, Operand } from "../ir/types.ts";
import { forwardCall } from "./adapters.ts";
import { noteAskingValue } from "./asked-names.ts";
import { builtinLength } from "./builtin-lengths.ts";
import { symbolValue } from "./expressions.ts";
import { FunctionLowering } from "./function.ts";
import { functionDeclaration } from "./function-nodes.ts";
import type { FunctionInstance, Lowering, LoweringInput } from "./lowering.ts";
import { madeOnce } from "./made-once.ts";
import { BIGINT_ARRAY, BIGINT_ARRAYS, BUFFER, EMPTY_ENV, TYPED_ARRAYS } from "./reps.ts";
import { symbolOperand } from "./symbols.ts";
import type { FunctionNode } from "./syntax.ts";

type Group = [prefix: string, of: BuiltinMethod["of"]];

/** Prefixes of the library's method functions, and the values that have them. */
const METHODS: readonly Group[] = [
  ["String", "string"],
  ["Number", "number"],
  ["Boolean", "boolean"],
  ["Array", "array"],
  ["Function", "function"],
  ["Object", "object"],
  ["TypedArray", "typedarray"],
  ["Symbol", "symbol"],
  ["ArrayBuffer", "arraybuffer"],
];

const TYPED_NAMES: ReadonlySet<string> = new Set([...Object.keys(TYPED_ARRAYS), ...BIGINT_ARRAYS]);

/** Constructors that are functions of the library, not classes of it, apart from those above. */
const CONSTRUCTORS: readonly Group[] = [
  ...TYPED_NAMES,
  "GeneratorFunction",
  "AsyncFunction",
  "AsyncGeneratorFunction",
].map((name) => [name, name.toLowerCase() as BuiltinMethod["of"]]);

/** Properties whose value is the function of another one (ECMA-262 23.1.3.40, 23.2.3.38, B.2.2.15, B.2.2.16). */
const SAME_METHOD: ReadonlyMap<string, string> = new Map([
  ["Array.@@iterator", "values"],
  ["TypedArray.@@iterator", "values"],
  ["String.trimLeft", "trimStart"],
  ["String.trimRight", "trimEnd"],
]);

const BIGINTS: Group = ["BigInt", "bigint"];
const ARRAYS_OF_BIGINTS: Group = [BIGINT_ARRAY, "bigintarray"];
const BUFFERS: Group = [BUFFER, "nodebuffer"];

/** Objects that only bundle functions. */
export const NAMESPACES = ["Math", "JSON", "Reflect", "console", "globalThis"];

const GLOBAL_VALUES = /^(undefined|NaN|Infinity)$/;

/** P_READONLY and P_FIXED of the native core. */
const CONSTANT = 6;

export class BuiltinValues {
  private readonly lowering: Lowering;
  private readonly language: ReadonlyMap<string, ts.Symbol>;
  private readonly constructors = new Map<string, Func>();
  private readonly namespaces = new Map<
    string,
    { readonly global: Global; readonly fill: FunctionLowering }
  >();
  private readonly members = new Set<string>();
  /** Functions that stand for methods, by the name of the library's function. */
  private readonly methods = new Map<string, Func>();
  /** Groups of values that few programs make: there from when the first can be made. */
  private readonly rare = new Set<Group>();

  constructor(lowering: Lowering, language: ReadonlyMap<string, ts.Symbol>) {
    this.lowering = lowering;
    this.language = language;
    for (const name of language.keys()) {
      const member = /^(?:[A-Z][A-Za-z0-9]*|console)_(?:prototype_(?:get_)?)?(\w+)$/.exec(name)?.[1];
      if (member !== undefined) this.members.add(member);
    }
  }

  /** True for names of methods or static members of some built-in, and of properties of the global object. */
  isMember(key: string): boolean {
    return this.members.has(key) || wellKnownKey(key) !== null || this.isGlobal(key);
  }

  private isGlobal(key: string): boolean {
    return (
      [key, `${key}_call`, `${key}_construct`].some((name) => this.language.has(name)) ||
      NAMESPACES.includes(key) ||
      GLOBAL_VALUES.test(key)
    );
  }

  /** `key` is looked up somewhere. */
  addKey(key: string): void {
    for (const group of METHODS) this.addMethod(group, key);
    if (key === "constructor") for (const group of CONSTRUCTORS) this.addMethod(group, key);
    for (const group of this.rare) this.addMethod(group, key);
    for (const [name, func] of this.constructors) this.addStatic(name, func, key);
    for (const [name, { fill }] of this.namespaces) this.addToNamespace(name, fill, key);
  }

  /** There can be bigints. */
  addBigints(): void {
    this.addRare(BIGINTS);
    this.addRare(ARRAYS_OF_BIGINTS);
  }

  /** There can be buffers of Node. */
  addBuffers(): void {
    this.addRare(BUFFERS);
  }

  private addRare(group: Group): void {
    if (this.rare.has(group)) return;
    this.rare.add(group);
    for (const key of this.lowering.lookedUp.all) this.addMethod(group, key);
  }

  private addMethod([prefix, of]: Group, key: string): void {
    if (key === "constructor") {
      this.constructorValue(prefix);
      return;
    }
    const method = SAME_METHOD.get(`${prefix}.${key}`) ?? key;
    const name = `${prefix}_prototype_${method === "@@iterator" ? "iterator" : method}`;
    const node = this.lowering.languageFunction(name) ?? this.sharedMethod(prefix, name);
    if (node === null) return;
    const func = this.methods.get(name) ?? this.newMethod(node, method, prefix);
    this.methods.set(name, func);
    this.lowering.builder.newBuiltin(of, key, func);
  }

  /** Methods that arrays of bigints have in common with other typed arrays. */
  private sharedMethod(prefix: string, name: string): FunctionNode | null {
    if (prefix !== BIGINT_ARRAY) return null;
    return this.lowering.languageFunction(name.replace(BIGINT_ARRAY, "TypedArray"));
  }

  private newMethod(node: FunctionNode, key: string, prefix: string): Func {
    noteAskingValue(this.lowering, node);
    return this.methodWrapper(this.lowering.functionInstance(node, EMPTY_ENV), key, prefix);
  }

  /** A function with `this` that passes it as the first argument of `instance`. */
  private methodWrapper(instance: FunctionInstance, key: string, prefix: string): Func {
    const fb = this.lowering.builder.newFunc(`${instance.func.name}.method`, key);
    const func = fb.func;
    func.isRare = true;
    func.hasThis = true;
    func.needsGenericEntry = true;
    func.arity = builtinLength(instance.node) ?? Math.max(0, instance.func.arity - 1);
    const self = fb.param("this", "value");
    const args = [self, ...instance.params.slice(1).map((p) => fb.param(p.name, p.rest ? "ref" : "value"))];
    func.hasRest = instance.func.hasRest;
    // On what is no array, a method of arrays gives whatever the object's own methods give.
    func.result = prefix === "Array" ? "value" : instance.returns;
    if (takesThis(instance.func.displayName)) {
      const self = fb.param("thisArg", "value");
      args[1] = boundCallback(this.lowering, fb, use(args[1]!), use(self)).local;
    }
    forwardCall(this.lowering, fb, instance, args, { prefix, key });
    return func;
  }

  /** `Object`, `Uint8Array` ... as a value: one function object per program; null where there is no such function. */
  constructorValue(name: string): Func | null {
    const known = this.constructors.get(name);
    if (known !== undefined) return known;
    const { lowering } = this;
    const called = lowering.languageFunction(`${name}_call`);
    const made = lowering.languageFunction(`${name}_construct`);
    const first = called ?? made;
    if (first === null || NAMESPACES.includes(name)) return null;
    if (BIGINT_ARRAYS.includes(name)) lowering.noteBigint();
    if (TYPED_NAMES.has(name)) this.constructorValue("TypedArray");
    const instance = lowering.functionInstance(first, EMPTY_ENV);
    const fb = lowering.builder.newFunc(`${instance.func.name}.value`, name);
    const func = fb.func;
    this.constructors.set(name, func);
    func.needsGenericEntry = true;
    func.hasThis = true;
    func.arity = LENGTHS[name] ?? 1;
    if (made !== null) {
      func.isConstructor = true;
      func.isBuiltinConstructor = true;
    }
    const self = fb.param("this", "value");
    const args = instance.params.map((p) => fb.param(p.name, p.rest ? "ref" : "value"));
    func.hasRest = instance.func.hasRest;
    func.result = instance.returns === "void" || made !== null ? "value" : instance.returns;
    const fx = new FunctionLowering(lowering, { ...instance, func, builder: fb });
    if (made !== null) {
      const plain = fb.newBlock();
      const construct = fb.newBlock();
      fx.branch(fx.runtime("is_hole", [use(self)], "bool"), construct, plain);
      fb.startBlock(construct);
      forwardCall(lowering, fb, lowering.functionInstance(made, EMPTY_ENV), args);
      fb.startBlock(plain);
    }
    if (called !== null) forwardCall(lowering, fb, instance, args);
    else refuseCall(lowering, fb, name);
    // Also what `instanceof` finds the prototype by.
    const group = [...METHODS, ...CONSTRUCTORS, BIGINTS, BUFFERS].find(([prefix]) => prefix === name);
    if (group !== undefined) lowering.builder.newBuiltin(group[1], "constructor", func);
    for (const key of lowering.lookedUp.all) this.addStatic(name, func, key);
    return func;
  }

  /** A static member of a constructor that some program looks up on a value. */
  private addStatic(name: string, owner: Func, key: string): void {
    if (NOT_STATIC.test(key)) return;
    const { lowering } = this;
    const method = lowering.languageFunction(`${name}_${key}`);
    if (method !== null) {
      lowering.builder.newBuiltin("static", key, this.staticWrapper(method, key), owner);
      return;
    }
    const constant = this.constant(name, key);
    if (constant === null) return;
    const fb = lowering.builder.newFunc(`${name}.${key}.constant`, key);
    fb.func.needsGenericEntry = true;
    fb.func.result = "value";
    const fx = new FunctionLowering(lowering, this.pseudo(fb));
    fb.terminate({ op: "return", value: fx.convert(constant(fx), "value") });
    lowering.builder.newBuiltin("constant", key, fb.func, owner);
  }

  private constant(name: string, key: string): ((fx: FunctionLowering) => Operand) | null {
    if (name === "Symbol") {
      const known = wellKnownKey(key);
      if (known !== null) return (fx) => symbolOperand(fx, known);
    }
    const symbol = this.language.get(`${name}_${key}`);
    if (symbol === undefined || functionDeclaration(symbol) !== null) return null;
    return (fx) => symbolValue(fx, symbol, symbol.valueDeclaration!);
  }

  private readonly statics = new Map<ts.FunctionDeclaration, Func>();

  /** A static function as a value, under the name that programs know. */
  staticWrapper(node: ts.FunctionDeclaration, key: string): Func {
    const known = this.statics.get(node);
    if (known !== undefined) return known;
    noteAskingValue(this.lowering, node);
    const instance = this.lowering.functionInstance(node, EMPTY_ENV);
    const fb = this.lowering.builder.newFunc(`${instance.func.name}.static`, key);
    const func = fb.func;
    func.needsGenericEntry = true;
    func.arity = instance.func.arity;
    const owner = /^(\w+)_(from|of)$/.exec(instance.func.displayName)?.[1] ?? "";
    const owned = TYPED_NAMES.has(owner) || owner === "TypedArray";
    func.hasThis = owned;
    if (owned) fb.param("this", "value");
    const args = instance.params.map((p) => fb.param(p.name, p.rest ? "ref" : "value"));
    func.hasRest = instance.func.hasRest;
    func.result = instance.returns;
    this.statics.set(node, func);
    if (owned) this.requireOwner(fb, use(fb.func.params[0]!), owner, key);
    if (takesThis(instance.func.displayName)) {
      const self = fb.param("thisArg", "value");
      args[1] = boundCallback(this.lowering, fb, use(args[1]!), use(self)).local;
    }
    forwardCall(this.lowering, fb, instance, args);
    return func;
  }

  /** A static method that makes an instance of its `this`: of another constructor's, there is none here. */
  private requireOwner(fb: FuncBuilder, self: Operand, owner: string, key: string): void {
    const { lowering } = this;
    const made = this.constructorValue(owner);
    const check = lowering.languageFunction("requireOwner");
    if (made === null || check === null) return;
    const fx = new FunctionLowering(lowering, this.pseudo(fb));
    const own = fx.convert(fx.functionValue(made), "value");
    const { func } = lowering.functionInstance(check, EMPTY_ENV);
    fb.emit({ op: "call", dst: null, func, env: null, args: [self, own, str(`${owner}.${key}`)] });
  }

  /** `Math`, `JSON`, `Reflect` as a value: an object made when first asked for; null for other names. */
  namespaceValue(fx: FunctionLowering, name: string): Operand | null {
    if (!NAMESPACES.includes(name)) return null;
    const { global, fill } = this.namespaces.get(name) ?? this.openNamespace(name);
    return madeOnce(fx, global, () => {
      const filled = fx.fb.temp("ref");
      fx.fb.emit({ op: "call", dst: null, func: fill.fb.func, env: null, args: [] });
      fx.fb.emit({ op: "get_global", dst: filled.local, global });
      return filled;
    });
  }

  private openNamespace(name: string): { readonly global: Global; readonly fill: FunctionLowering } {
    const { builder } = this.lowering;
    const fb = builder.newFunc(`${name}.namespace`, name);
    const fill = new FunctionLowering(this.lowering, this.pseudo(fb));
    const opened = { global: builder.newGlobal(`namespace ${name}`, "ref"), fill };
    this.namespaces.set(name, opened);
    fb.emit({ op: "set_global", global: opened.global, value: fill.runtime("new_dict", [], "ref") });
    const tag = name === "globalThis" ? "global" : name;
    this.define(fill, name, symbolOperand(fill, "@@toStringTag"), str(tag), CONSTANT & ~4);
    for (const key of this.lowering.lookedUp.all) this.addToNamespace(name, fill, key);
    return opened;
  }

  private addToNamespace(name: string, fill: FunctionLowering, key: string): void {
    if (name === "globalThis") {
      this.addGlobal(fill, key);
      return;
    }
    const method = this.lowering.languageFunction(`${name}_${key}`);
    if (method !== null)
      this.define(fill, name, str(key), fill.functionValue(this.staticWrapper(method, key)), 0);
    else {
      const constant = this.constant(name, key);
      if (constant !== null) this.define(fill, name, str(key), constant(fill), CONSTANT);
    }
  }

  /** A global of the language as a property of the global object; what the library lacks is not there. */
  private addGlobal(fill: FunctionLowering, key: string): void {
    const { checker, classes } = this.lowering;
    // It has no declaration that could tell its value.
    if (key === "undefined") {
      this.define(fill, "globalThis", str(key), undef("value"), CONSTANT);
      return;
    }
    const symbol = globalNamed(checker, key);
    if (symbol === undefined) return;
    const isThere =
      this.isGlobal(key) || classes.classOfSymbol(symbol) !== null || this.constructorValue(key) !== null;
    if (!isThere) return;
    const value = symbolValue(fill, symbol, symbol.valueDeclaration ?? this.pseudo(fill.fb).node);
    this.define(fill, "globalThis", str(key), value, 2);
  }

  private define(fill: FunctionLowering, name: string, key: Operand, value: Operand, flags: number): void {
    const object = fill.fb.temp("ref");
    fill.fb.emit({ op: "get_global", dst: object.local, global: this.namespaces.get(name)!.global });
    const args = [object, key, fill.convert(value, "value"), i32(flags)];
    fill.fb.emit({ op: "runtime", dst: null, name: "define_prop", args });
  }

  /** All code is lowered: the functions that fill namespaces are complete. */
  finish(): void {
    for (const { fill } of this.namespaces.values()) fill.fb.terminate({ op: "return", value: null });
  }

  private pseudo(fb: FuncBuilder): FunctionInstance {
    const node = this.lowering.languageFunction("requireNew")!;
    return { node, env: EMPTY_ENV, func: fb.func, builder: fb, params: [], returns: fb.func.result };
  }
}

/** Methods whose last argument is the `this` of their callback; the library's functions do not take it. */
export function takesThis(name: string): boolean {
  return /^((Typed|BigInt)?Array_prototype_(every|some|forEach|map|filter|find|flatMap)((Last)?Index|Last)?|(\w+Array|Array)_from)$/.test(
    name,
  );
}

/** A callback that is called with `self` as its `this`. */
export function boundCallback(
  lowering: Lowering,
  fb: FuncBuilder,
  callback: Operand,
  self: Operand,
): Operand & { kind: "local" } {
  const { func } = lowering.functionInstance(lowering.languageFunction("withThis")!, EMPTY_ENV);
  const result = fb.temp(func.result);
  fb.emit({ op: "call", dst: result.local, func, env: null, args: [callback, self] });
  return result;
}

/** What `name` means in code that declares nothing. */
function globalNamed(checker: ts.TypeChecker, name: string): ts.Symbol | undefined {
  type Resolve = (
    name: string,
    at: undefined,
    meaning: ts.SymbolFlags,
    noGlobals: boolean,
  ) => ts.Symbol | undefined;
  const { resolveName } = checker as unknown as { resolveName: Resolve };
  return resolveName(name, undefined, ts.SymbolFlags.Value, false);
}

/** What a call of a built-in class without `new` does, as in `Error(..)`; undefined for classes of programs. */
export function callWithoutNew(lowering: Lowering, node: ts.ClassLikeDeclaration): Func | undefined {
  if (node.name === undefined || !lowering.input.isLibraryFile(node.getSourceFile().fileName)) return;
  const name = node.name.text;
  const declaration = lowering.languageFunction(`${name}_call`);
  const func =
    declaration === null
      ? refusedCall(lowering, name)
      : lowering.functionInstance(declaration, EMPTY_ENV).func;
  func.needsGenericEntry = true;
  return func;
}

function refusedCall(lowering: Lowering, name: string): Func {
  const fb = lowering.builder.newFunc(`${name}.call`, name);
  fb.func.result = "value";
  refuseCall(lowering, fb, name);
  return fb.func;
}

/** Ends a function with the TypeError for a constructor that needs `new`. */
function refuseCall(lowering: Lowering, fb: FuncBuilder, name: string): void {
  const { func } = lowering.functionInstance(lowering.languageFunction("requireNew")!, EMPTY_ENV);
  fb.emit({ op: "call", dst: null, func, env: null, args: [str(name)] });
  fb.terminate({ op: "unreachable" });
}

/** The property `length` of constructors where it is not 1. */
const LENGTHS: Readonly<Record<string, number>> = {
  Symbol: 0,
  TypedArray: 0,
  ...Object.fromEntries([...TYPED_NAMES].map((name) => [name, 3])),
};

/** Parts of the library's naming scheme that are no static members: `Error.call` is a method of every function. */
export const NOT_STATIC = /^(call$|construct$|prototype)/;

/** Names that the modules of the program write as string literals or as keys: what computed names are made of. */
export function writtenNames(input: LoweringInput): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) names.add(node.text);
    else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  for (const file of input.files) if (!input.isLibraryFile(file.fileName)) visit(file);
  return names;
}
