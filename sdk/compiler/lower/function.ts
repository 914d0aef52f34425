// Lowering of one function body: its variables, `this`, conversions and exits.
//
// Expressions and statements are in files of their own; they work on this state. A variable is a local, or
// a cell when a nested function shares it and it changes (captures.ts decides). Over 600 lines because reads, writes and
// conversions of variables work on one state.

import ts from "typescript";
import { fn, operandType, str, undef, use } from "../ir/build.ts";
import { type Block, type Func, isSuspendable, type Local, type Operand, type Type } from "../ir/types.ts";
import { argumentAt, bindArguments, usesArguments } from "./arguments-object.ts";
import { containerOf } from "./captures.ts";
import { type ClassNode, isAmbient, isStatic, memberKey, parameterProperties } from "./class-nodes.ts";
import { constructedThis, targetOfCall } from "./class-objects.ts";
import type { ClassInstance } from "./classes.ts";
import { isGivenByError } from "./error-fields.ts";
import { expression } from "./expressions.ts";
import { waitAtStart } from "./generators.ts";
import type { FunctionInstance, Lowering } from "./lowering.ts";
import { isVar } from "./module-variables.ts";
import { bindPattern } from "./patterns.ts";
import { notYet, refuse } from "./refuse.ts";
import { type Rep, repOf, type TypeEnv } from "./reps.ts";
import { eachName, hoistDeclarations, hoistVars, statement } from "./statements.ts";
import type { FunctionNode } from "./syntax.ts";
import { ValueWriter } from "./values.ts";

export type Binding =
  | { readonly kind: "local"; readonly local: Local; readonly target?: FunctionInstance }
  | {
      readonly kind: "cell";
      readonly cell: Operand;
      readonly type: Type;
      /** May be read before it is initialised: the cell then holds a hole. */
      readonly tdz: boolean;
      readonly name: string;
      readonly target?: FunctionInstance;
    };

/** Where `break` and `continue` go, and how many `finally` blocks are around. */
export interface JumpTarget {
  readonly labels: readonly string[];
  readonly breakTo: Block;
  readonly continueTo: Block | null;
  readonly finallyDepth: number;
  /** Where `continue` stays inside a `finally` of the loop's own: the depth in there. */
  readonly continueDepth?: number;
  readonly isLoopOrSwitch: boolean;
}

/** A `finally` being protected: exits through it note where they go on. */
export interface FinallyScope {
  readonly entry: Block;
  readonly exit: Local;
  readonly value: Local;
  readonly continuations: { code: number; emit: () => void }[];
  readonly outerHandler: Block | null;
}

/** What code has that belongs to an object: a member of a class made at run time, or a method of an object literal. */
export interface MemberContext {
  /** The object that the method belongs to, where `super` begins to look ([[HomeObject]]). */
  readonly home?: Operand | undefined;
  /** The value of new.target. */
  readonly target?: Operand | undefined;
  /** In a constructor. */
  readonly construction?: Construction | undefined;
}

export interface Construction {
  /** The cell with the class. */
  readonly self: Operand;
  /** In derived classes: the cell with `this`, a hole until super() returns. */
  readonly thisCell?: Operand | undefined;
  /** Defines the fields of `this`. */
  readonly fields?: { readonly func: Func; readonly env: Operand | undefined } | undefined;
}

export class FunctionLowering extends ValueWriter {
  readonly lowering: Lowering;
  readonly checker: ts.TypeChecker;
  readonly instance: FunctionInstance;
  readonly env: TypeEnv;
  readonly bindings = new Map<ts.Symbol, Binding>();
  readonly jumps: JumpTarget[] = [];
  readonly finallies: FinallyScope[] = [];
  /** Class around the code, for `this`, `super` and private names. */
  owner: ClassInstance | null;
  /** What a member of a class made at run time, or a method of an object literal, has beside `this`. */
  member: MemberContext | null = null;
  /** Class whose static code this is: `this` is the class object. */
  staticOwner: ClassNode | null = null;
  thisOperand: Operand | null = null;
  /** In a method's version for any `this`, which is looked at by name only (foreign-this.ts). */
  hasForeignThis = false;
  /** What `arguments` means, of this function or of the one around an arrow function. */
  argumentsOperand: Operand | null = null;
  /** Labels written before the next loop or switch. */
  pendingLabels: string[] = [];
  /** End of the optional chain being lowered: where a nullish link jumps. */
  chainExit: Block | null = null;
  /** The optional chain, or property of a cast, that is read for what it is, whatever its type claims. */
  openRead: ts.Node | null = null;

