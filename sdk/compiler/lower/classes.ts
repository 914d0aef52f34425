// Classes: instances by representation of their type arguments, slots, methods and virtual tables.
//
// A class instance here is "class C with these representations". Its shape lists the fields of its
// ancestors first, so code for an ancestor works on every descendant. Methods are lowered when a call or a
// lookup by name can reach them; virtual table entries exist only for methods that are overridden somewhere.

import ts from "typescript";
import { slot as newSlot, use } from "../ir/build.ts";
import type { ClassInfo, Func, Shape, Type } from "../ir/types.ts";
import { adapter, hasSignatureOf, takesArgumentsOf } from "./adapters.ts";
import { builtinClassLength } from "./builtin-lengths.ts";
import { callWithoutNew } from "./builtin-values.ts";
import { mayBeReadEarly } from "./class-construction.ts";
import { ClassHierarchy } from "./class-hierarchy.ts";
import {
  type ClassNode,
  className,
  hasName,
  isAbstract,
  isAmbient,
  isBigintClass,
  isPhantom,
  isStatic,
  isWellKnown,
  memberKey,
  methodAsValue,
  parameterProperties,
  privateKey,
} from "./class-nodes.ts";
import { checkSupported } from "./class-refusals.ts";
import { propertyText } from "./declared-names.ts";
import { isGivenByError } from "./error-fields.ts";
import { enterGenerically } from "./foreign-this.ts";
import { FunctionLowering } from "./function.ts";
import { arity, typeParametersOf } from "./function-nodes.ts";
import { isJavaScript } from "./javascript.ts";
import { envKey, type FunctionInstance, type Lowering } from "./lowering.ts";
import { isVar } from "./module-variables.ts";
import { notYet, refuse } from "./refuse.ts";
import { isNullish, type Rep, repOf, type TypeEnv } from "./reps.ts";
import { completeStatics } from "./static-tables.ts";
import type { FunctionNode } from "./syntax.ts";

export interface ClassInstance {
  readonly node: ClassNode;
  readonly env: TypeEnv;
  readonly info: ClassInfo;
  readonly shape: Shape;
  readonly base: ClassInstance | null;
  /** Slot index of each own field by key. */
  readonly fields: ReadonlyMap<string, number>;
  /** Initialises a fresh object: `this`, then the constructor's parameters. */
  init: Func | null;
  construct: FunctionInstance | null;
  constructed: boolean;
  /** Virtual slots, kept at the top of the hierarchy. */
  readonly virtuals: { key: string; name: string; env: TypeEnv; signature: Func }[];
}

interface FieldLayout {
  readonly key: string;
  readonly type: Type;
  readonly hidden: boolean;
  readonly optional: boolean;
}

/** A variable of the function around a class: by value, or as the cell that holds it. */
export interface CarriedVariable {
  readonly symbol: ts.Symbol;
  readonly key: string;
  /** Of the variable; the hidden field of a cell is a reference. */
  readonly type: Type;
  readonly inCell: boolean;
  readonly tdz: boolean;
}

export type Member =
  | { readonly kind: "field"; readonly owner: ClassInstance; readonly slot: number }
  | { readonly kind: "method"; readonly owner: ClassInstance; readonly node: ts.MethodDeclaration }
  | {
      readonly kind: "accessor";
      readonly owner: ClassInstance;
      readonly get: ts.GetAccessorDeclaration | null;
      readonly set: ts.SetAccessorDeclaration | null;
    };

export class Classes extends ClassHierarchy {
  private readonly instances = new Map<string, ClassInstance>();
  private readonly infos = new Map<ClassNode, ClassInfo>();
  private readonly methods = new Map<string, FunctionInstance>();
  private readonly tabled = new Set<string>();
  private constructorIsRead = false;
  /** Classes used as values, whose static methods can be found by name. */
  private readonly values = new Set<ClassNode>();
  private readonly adapters = new Map<string, Func>();

  // ---- Instances --------------------------------------------------------------------------------------------