  constructor(lowering: Lowering, instance: FunctionInstance, owner: ClassInstance | null = null) {
    super(instance.builder);
    this.lowering = lowering;
    this.checker = lowering.checker;
    this.instance = instance;
    this.env = instance.env;
    this.owner = owner;
  }

  // ---- Bodies -----------------------------------------------------------------------------------------------

  lowerBody(): void {
    const { node, func } = this.instance;
    if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
      if (this.lowering.isStaticMember(node))
        this.staticOwner = this.instance.receiver ?? (node.parent as ClassNode);
    }
    if (node.body === undefined) {
      this.fb.emit({ op: "runtime", dst: null, name: "panic", args: [str("call of an abstract method")] });
      this.fb.terminate({ op: "unreachable" });
      return;
    }
    this.fb.loc = this.lowering.location(node);
    if (func.hasThis) this.thisOperand = use(func.params[0]!);
    if (func.takesTarget === true) this.member = { target: targetOfCall(this) };
    if (this.owner !== null && node.parent === this.owner.node) this.bindCarried();
    this.bindParameters(node.parameters);
    if (func.generator !== null) waitAtStart(this);
    if (ts.isBlock(node.body)) {
      hoistVars(this, node.body);
      this.block(node.body.statements);
      this.finishBody();
    } else this.lowering.guard(() => this.returnExpression(node.body as ts.Expression));
  }

  private returnExpression(body: ts.Expression): void {
    this.at(body);
    const value = expression(this, body);
    if (isSuspendable(this.instance.func))
      this.fb.terminate({ op: "return", value: this.convert(value, "value") });
    else if (this.instance.returns === "void") this.fb.terminate({ op: "return", value: null });
    else
      this.fb.terminate({
        op: "return",
        value: this.convert(value, this.instance.returns, this.returnText()),
      });
  }

  returnText(): string {
    return `${this.instance.func.displayName || "the function"} to return a ${this.instance.returns === "f64" ? "number" : this.instance.returns === "bool" ? "boolean" : "reference"}`;
  }

  /** Falling off the end yields undefined. */
  finishBody(): void {
    if (this.fb.isClosed) return;
    const type = this.instance.returns;
    if (isSuspendable(this.instance.func) || type === "void")
      this.fb.terminate({ op: "return", value: null });
    else if (type === "ref" || type === "value") this.fb.terminate({ op: "return", value: undef(type) });
    else this.fb.terminate({ op: "unreachable" });
  }

  /** The initialiser of a class: super call, parameter properties, fields, the rest of the constructor. */
  lowerInit(node: ts.ConstructorDeclaration | null): void {
    const instance = this.owner!;
    const self = use(this.instance.func.params[0]!);
    this.thisOperand = self;
    this.fb.loc = this.lowering.location(node ?? instance.node);
    this.bindCarried();
    if (node === null) {
      if (instance.base !== null) {
        const args = this.instance.func.params.slice(1).map(use);
        this.fb.emit({
          op: "call",
          dst: null,
          func: this.lowering.classes.initOf(instance.base),
          env: null,
          args: [self, ...args],
        });
      }
      this.initialiseFields();
    } else {
      this.bindParameters(node.parameters);
      if (instance.base === null) this.initialiseFields();
      hoistVars(this, node.body!);
      this.block(node.body!.statements);
    }
    if (!this.fb.isClosed) this.fb.terminate({ op: "return", value: null });
  }

  /** DefineField for every field of the class, in order (after `super()` in derived classes). */
  initialiseFields(): void {
    const instance = this.owner!;
    const self = this.thisOperand!;
    for (const p of parameterProperties(instance.node)) {
      const key = (p.name as ts.Identifier).text;
      const symbol = this.checker
        .getSymbolsOfParameterPropertyDeclaration(p, key)
        .find((s) => this.bindings.has(s));
      if (symbol === undefined) throw new Error(`no parameter ${key}`);
      this.storeField(instance, key, self, this.readBinding(symbol, p.name));
    }
    for (const m of instance.node.members) {
      if (!ts.isPropertyDeclaration(m) || isStatic(m) || isAmbient(m)) continue;
      if (m.initializer === undefined) {
        // An optional slot starts absent, while a declared field starts as undefined.
        const key = memberKey(instance.node, m.name);
        const isAbsent = m.questionToken !== undefined && !ts.isPrivateIdentifier(m.name);
        if (isAbsent || isGivenByError(m, key, instance.base))
          this.storeField(instance, key, self, undef("value"));
        continue;
      }
      this.lowering.guard(() => {
        this.at(m);
        this.storeField(instance, memberKey(instance.node, m.name), self, expression(this, m.initializer!));
      });
    }
  }

  /** In a member of a class inside a function: the variables around it come from hidden fields of `this`. */
  private bindCarried(): void {
    const owner = this.owner!;
    for (const v of this.lowering.classes.carried(owner.node, owner.env)) {
      const member = this.lowering.classes.member(owner, v.key);
      if (member === null || member.kind !== "field") throw new Error(`no slot for ${v.key}`);
      const { shape } = member.owner;
      const local = this.fb.local(v.symbol.name, shape.slots[member.slot]!.type);
      this.fb.emit({ op: "get_slot", dst: local, obj: this.thisOperand!, shape, slot: member.slot });
      const { type, tdz } = v;
      this.bindings.set(
        v.symbol,
        v.inCell
          ? { kind: "cell", cell: use(local), type, tdz, name: v.symbol.name }
          : { kind: "local", local },
      );
    }
  }

  /** What `new` passes on for the variables that a class captures. */
  carriedArguments(instance: ClassInstance, node: ts.Node): Operand[] {
    return this.lowering.classes.carried(instance.node, instance.env).map((v) => {
      const binding = this.bindings.get(v.symbol);
      const name = v.symbol.name;
      if (binding === undefined)
        return notYet(node, `constructing a class that uses \`${name}\` before its declaration`);
      if (binding.kind === "local" && !v.inCell) return this.convert(use(binding.local), v.type, name);
      if (binding.kind === "cell" && v.inCell && binding.type === v.type) return binding.cell;
      return notYet(
        node,
        `a class in a generic function that shares the variable \`${name}\` with it`,
        "pass the value to the constructor",
      );
    });
  }

  private storeField(instance: ClassInstance, key: string, self: Operand, value: Operand): void {
    const member = this.lowering.classes.member(instance, key);
    if (member === null || member.kind !== "field") throw new Error(`no slot for field ${key}`);
    const type = member.owner.shape.slots[member.slot]!.type;
    this.fb.emit({
      op: "set_slot",
      obj: self,
      shape: member.owner.shape,
      slot: member.slot,
      value: this.convert(value, type, `field ${key}`),
    });
  }

  bindParameters(parameters: ts.NodeArray<ts.ParameterDeclaration>): void {
    const { func } = this.instance;
    bindArguments(this);
    let index = func.hasThis ? 1 : 0;
    for (const p of parameters) {
      if (ts.isIdentifier(p.name) && p.name.text === "this") continue;
      const gathered = usesArguments(this.instance.node);
      const position = index++ - (func.hasThis ? 1 : 0);
      const local = gathered ? undefined : func.params[index - 1]!;
      const done = this.lowering.guard(() => {
        this.at(p);
        let value: Operand = local === undefined ? argumentAt(this, position, p) : use(local);
        if (p.initializer !== undefined) {
          const rep = repOf(this.checker, this.checker.getTypeAtLocation(p), this.env);
          value = this.withDefault(value, p.initializer, this.lowering.tested.has(p, rep) ? "value" : rep);
        }
        if (!ts.isIdentifier(p.name))
          bindPattern(this, p.name, value, this.checker.getTypeAtLocation(p), "declare");
        else {
          this.declare(p.name, value, local);
          this.aliasParameterProperty(p);
          this.aimAt(p.name, this.instance.targets?.get(p.name.text));
        }
      });
      // Refused: its names get something, so that their uses are not refused as well.
      if (!done) eachName(p.name, (n) => this.declare(n, null));
    }
  }

  /** Calls of what `name` is bound to are calls of `target`. */
  private aimAt(name: ts.Identifier, target: FunctionInstance | undefined): void {
    const symbol = this.checker.getSymbolAtLocation(name);
    const binding = symbol === undefined ? undefined : this.bindings.get(symbol);
    if (target !== undefined && binding !== undefined) this.bindings.set(symbol!, { ...binding, target });
  }

  /** A parameter property has two symbols; inside the constructor the name means the parameter. */
  private aliasParameterProperty(p: ts.ParameterDeclaration): void {
    if (!ts.isIdentifier(p.name) || !ts.isParameterPropertyDeclaration(p, p.parent)) return;
    const symbols = this.checker.getSymbolsOfParameterPropertyDeclaration(p, p.name.text);
    const bound = symbols.map((s) => this.bindings.get(s)).find((b) => b !== undefined);
    if (bound !== undefined) for (const s of symbols) this.bindings.set(s, bound);
  }

  /** value === undefined ? initializer : value */
  withDefault(value: Operand, initializer: ts.Expression, rep: Rep): Operand {
    const result = this.fb.local("", rep);
    const missing = this.fb.newBlock();
    const present = this.fb.newBlock();
    const join = this.fb.newBlock();
    this.branch(this.isUndefined(value), missing, present);
    this.fb.startBlock(missing);
    const fallback = expression(this, initializer);
    this.fb.emit({ op: "copy", dst: result, a: this.convert(fallback, rep) });
    this.fb.terminate({ op: "jump", to: join });
    this.fb.startBlock(present);
    this.fb.emit({ op: "copy", dst: result, a: this.convert(value, rep) });
    this.fb.startBlock(join);
    return use(result);
  }

  /** A block of statements with its hoisted functions. */
  block(statements: readonly ts.Statement[]): void {
    hoistDeclarations(this, statements);
    for (const s of statements) statement(this, s);
  }

  at(node: ts.Node): void {
    this.fb.loc = this.lowering.location(node);
  }

  // ---- Types ------------------------------------------------------------------------------------------------

  typeOf(node: ts.Node): ts.Type {
    return this.checker.getTypeAtLocation(node);
  }

  rep(type: ts.Type): Rep {
    return repOf(this.checker, type, this.env);
  }

  // ---- Variables --------------------------------------------------------------------------------------------

  /** Declares the variable `name` with its first value (null: none yet) in this function. */
  declare(name: ts.Identifier, value: Operand | null, reuse?: Local, target?: FunctionInstance): void {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol === undefined) throw new Error(`no symbol for ${name.text}`);
    const declaration = symbol.valueDeclaration!;
    if (value !== null && isAlsoFunction(name))
      notYet(name, "a variable and a function of one name", "give one of them another name");
    if (this.lowering.variables.has(symbol)) {
      this.writeGlobal(symbol, value ?? undef("value"));
      return;
    }
    const existing = this.bindings.get(symbol);
    if (existing?.kind === "cell") {
      this.fb.emit({
        op: "set_cell",
        type: existing.type,
        cell: existing.cell,
        value: this.convert(value ?? undef("value"), existing.type, name.text),
      });
      return;
    }
    const sharing = this.lowering.captures.sharing(symbol);
    let type: Type = this.lowering.declared.variable(declaration, this.env);
    if (type !== "ref" && isVar(declaration)) type = "value";
    if (
      reuse !== undefined &&
      type === operandType(value!) &&
      sharing !== "cell" &&
      sharing !== "cell-tdz" &&
      value!.kind === "local" &&
      value!.local === reuse
    ) {
      this.bindings.set(symbol, { kind: "local", local: reuse });
      return;
    }
    if (sharing === "cell" || sharing === "cell-tdz") {
      const cell = this.fb.local(name.text, "ref");
      const init = value === null ? this.zero(type) : this.convert(value, type, name.text);
      this.fb.emit({ op: "new_cell", dst: cell, type, init });
      this.bindings.set(symbol, {
        kind: "cell",
        cell: use(cell),
        type,
        tdz: false,
        name: name.text,
        ...(target === undefined ? {} : { target }),
      });
      return;
    }
    const local = existing?.kind === "local" ? existing.local : this.fb.local(name.text, type);
    this.bindings.set(symbol, { kind: "local", local, ...(target === undefined ? {} : { target }) });
    const init = value === null ? this.zero(type) : this.convert(value, type, name.text);
    this.fb.emit({ op: "copy", dst: local, a: init });
  }

  /** A variable that some function object made earlier in the block already shares. */
  declareEarly(name: ts.Identifier): void {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol === undefined || this.lowering.captures.sharing(symbol) !== "cell-tdz") return;
    const cell = this.fb.local(name.text, "ref");
    this.fb.emit({ op: "new_cell", dst: cell, type: "value", init: { kind: "hole", type: "value" } });
    this.bindings.set(symbol, { kind: "cell", cell: use(cell), type: "value", tdz: true, name: name.text });
  }

  readBinding(symbol: ts.Symbol, node: ts.Node): Operand {
    const binding = this.bindings.get(symbol);
    if (binding === undefined) {
      if (this.lowering.variables.has(symbol)) return this.readGlobal(symbol, node);
      notYet(node, `this use of \`${symbol.name}\``);
    }
    if (binding.kind === "local") return use(binding.local);
    const result = this.fb.temp(binding.type);
    this.fb.emit({ op: "get_cell", dst: result.local, type: binding.type, cell: binding.cell });
    if (binding.tdz) this.checkInitialised(result, binding.name);
    return result;
  }

  writeBinding(symbol: ts.Symbol, value: Operand, node: ts.Node): void {
    const binding = this.bindings.get(symbol);
    if (binding === undefined) {
      if (this.lowering.variables.has(symbol)) {
        const { needsCheck, name } = this.lowering.variables.of(symbol);
        if (needsCheck) this.checkInitialised(this.rawGlobal(symbol), name);
        this.writeGlobal(symbol, value);
        return;
      }
      refuse(
        node,
        "E2001",
        `assigning to \`${symbol.name}\` cannot be compiled`,
        "assign to a variable declared with let",
      );
    }
    if (binding.kind === "local") {
      this.fb.emit({
        op: "copy",
        dst: binding.local,
        a: this.convert(value, binding.local.type, symbol.name),
      });
      return;
    }
    if (binding.tdz) {
      const now = this.fb.temp(binding.type);
      this.fb.emit({ op: "get_cell", dst: now.local, type: binding.type, cell: binding.cell });
      this.checkInitialised(now, binding.name);
    }
    this.fb.emit({
      op: "set_cell",
      type: binding.type,
      cell: binding.cell,
      value: this.convert(value, binding.type, symbol.name),
    });
  }

  private rawGlobal(symbol: ts.Symbol): Operand & { kind: "local" } {
    const { global } = this.lowering.variables.of(symbol);
    const result = this.fb.temp(global.type);
    this.fb.emit({ op: "get_global", dst: result.local, global });
    return result;
  }

  private readGlobal(symbol: ts.Symbol, node: ts.Node): Operand {
    const constant = this.lowering.variables.constant(symbol);
    if (constant !== null) return constant;
    const { needsCheck, name } = this.lowering.variables.of(symbol);
    const result = this.rawGlobal(symbol);
    // V8 names an imported variable as the importing module does.
    if (needsCheck) this.checkInitialised(result, ts.isIdentifier(node) ? node.text : name);
    return result;
  }

  /** Gives the value of `export default expression` to those who import it. */
  writeDefaultExport(symbol: ts.Symbol, value: Operand): void {
    this.writeGlobal(symbol, value);
  }

  private writeGlobal(symbol: ts.Symbol, value: Operand): void {
    const { global } = this.lowering.variables.of(symbol);
    this.fb.emit({ op: "set_global", global, value: this.convert(value, global.type, symbol.name) });
  }

  /** Throws the ReferenceError of the temporal dead zone when `value` is a hole. */
  private checkInitialised(value: Operand, name: string): void {
    if (operandType(value) !== "value") return;
    const bad = this.fb.newBlock();
    const good = this.fb.newBlock();
    this.branch(this.runtime("is_hole", [value], "bool"), bad, good);
    this.fb.startBlock(bad);
    this.fb.emit({ op: "runtime", dst: null, name: "throw_uninitialised", args: [str(name)] });
    this.fb.terminate({ op: "unreachable" });
    this.fb.startBlock(good);
  }

  /** Which function the objects made here are of. */
  readonly closures = new Map<Local, FunctionInstance>();

  // ---- Function objects ---------------------------------------------------------------------------------------

  /** A function object for a function written here, and the instance it calls. */
  closure(
    node: FunctionNode,
    home: Operand | null = null,
    fresh = false,
  ): { value: Operand; instance: FunctionInstance } {
    const analysis = this.lowering.captures;
    if (analysis.isStatic(node) && home === null && !fresh) {
      const instance = this.lowering.functionInstance(node, this.env);
      return { value: fn(instance.func), instance };
    }
    const instance = this.lowering.newInstance(node, this.env);
    const inner = new FunctionLowering(this.lowering, instance, this.owner);
    inner.staticOwner = this.staticOwner;
    inner.hasForeignThis = this.hasForeignThis;
    const { symbols, usesThis, usesArguments: passesArguments } = analysis.captures(node);
    const values: Operand[] = [];
    const own = symbols.find((s) => s.valueDeclaration === node && !this.bindings.has(s));
    let self: Local | null = null;
    if (own !== undefined) {
      self = this.fb.local(own.name, "ref");
      this.fb.emit({ op: "new_cell", dst: self, type: "ref", init: undef("ref") });
      const cell = use(inner.fb.capture(own.name, "ref"));
      inner.bindings.set(own, {
        kind: "cell",
        cell,
        type: "ref",
        tdz: false,
        name: own.name,
        target: instance,
      });
      values.push(use(self));
    }
    this.shareVariables(
      inner,
      symbols.filter((s) => s !== own),
      node,
      values,
    );
    if (home !== null) inner.member = { home: inner.captureOperand("home", home, values) };
    if (usesThis && this.staticOwner === null) {
      if (this.member !== null) inner.member = this.shareMember(inner, this.member, values);
      if (this.member?.construction?.thisCell === undefined) {
        const self = this.thisOperand;
        if (self === null) {
          if (this.member?.target === undefined && !isModuleCode(node)) notYet(node, "`this` here");
        } else inner.thisOperand = inner.captureOperand("this", self, values);
      }
    }
    if (passesArguments && this.argumentsOperand !== null)
      inner.argumentsOperand = inner.captureOperand("arguments", this.argumentsOperand, values);
    instance.func.needsGenericEntry = true;
    // A captured value makes it an object of its own.
    if ((fresh || analysis.hasIdentity(node)) && values.length === 0)
      inner.captureOperand("identity", undef("ref"), values);
    if (values.length === 0) {
      // It only says `this` in static code, where that is a class known by name.
      this.lowering.body(instance.func, node, () => inner.lowerBody());
      return { value: fn(instance.func), instance };
    }
    const result = this.fb.temp("ref");
    this.closures.set(result.local, instance);
    this.fb.emit({ op: "new_closure", dst: result.local, func: instance.func, captures: values });
    if (self !== null) this.fb.emit({ op: "set_cell", type: "ref", cell: use(self), value: result });
    this.lowering.body(instance.func, node, () => inner.lowerBody());
    return { value: result, instance };
  }

  /** Gives `inner`, a function made here, the variables it uses; `values` collects what its object keeps. */
  shareVariables(
    inner: FunctionLowering,
    symbols: readonly ts.Symbol[],
    node: ts.Node,
    values: Operand[],
  ): void {
    for (const symbol of symbols) {
      const binding = this.bindings.get(symbol);
      if (binding === undefined)
        notYet(
          node,
          `a function that uses \`${symbol.name}\` before its declaration`,
          "move the declaration up",
        );
      if (binding.kind === "local") {
        const local = inner.fb.capture(symbol.name, binding.local.type);
        inner.bindings.set(symbol, { ...binding, local });
        values.push(use(binding.local));
      } else
        inner.bindings.set(symbol, {
          ...binding,
          cell: inner.captureOperand(symbol.name, binding.cell, values),
        });
    }
  }

  /** An operand of the function around this one, kept in this one's function object. */
  captureOperand(name: string, outer: Operand, values: Operand[]): Operand {
    values.push(outer);
    return use(this.fb.capture(name, operandType(outer)));
  }

  /** The context of a member for an arrow function inside it. */
  private shareMember(inner: FunctionLowering, member: MemberContext, values: Operand[]): MemberContext {
    const share = (name: string, o: Operand | undefined): Operand | undefined =>
      o === undefined ? undefined : inner.captureOperand(name, o, values);
    const c = member.construction;
    return {
      home: share("home", member.home),
      target: share("target", member.target),
      construction:
        c === undefined
          ? undefined
          : {
              ...c,
              self: share("class", c.self)!,
              thisCell: share("this", c.thisCell),
              fields:
                c.fields === undefined ? undefined : { ...c.fields, env: share("fields", c.fields.env) },
            },
    };
  }

  /** A function used as a value. */
  functionValue(func: Func): Operand {
    func.needsGenericEntry = true;
    return fn(func);
  }

  /** The function around `node` that `this` belongs to is a plain function or module code. */
  thisValue(node: ts.Node): Operand {
    if (this.member?.construction?.thisCell !== undefined)
      return constructedThis(this, this.member.construction.thisCell);
    if (this.thisOperand !== null) return this.thisOperand;
    if (this.staticOwner !== null)
      return { kind: "class", type: "ref", cls: this.lowering.classes.classValue(this.staticOwner) };
    if (isModuleCode(node)) return undef("value");
    return notYet(node, "`this` outside a class or function");
  }
}

/** True where no function but arrow functions, no class and no namespace is around: `this` of a module is undefined. */
function isModuleCode(node: ts.Node): boolean {
  let at = node.parent;
  while (!ts.isSourceFile(at)) {
    if (ts.isFunctionLike(at) && !ts.isArrowFunction(at)) return false;
    if (ts.isClassLike(at) || ts.isModuleBlock(at)) return false;
    at = at.parent;
  }
  return true;
}

/** True for a `var` beside a function declaration of its name: they are one variable, but two symbols to the checker. */
function isAlsoFunction(name: ts.Identifier): boolean {
  if (!ts.isVariableDeclaration(name.parent) || !isVar(name.parent)) return false;
  // Without a value it changes nothing.
  if (name.parent.initializer === undefined && ts.isVariableStatement(name.parent.parent.parent))
    return false;
  const { body } = containerOf(name.parent) as FunctionNode;
  const statements = body !== undefined && ts.isBlock(body) ? body.statements : [];
  return statements.some((s) => ts.isFunctionDeclaration(s) && s.name?.text === name.text);
}