  /** The class instance that a static type names, or null when the type is no class. */
  ofType(given: ts.Type, env: TypeEnv): ClassInstance | null {
    let type = this.lowering.checker.getNonNullableType(given);
    if (type.flags & ts.TypeFlags.TypeParameter) {
      const constraint = this.lowering.checker.getBaseConstraintOfType(type);
      if (constraint === undefined) return null;
      type = constraint;
    }
    if (!(type.flags & ts.TypeFlags.Object) || type.symbol === undefined) return null;
    if (!(type.symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))) return null;
    const node = this.classOfSymbol(aliasReadonly(this.lowering, type.symbol));
    if (node === null) return null;
    // `typeof C` has the class symbol too, but construct signatures; instances do not.
    if (type.getConstructSignatures().length > 0) return null;
    const parameters = typeParametersOf(node);
    if (isPhantom(node)) return this.untyped(node);
    const classEnv = new Map<ts.Symbol, Rep>();
    if (parameters.length > 0) {
      const reference = type as ts.TypeReference;
      const all =
        (reference.objectFlags & ts.ObjectFlags.Reference) !== 0
          ? this.lowering.checker.getTypeArguments(reference)
          : [];
      const outer = (reference.target as ts.InterfaceType | undefined)?.outerTypeParameters?.length ?? 0;
      parameters.forEach((p, i) => {
        const symbol = this.lowering.checker.getSymbolAtLocation(p.name)!;
        const argument = all[outer + i];
        // What is null or undefined now, by its type, will be something else later.
        const boxed = argument === undefined || isNullish(argument) || this.lowering.declared.boxes(symbol);
        classEnv.set(symbol, boxed ? "value" : repOf(this.lowering.checker, argument, env));
      });
    }
    return this.instance(node, classEnv);
  }

  /** The instance that untyped code makes: type parameters stand for any value. */
  untyped(node: ClassNode): ClassInstance {
    const symbols = typeParametersOf(node).map((p) => this.lowering.checker.getSymbolAtLocation(p.name)!);
    return this.instance(node, new Map(symbols.map((s) => [s, "value"])));
  }

  instance(node: ClassNode, env: TypeEnv): ClassInstance {
    const key = `${this.lowering.nodeId(node)}:${envKey(env)}`;
    const known = this.instances.get(key);
    if (known !== undefined) return known;
    checkSupported(this.lowering, node);
    const base = this.baseInstance(node, env);
    const info = this.info(node);
    const own = this.ownFields(node, env, base);
    const shape = this.lowering.builder.newShape(info.name, {
      parent: base?.shape ?? null,
      cls: info,
      isBigint: isBigintClass(node),
      interfaces: this.interfacesOf(node),
      slots: own.map((f) => newSlot(f.key, f.type, { hidden: f.hidden, optional: f.optional })),
    });
    const first = base?.shape.slots.length ?? 0;
    const fields = new Map(own.map((f, i) => [f.key, first + i]));
    const instance: ClassInstance = {
      node,
      env,
      info,
      shape,
      base,
      fields,
      init: null,
      construct: null,
      constructed: false,
      virtuals: [],
    };
    this.instances.set(key, instance);
    return instance;
  }

  info(node: ClassNode): ClassInfo {
    let info = this.infos.get(node);
    if (info === undefined) {
      const base = this.baseNode(node);
      info = this.lowering.builder.newClass(className(node), base === null ? null : this.info(base));
      this.infos.set(node, info);
    }
    return info;
  }

  private baseInstance(node: ClassNode, env: TypeEnv): ClassInstance | null {
    const clause = node.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword);
    const heritage = clause?.types[0];
    if (heritage === undefined) return null;
    const named = this.baseNode(node);
    const type = this.lowering.checker.getTypeAtLocation(heritage);
    const base = named !== null && isJavaScript(node) ? this.untyped(named) : this.ofType(type, env);
    if (base === null || this.makesItsKind(base.node))
      refuse(
        heritage,
        "E2010",
        `extending ${heritage.expression.getText()} cannot be compiled`,
        "extend a class of the program, Error, Map or Set",
      );
    return base;
  }

  // ---- Captured variables -----------------------------------------------------------------------------------

  /** The hidden fields in which instances carry what their class captures. */
  carried(node: ClassNode, env: TypeEnv): CarriedVariable[] {
    return this.lowering.captures.classCaptures(node).map((symbol) => {
      const declaration = symbol.valueDeclaration!;
      const sharing = this.lowering.captures.sharing(symbol);
      const rep = this.lowering.declared.variable(declaration, env);
      const type: Type = sharing === "cell-tdz" || (rep !== "ref" && isVar(declaration)) ? "value" : rep;
      const inCell = sharing === "cell" || sharing === "cell-tdz";
      const key = `${symbol.name}@capture${this.lowering.nodeId(declaration)}`;
      return { symbol, key, type, inCell, tdz: sharing === "cell-tdz" };
    });
  }

  private ownFields(node: ClassNode, env: TypeEnv, base: ClassInstance | null): FieldLayout[] {
    const result: FieldLayout[] = [];
    const inherited = new Set(base?.shape.slots.map((s) => s.key) ?? []);
    const add = (declaration: ts.PropertyDeclaration | ts.ParameterDeclaration): void => {
      const name = declaration.name as ts.PropertyName;
      const priv = ts.isPrivateIdentifier(name);
      const key = priv ? privateKey(node, name.text) : propertyText(name);
      if (inherited.has(key)) return; // redeclared: the ancestor's slot serves
      const type = this.lowering.checker.getTypeAtLocation(declaration);
      // `next = null` without a type: what is stored later comes through a wider type.
      const declared = repOf(this.lowering.checker, type, env);
      const boxed =
        isNullish(type) ||
        (declared !== "ref" && this.lowering.missing.mayHold(declaration)) ||
        isGivenByError(declaration, key, base) ||
        this.lowering.widened.hasField(declaration);
      const rep = boxed ? "value" : declared;
      const early = rep !== "ref" && mayBeReadEarly(this, node, declaration);
      // `delete` can make an optional field absent.
      const optional = declaration.questionToken !== undefined && !priv;
      result.push({ key, type: early || optional ? "value" : rep, hidden: priv, optional });
    };
    for (const v of this.carried(node, env)) {
      if (inherited.has(v.key)) continue;
      result.push({ key: v.key, type: v.inCell ? "ref" : v.type, hidden: true, optional: false });
    }
    for (const p of parameterProperties(node)) add(p);
    for (const m of node.members) {
      if (ts.isPropertyDeclaration(m) && !isStatic(m) && !isAmbient(m)) {
        if (m.modifiers?.some((x) => x.kind === ts.SyntaxKind.AccessorKeyword)) notYet(m, "an auto-accessor");
        add(m);
      }
      if (ts.isIndexSignatureDeclaration(m)) notYet(m, "an index signature in a class", "use a Map");
    }
    return result;
  }

  // ---- Members ----------------------------------------------------------------------------------------------

  /** The member `key` of an instance, own or inherited. */
  member(instance: ClassInstance, key: string): Member | null {
    for (let at: ClassInstance | null = instance; at !== null; at = at.base) {
      const slot = at.fields.get(key);
      if (slot !== undefined) return { kind: "field", owner: at, slot };
      let get: ts.GetAccessorDeclaration | null = null;
      let set: ts.SetAccessorDeclaration | null = null;
      let method: ts.MethodDeclaration | null = null;
      for (const m of at.node.members) {
        if (isStatic(m) || m.name === undefined || !hasName(m, key)) continue;
        if (ts.isMethodDeclaration(m) && (m.body !== undefined || isAbstract(m) || method === null))
          method = m;
        if (ts.isGetAccessorDeclaration(m)) get = m;
        if (ts.isSetAccessorDeclaration(m)) set = m;
      }
      if (method !== null) return { kind: "method", owner: at, node: method };
      if (get !== null || set !== null) return { kind: "accessor", owner: at, get, set };
    }
    return null;
  }

  staticMember(node: ClassNode, key: string): ts.ClassElement | null {
    for (let at: ClassNode | null = node; at !== null; at = this.baseNode(at)) {
      const found = at.members.filter((m) => isStatic(m) && m.name !== undefined && hasName(m, key));
      const best = found.find((m) => !ts.isMethodDeclaration(m) || m.body !== undefined);
      if (best !== undefined) return best;
    }
    return null;
  }

  /** The IR function of a method or accessor of `owner`, lowered later. */
  methodInstance(owner: ClassInstance, node: FunctionNode, own: TypeEnv): FunctionInstance {
    const key = `${owner.shape.id}:${this.lowering.nodeId(node)}:${envKey(own)}`;
    const known = this.methods.get(key);
    if (known !== undefined) return known;
    const env = new Map([...owner.env, ...own]);
    const instance = this.lowering.newInstance(node, env, owner.shape);
    this.methods.set(key, instance);
    this.lowering.body(instance.func, node, () =>
      new FunctionLowering(this.lowering, instance, owner).lowerBody(),
    );
    return instance;
  }

  /** How a statically known method is called: its function, and its virtual slot when overridden somewhere. */
  dispatch(
    receiver: ClassInstance,
    owner: ClassInstance,
    node: FunctionNode,
    key: string,
    own: TypeEnv,
  ): { func: FunctionInstance; slot: number | null } {
    const role = ts.isGetAccessorDeclaration(node) ? "get " : ts.isSetAccessorDeclaration(node) ? "set " : "";
    const func = this.methodInstance(owner, node, own);
    if (!this.isOverridden(receiver.node, key) && !isAbstract(node)) return { func, slot: null };
    // The signature is that of the topmost declaration that takes as many arguments, so that most call sites share a slot.
    let top = { owner, node };
    for (let at = owner.base; at !== null; at = at.base) {
      const m = this.member(at, key);
      if (m === null || m.kind === "field") break;
      const above = m.kind === "method" ? m.node : ts.isGetAccessorDeclaration(node) ? m.get : m.set;
      if (above === null || !takesArgumentsOf(above, top.node)) break;
      top = { owner: m.owner, node: above as typeof node };
      at = m.owner;
    }
    const signature = this.methodInstance(top.owner, top.node, own);
    const root = rootOf(top.owner);
    const name = `${role}${key}/${envKey(own)}`;
    let index = root.virtuals.findIndex((v) => v.name === name && v.signature === signature.func);
    if (index < 0) {
      index = root.virtuals.length;
      root.virtuals.push({ key, name, env: own, signature: signature.func });
    }
    return { func: signature, slot: index };
  }

  // ---- Construction -----------------------------------------------------------------------------------------

  constructorOf(node: ClassNode): ts.ConstructorDeclaration | null {
    return (
      node.members.find(
        (m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && m.body !== undefined,
      ) ?? null
    );
  }

  /** The property `length` of a class. */
  lengthOf(node: ClassNode): number {
    const isLibrary = this.lowering.input.isLibraryFile(node.getSourceFile().fileName);
    const given = isLibrary ? builtinClassLength(node) : null;
    const declared = this.constructorOf(node);
    return given ?? (declared === null ? 0 : arity(declared));
  }

  /** The function that initialises an object of `instance`. */
  initOf(instance: ClassInstance): Func {
    if (instance.init !== null) return instance.init;
    const { lowering } = this;
    const file = lowering.input.relative(instance.node.getSourceFile().fileName);
    const fb = lowering.builder.newFunc(`${file}:${instance.info.name}.init`, instance.info.name);
    const func = fb.func;
    if (lowering.isRare(this.constructorOf(instance.node) ?? instance.node)) func.isRare = true;
    instance.init = func;
    func.thisShape = instance.shape;
    func.hasThis = true;
    func.result = "void";
    func.loc = lowering.location(instance.node);
    fb.param("this", "ref");
    const node = this.constructorOf(instance.node);
    const params = this.constructorParameters(instance);
    for (const p of params) fb.param(p.name, p.type);
    func.hasRest = params.some((p) => p.rest);
    const pseudo: FunctionInstance = {
      node: (node ?? instance.node) as FunctionNode,
      env: instance.env,
      func,
      builder: fb,
      params,
      returns: "void",
    };
    lowering.body(func, instance.node, () =>
      new FunctionLowering(lowering, pseudo, instance).lowerInit(node),
    );
    return func;
  }

  constructorParameters(instance: ClassInstance): FunctionInstance["params"] {
    for (let at: ClassInstance | null = instance; at !== null; at = at.base) {
      const node = this.constructorOf(at.node);
      if (node !== null) return this.lowering.declared.parameters(node, at.env);
    }
    return [];
  }

  /** The function behind `new C(...)`: allocates and initialises. */
  constructInstance(instance: ClassInstance): FunctionInstance {
    if (instance.construct !== null) return instance.construct;
    const { lowering } = this;
    const file = lowering.input.relative(instance.node.getSourceFile().fileName);
    const fb = lowering.builder.newFunc(`${file}:${instance.info.name}.new`, instance.info.name);
    const params = this.constructorParameters(instance);
    const node = this.constructorOf(instance.node);
    if (lowering.isRare(node ?? instance.node)) fb.func.isRare = true;
    const pseudo: FunctionInstance = {
      node: (node ?? instance.node) as FunctionNode,
      env: instance.env,
      func: fb.func,
      builder: fb,
      params,
      returns: "ref",
    };
    instance.construct = pseudo;
    instance.constructed = true;
    const carried = this.carried(instance.node, instance.env).map((v) => ({
      key: v.key,
      local: fb.param(v.symbol.name, v.inCell ? "ref" : v.type),
    }));
    const locals = params.map((p) => fb.param(p.name, p.type));
    fb.func.hasRest = params.some((p) => p.rest);
    fb.func.arity =
      params.findIndex((p) => p.optional || p.rest) < 0
        ? params.length
        : params.findIndex((p) => p.optional || p.rest);
    fb.func.result = "ref";
    fb.loc = lowering.location(instance.node);
    const object = fb.temp("ref");
    fb.emit({ op: "new_object", dst: object.local, shape: instance.shape });
    // Before anything else: an ancestor's constructor may call methods that use the variables.
    for (const { key, local } of carried) {
      const member = this.member(instance, key);
      if (member === null || member.kind !== "field") throw new Error(`no slot for ${key}`);
      const { shape } = member.owner;
      fb.emit({ op: "set_slot", obj: object, shape, slot: member.slot, value: use(local) });
    }
    fb.emit({
      op: "call",
      dst: null,
      func: this.initOf(instance),
      env: null,
      args: [object, ...locals.map(use)],
    });
    fb.terminate({ op: "return", value: object });
    return pseudo;
  }

  /** The class object as a value; construction through it takes boxed arguments. */
  classValue(node: ClassNode): ClassInfo {
    const [captured] = this.lowering.captures.classCaptures(node);
    if (captured !== undefined) {
      notYet(
        node.name ?? node,
        `using a class as a value, or in \`instanceof\`, when it uses the local variable \`${captured.name}\` of the function around it`,
        "pass the value to the constructor, or return a function that calls `new`",
      );
    }
    const info = this.info(node);
    info.arity = this.lengthOf(node);
    for (let at: ClassNode | null = node; at !== null; at = this.baseNode(at)) this.values.add(at);
    if (info.construct === null && !isAbstract(node)) {
      const env = new Map<ts.Symbol, Rep>();
      for (const p of typeParametersOf(node))
        env.set(this.lowering.checker.getSymbolAtLocation(p.name)!, "value");
      info.construct = this.constructInstance(this.instance(node, env)).func;
      info.construct.needsGenericEntry = true;
      info.call = callWithoutNew(this.lowering, node);
    }
    return info;
  }

  /**
   * `x.constructor` in a program gives the class of any object: those that have instances must then be constructed
   * as values are. Not for the library's own reads, which only compare, and not for `x.constructor.name`.
   */
  noteConstructorRead(node: ts.PropertyAccessExpression): void {
    if (this.lowering.input.isLibraryFile(node.getSourceFile().fileName)) return;
    const { parent } = node;
    const isNameOnly = ts.isPropertyAccessExpression(parent) && parent.name.text === "name";
    if (!isNameOnly) this.constructorIsRead = true;
  }

  /** Those that use variables of a function around them stay without: constructing them is a TypeError. */
  private completeConstructor(node: ClassNode): void {
    const mark = `constructor:${this.info(node).id}`;
    if (!this.constructorIsRead || this.tabled.has(mark) || isAbstract(node)) return;
    if (this.lowering.input.isLibraryFile(node.getSourceFile().fileName)) return;
    if (this.lowering.captures.classCaptures(node).length > 0) return;
    this.tabled.add(mark);
    this.classValue(node);
  }

  // ---- Tables -------------------------------------------------------------------------------------------------

  /** Adds methods that lookups by name or virtual calls can reach. True when that made new work. */
  completeTables(): boolean {
    const before = this.tabled.size;
    for (const instance of [...this.instances.values()]) {
      if (!this.isLive(instance)) continue;
      this.completeConstructor(instance.node);
      this.completeVirtuals(instance);
      this.completeMethods(instance);
    }
    for (const node of this.values) completeStatics(this, this.lowering, this.tabled, node);
    return this.tabled.size !== before;
  }

  private isLive(instance: ClassInstance): boolean {
    return instance.constructed;
  }

  private completeVirtuals(instance: ClassInstance): void {
    for (const [index, virtual] of rootOf(instance).virtuals.entries()) {
      const mark = `v${instance.shape.id}:${index}`;
      if (this.tabled.has(mark)) continue;
      const member = this.member(instance, virtual.key);
      if (member === null || member.kind === "field") continue;
      this.tabled.add(mark);
      const node =
        member.kind === "method" ? member.node : virtual.name.startsWith("get ") ? member.get : member.set;
      if (node === null || isAbstract(node)) continue;
      const own = renameEnv(this.lowering, virtual.env, node);
      const func = this.methodInstance(member.owner, node, own).func;
      instance.shape.vtable[index] = this.adapt(func, virtual.signature);
    }
  }

  private completeMethods(instance: ClassInstance): void {
    for (let at: ClassInstance | null = instance; at !== null; at = at.base) {
      for (const m of at.node.members) {
        if (isStatic(m) || !(ts.isMethodDeclaration(m) || ts.isAccessor(m)) || m.body === undefined) continue;
        if (ts.isComputedPropertyName(m.name) && !isWellKnown(m.name)) continue;
        const key = memberKey(at.node, m.name);
        const role = ts.isMethodDeclaration(m) ? "method" : ts.isGetAccessorDeclaration(m) ? "get" : "set";
        this.fix(instance.shape, key, at.node);
        const mark = `m${instance.shape.id}:${role}:${key}`;
        const isFound =
          this.lowering.lookedUp.has(key, at.node) ||
          (role === "set" && instance.shape.fixed?.includes(key) === true);
        if (this.tabled.has(mark) || !isFound) continue;
        this.tabled.add(mark);
        const own = new Map<ts.Symbol, Rep>();
        for (const p of typeParametersOf(m))
          own.set(this.lowering.checker.getSymbolAtLocation(p.name)!, "value");
        const isOwn = this.lowering.input.isLibraryFile(at.node.getSourceFile().fileName);
        const made = this.methodInstance(at, isOwn ? methodAsValue(m) : m, own);
        enterGenerically(this.lowering, at, m, made);
        instance.shape.methods.push({ key, role, func: made.func });
      }
    }
  }

  /** Calls of a member of the program's own classes do not look whether the object has got an own one. */
  private fix(shape: Shape, key: string, node: ClassNode): void {
    const { lowering } = this;
    if (!lowering.addsByName || key.startsWith("#")) return;
    if (lowering.input.isLibraryFile(node.getSourceFile().fileName)) return;
    shape.fixed ??= [];
    if (!shape.fixed.includes(key)) shape.fixed.push(key);
  }

  /** A function with the signature of `wanted` that calls `func`. */
  private adapt(func: Func, wanted: Func): Func {
    if (hasSignatureOf(func, wanted)) return func;
    const key = `${func.id}:${wanted.id}`;
    const made = this.adapters.get(key) ?? adapter(this.lowering, func, wanted);
    this.adapters.set(key, made);
    return made;
  }

  /** Fills the entries of virtual tables that no method has taken so far. */
  fillTables(): void {
    for (const instance of this.instances.values()) {
      for (const [i, virtual] of rootOf(instance).virtuals.entries()) {
        // A class without the method is never called through the slot; the entry only has to fit.
        instance.shape.vtable[i] ??= virtual.signature;
      }
    }
  }
}

export function rootOf(instance: ClassInstance): ClassInstance {
  let at = instance;
  while (at.base !== null) at = at.base;
  return at;
}

/** The caller's own type arguments, under the type parameters of the overriding method. */
function renameEnv(lowering: Lowering, env: TypeEnv, node: FunctionNode): TypeEnv {
  const reps = [...env.values()];
  const result = new Map<ts.Symbol, Rep>();
  for (const [i, p] of typeParametersOf(node).entries()) {
    result.set(lowering.checker.getSymbolAtLocation(p.name)!, reps[i] ?? "value");
  }
  return result;
}

/** ReadonlyMap and ReadonlySet are Map and Set to the compiler. */
function aliasReadonly(lowering: Lowering, symbol: ts.Symbol): ts.Symbol {
  const m = /^Readonly(Map|Set)$/.exec(symbol.name);
  if (m === null || !lowering.isLibrary(symbol)) return symbol;
  return lowering.languageSymbol(m[1]!) ?? symbol;
}
