// Removes what no run of the program can reach: blocks, functions, methods, classes, shapes, globals.
//
// From the entry and the hooks, along calls, closures, function objects, instances and names. A method found
// by name stays only when some reachable code asks for its name, or for names that are known only at run time.
// Code behind a test for objects that nothing makes, and methods of such objects, are not followed.
//
//   class A { used() {} unused() {} }  new A().used()    =>   @A.unused goes, and "unused" from A's table
//   if (x instanceof B) { f() }                          =>   f goes too, unless some reachable code makes a B

import { problem } from "../../diagnostics/diagnostic.ts";
import { operandType } from "../ir/build.ts";
import { runtimeCall } from "../ir/runtime-calls.ts";
import type {
  Block,
  BuiltinMethod,
  ClassInfo,
  Func,
  Global,
  Instr,
  Method,
  Module,
  Operand,
  Shape,
  Type,
} from "../ir/types.ts";
import { definedBy, funcsOf, operandOfTerm, operandsOf, shapeOf, targetsOf } from "../ir/walk.ts";
import { isOwnKey, isPlainObject } from "./own-keys.ts";
import { BUFFER_MAKERS, branchTest, TYPED_MAKERS, testedClass, type Wanted } from "./reach-tests.ts";

/** Runtime calls that look properties up by names known only at run time. */
const DYNAMIC = new Set(["get_elem", "set_elem", "own_part", "own_flags"]);

/**
 * What lookups by names known only at run time can meet: anything; accessors, when methods make no difference; nothing
 * but an object's own properties.
 */
export type Meets = "all" | "accessors" | "own";

/** Hooks that only async functions call, and the one that the operator ** calls. */
const ASYNC_HOOKS = new Set(["new_promise", "resolve", "reject", "await"]);
const POWER_HOOK = "pow";
/** That operator among those of the runtime call `arith`: BigOp of bigint/operators.ts. */
const ARITH_POWER = 4;

export interface ReachOptions {
  /** What a function's lookups by run-time name are promised to meet. Default: anything. */
  readonly meets?: (func: Func) => Meets;
}

/** For a module of which bodies are written as they are found to be reachable. */
export interface Growth {
  /** Writes the body of a function that is entered, unless it is written. */
  readonly write: (func: Func) => void;
  /** Nothing more follows from what is written: writes and adds to the tables what else goes with it. */
  readonly settle: () => void;
}

/** Why a function is in the program: who was the first to lead there, and how. */
export interface Reason {
  /** Null for the entry and the hooks. */
  readonly by: Func | null;
  readonly how: "entry" | "hook" | "call" | "table" | "name" | "class" | "global";
  /** The name asked for, with "name"; the class used as a value, the variable that is read. */
  readonly key?: string;
}

/** Removes in place; returns why each function that is left is there. */
export function removeUnreachable(module: Module, options: ReachOptions = {}): ReadonlyMap<Func, Reason> {
  for (const func of module.functions) removeBlocks(func);
  const reach = new Reach(module, options);
  reach.follow([module.entry]);
  reach.prune();
  return reach.reasons;
}

/**
 * Has everything written that the hooks and `roots` reach, and removes nothing. To be repeated until nothing is
 * written: what was concluded from the bodies of a moment can be wrong for those that came later.
 */
export function growReachable(
  module: Module,
  roots: readonly Func[],
  growth: Growth,
  options: ReachOptions = {},
): void {
  new Reach(module, options, growth).follow(roots);
}

function removeBlocks(func: Func): void {
  const seen = new Set<Block>();
  const open = [func.blocks[0]!, ...(func.frame?.entries ?? [])];
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    if (seen.has(block)) continue;
    seen.add(block);
    open.push(...targetsOf(block.term));
    if (block.handler !== null) open.push(block.handler);
  }
  func.blocks = func.blocks.filter((b) => seen.has(b));
}

class Reach {
  readonly reasons = new Map<Func, Reason>();
  private readonly module: Module;
  private readonly options: ReachOptions;
  private readonly growth: Growth | null;
  private readonly open: [Func, Block][] = [];
  private readonly blocks = new Set<Block>();
  /** Blocks and methods that wait for an object that their test can find. */
  private pending: { func: Func; block: Block; wanted: Wanted }[] = [];
  private readonly weak: Func[] = [];
  /** Shapes of which objects are made: their methods can be called. */
  private readonly made = new Set<Shape>();
  private typedMade = false;
  private bufferMade = false;
  private readonly mentioned = new Set<Shape>();
  /** Shapes whose virtual tables some call names. */
  private readonly virtual = new Set<Shape>();
  private readonly classes = new Set<ClassInfo>();
  /** Classes named as values: they can be constructed and their static methods called. */
  private readonly classValues = new Map<ClassInfo, Func>();
  private readonly globals = new Map<Global, Func>();
  /** Initialisers of library variables that nothing has mentioned so far. */
  private readonly initialisers = new Set<Func>();
  /** How many of the module's functions were looked through for those. */
  private known = 0;
  /** Names asked for at run time, and the first function that asks. */
  private readonly keys = new Map<string, Func>();
  private allKeys: Func | null = null;
  /** Who asks for accessors of any name, such as by an assignment. */
  private allAccessors: Func | null = null;
  /** Who asks objects without a class for members of any name. */
  private plainKeys: Func | null = null;
  /** Something changes prototypes, so that no object is known to be without methods. */
  private changesPrototypes = false;
  /** Who asks for numbered members, such as the elements of an array. */
  private anyNumber: Func | null = null;
  private allClassValues = false;

  constructor(module: Module, options: ReachOptions, growth: Growth | null = null) {
    this.module = module;
    this.options = options;
    this.growth = growth;
  }

  /** Finds everything that the hooks and `roots` lead to. */
  follow(roots: readonly Func[]): void {
    const { module } = this;
    for (const root of roots) this.reach(root, { by: null, how: "entry" });
    for (const [name, func] of module.hooks)
      if (!ASYNC_HOOKS.has(name) && name !== POWER_HOOK && runtimeCall(name) === null)
        this.reach(func, { by: null, how: "hook" });
    do {
      for (let next = this.open.pop(); next !== undefined; next = this.open.pop()) this.block(...next);
      this.growth?.settle();
      this.followTables();
      this.followPending();
      this.followInitialisers();
      if (this.open.length === 0) this.followWeak();
    } while (this.open.length > 0);
  }

  /** Takes out what was not found. */
  prune(): void {
    const { module } = this;
    module.functions = module.functions.filter((f) => this.reasons.has(f));
    for (const func of module.functions) this.cut(func);
    for (const [name, func] of module.hooks) if (!this.reasons.has(func)) module.hooks.delete(name);
    module.allClassObjects = this.allClassValues || this.asksAny() !== null;
    module.globals = module.globals.filter((g) => this.globals.has(g));
    module.builtins = module.builtins.filter((b) => this.isBuiltinUsed(b));
    module.shapes = module.shapes.filter((s) => this.mentioned.has(s));
    for (const s of module.shapes) {
      s.methods = s.methods.filter((m) => this.made.has(s) && this.asksFor(m) !== null);
      if (!this.made.has(s) && !this.virtual.has(s)) s.vtable = [];
    }
    module.classes = module.classes.filter((c) => this.classes.has(c));
    for (const c of module.classes) {
      if (this.isValue(c)) {
        c.statics = c.statics.filter((m) => this.asksFor(m) !== null);
      } else {
        c.construct = null;
        c.call = undefined;
        c.statics = [];
      }
    }
  }

  private reach(func: Func, reason: Reason): void {
    if (this.reasons.has(func)) return;
    if (func.isInitialiser && reason.how === "call") return;
    this.reasons.set(func, reason);
    if (func.thisShape !== null) this.mention(func.thisShape);
    if (func.foreign !== undefined) this.reach(func.foreign, { by: func, how: "call" });
    if (func.generator !== null) {
      const { make, wait } = func.generator;
      this.reach(make, { by: func, how: "call" });
      if (wait !== null) this.reach(wait, { by: func, how: "call" });
    }
    if (func.isAsync) for (const name of ASYNC_HOOKS) this.reachHook(name, func);
    if (func.isWeak) {
      this.written(func);
      this.weak.push(func);
    } else if (func.thisShape !== null && func.ignoresThis !== true)
      this.when({ shape: func.thisShape, subclasses: true }, func, func.blocks[0]!);
    else this.enter(func, func.blocks[0]!);
    for (const block of func.frame?.entries ?? []) this.enter(func, block);
  }

  private reachHook(name: string, by: Func): void {
    const hook = this.module.hooks.get(name);
    if (hook !== undefined) this.reach(hook, { by, how: "hook" });
  }

  private enter(func: Func, block: Block): void {
    if (this.blocks.has(block)) return;
    if (block === func.blocks[0]) this.written(func);
    this.blocks.add(block);
    this.open.push([func, block]);
  }

  /** Makes sure that the body of `func` is there to be looked at. */
  private written(func: Func): void {
    if (this.growth !== null) this.growth.write(func);
    else if (this.module.unwritten?.has(func))
      throw problem(
        "E9001",
        `${func.name} is reached, but lowering found that it is not`,
        "this is a bug of the compiler: report it with the program",
      );
  }

  /** Enters `block` once something of what is wanted is made. */
  private when(wanted: Wanted, func: Func, block: Block): void {
    if (this.isMade(wanted)) this.enter(func, block);
    else this.pending.push({ func, block, wanted });
  }

  private isMade(wanted: Wanted): boolean {
    if ("kind" in wanted) return wanted.kind === "typed" ? this.typedMade : this.bufferMade;
    if ("cls" in wanted) return this.madeClasses.has(wanted.cls);
    if (!wanted.subclasses) return this.made.has(wanted.shape);
    return this.madeOrExtended.has(wanted.shape);
  }
  /** Shapes that are made, and the ones that those extend. */
  private readonly madeOrExtended = new Set<Shape>();
  private readonly madeClasses = new Set<ClassInfo>();

  private make(shape: Shape): void {
    this.made.add(shape);
    for (let s: Shape | null = shape; s !== null && !this.madeOrExtended.has(s); s = s.parent)
      this.madeOrExtended.add(s);
    for (let c = shape.cls; c !== null && !this.madeClasses.has(c); c = c.parent) this.madeClasses.add(c);
  }

  private followPending(): void {
    const { pending } = this;
    this.pending = [];
    for (const { wanted, func, block } of pending) this.when(wanted, func, block);
  }

  /** Variables of library modules are initialised only if something uses them. */
  private followInitialisers(): void {
    const { functions } = this.module;
    for (; this.known < functions.length; this.known++)
      if (functions[this.known]!.isInitialiser) this.initialisers.add(functions[this.known]!);
    for (const func of this.initialisers) {
      const used = globalsSet(func).find((g) => this.globals.has(g));
      if (used === undefined) continue;
      this.initialisers.delete(func);
      this.reach(func, { by: this.globals.get(used)!, how: "global", key: used.name });
    }
  }

  /** Weak functions are entered when all that they call is in the program anyway. */
  private followWeak(): void {
    for (const func of this.weak) {
      const used = func.blocks.flatMap((b) => b.instrs.flatMap(funcsOf));
      if (used.every((f) => this.reasons.has(f))) this.enter(func, func.blocks[0]!);
    }
  }

  /** Takes out what was not entered: branches that cannot be taken become jumps, bodies that cannot be entered empty. */
  private cut(func: Func): void {
    const [first] = func.blocks;
    if (!this.blocks.has(first!)) {
      first!.instrs = [];
      first!.term = func.isWeak ? { op: "return", value: absent(func.result) } : { op: "unreachable" };
      first!.handler = null;
      func.blocks = [first!];
      return;
    }
    for (const block of func.blocks) {
      block.instrs = block.instrs.filter((i) => i.op !== "call" || this.reasons.has(i.func));
      const test = branchTest(block);
      if (test !== null && !this.isMade(test.wanted)) block.term = { op: "jump", to: test.otherwise };
    }
    removeBlocks(func);
  }

  /** Who asks for members of any name of any object. */
  private asksAny(): Func | null {
    return this.allKeys ?? (this.changesPrototypes ? this.plainKeys : null);
  }

  /** Who asks for members called `key`; null when nobody does. */
  private asks(key: string): Func | null {
    return this.keys.get(key) ?? this.asksAny() ?? (NUMERIC.test(key) ? this.anyNumber : null);
  }

  /** Who asks for the method or accessor. */
  private asksFor({ key, role }: Method): Func | null {
    return this.asks(key) ?? (role === "method" ? null : this.allAccessors);
  }

  private isBuiltinUsed(b: BuiltinMethod): boolean {
    if (b.owner !== undefined && !this.reasons.has(b.owner)) return false;
    if (b.key === "constructor" && this.reasons.has(b.func)) return true;
    return this.asksBuiltin(b) !== null && (!/^typed|\d/.test(b.of) || this.typedMade);
  }

  private asksBuiltin(b: BuiltinMethod): Func | null {
    return this.asks(b.key) ?? (b.of === "object" ? this.plainKeys : null);
  }

  private isValue(cls: ClassInfo): boolean {
    // Without having been named, a class is found through an instance, of it or of one that extends it.
    const isFound = this.allClassValues || this.asksAny() !== null;
    return this.classValues.has(cls) || (isFound && this.classes.has(cls) && this.madeClasses.has(cls));
  }

  private mention(shape: Shape): void {
    for (let s: Shape | null = shape; s !== null && !this.mentioned.has(s); s = s.parent) {
      this.mentioned.add(s);
      if (s.cls !== null) this.mentionClass(s.cls);
    }
  }

  private mentionClass(cls: ClassInfo): void {
    for (let c: ClassInfo | null = cls; c !== null; c = c.parent) this.classes.add(c);
  }

  private block(func: Func, block: Block): void {
    for (const instr of block.instrs) this.instr(instr, func, block);
    const last = operandOfTerm(block.term);
    if (last !== null) this.operand(last, func);
    if (block.handler !== null) this.enter(func, block.handler);
    const test = branchTest(block);
    if (test === null) for (const to of targetsOf(block.term)) this.enter(func, to);
    else {
      this.when(test.wanted, func, test.taken);
      this.enter(func, test.otherwise);
    }
  }

  private operand(o: Operand, by: Func): void {
    if (o.kind === "function") this.reach(o.func, { by, how: "call" });
    if (o.kind !== "class") return;
    this.mentionClass(o.cls);
    // Static methods are inherited, so an ancestor's are reached through the class too.
    for (let c: ClassInfo | null = o.cls; c !== null && !this.classValues.has(c); c = c.parent)
      this.classValues.set(c, by);
  }

  private instr(instr: Instr, func: Func, block: Block): void {
    const tested = testedClass(instr);
    if (tested !== null) this.mentionClass(tested);
    for (const o of operandsOf(instr)) if (o.kind !== "class" || tested === null) this.operand(o, func);
    for (const f of funcsOf(instr)) this.reach(f, { by: func, how: "call" });
    const shape = shapeOf(instr);
    if (shape !== null && !this.isFrame(shape)) this.mention(shape);
    switch (instr.op) {
      case "new_object":
        if (this.isFrame(instr.shape)) this.reach(this.frameOwner(instr.shape)!, { by: func, how: "call" });
        else this.make(instr.shape);
        return;
      case "call_virtual":
        this.virtual.add(instr.shape);
        return;
      case "call_member":
        if (instr.others === undefined) this.ask(instr.key, func);
        if (instr.slot !== null) this.virtual.add(instr.shape);
        return;
      case "call_method":
      case "get_prop":
      case "set_prop":
        if (instr.op === "set_prop" && instr.key === "__proto__") this.reachHook("set_proto", func);
        this.ask(instr.key, func);
        return;
      case "get_field":
      case "set_field":
        if (instr.others === undefined) this.ask(instr.shape.slots[instr.slot]!.key, func);
        return;
      case "get_global":
      case "set_global":
        if (!this.globals.has(instr.global)) this.globals.set(instr.global, func);
        return;
      case "arith":
        if (instr.how === "pow") this.reachHook(POWER_HOOK, func);
        if (instr.how === "mod") this.reachHook("f64_mod", func);
        return;
      case "runtime":
        this.runtime(instr, func, block);
        return;
    }
  }

  private runtime(instr: Instr & { op: "runtime" }, func: Func, block: Block): void {
    this.reachHook(instr.name, func); // where the runtime call is a function of runtime/lang
    if (TYPED_MAKERS.has(instr.name)) this.typedMade = true;
    if (BUFFER_MAKERS.has(instr.name)) this.bufferMade = true;
    if (instr.name === "class_of" && !isOnlyCompared(instr, func)) this.allClassValues = true;
    // An assignment to `__proto__`, perhaps by a name known only at run time, asks the core, and that the library.
    if (instr.name === "set_elem" && instr.args[1]?.kind !== "number") this.reachHook("set_proto", func);
    if (instr.name === "set_proto" || setsProto(instr)) this.changesPrototypes = true;
    const [first] = instr.args;
    if (instr.name === "arith" && (first?.kind !== "number" || first.value === ARITH_POWER))
      this.reachHook(POWER_HOOK, func);
    if (!DYNAMIC.has(instr.name)) return;
    const key = instr.args[1];
    if (key?.kind === "string") this.ask(key.text, func);
    else if (key !== undefined && isNumber(key, block)) this.anyNumber ??= func;
    else this.askForAny(instr, func);
  }

  /** A name that is known only at run time. */
  private askForAny(instr: Instr & { op: "runtime" }, func: Func): void {
    const meets = this.options.meets?.(func) ?? "all";
    if (meets === "own" || isOwnKey(instr, func)) return;
    // An assignment makes a property where it finds a method.
    if (instr.name === "get_elem" && isPlainObject(instr, func, (g) => this.onlyValue(g)))
      this.plainKeys ??= func;
    else if (meets === "accessors" || instr.name === "set_elem") this.allAccessors ??= func;
    else this.allKeys ??= func;
  }

  /** What a global variable is set to, if it is set in one place. */
  private onlyValue(global: Global): { value: Operand; func: Func } | null {
    this.values ??= valuesOfGlobals(this.module);
    return this.values.get(global) ?? null;
  }
  private values: ReadonlyMap<Global, { value: Operand; func: Func } | null> | null = null;

  private ask(key: string, by: Func): void {
    // Read from an instance, it yields the class as a value.
    if (key === "constructor") this.allClassValues = true;
    if (!this.keys.has(key)) this.keys.set(key, by);
  }

  private isFrame(shape: Shape): boolean {
    return this.frameOwner(shape) !== undefined;
  }
  private frames: Map<Shape, Func> | null = null;
  private frameOwner(shape: Shape): Func | undefined {
    this.frames ??= new Map(
      this.module.functions.flatMap((f) => (f.frame === undefined ? [] : [[f.frame.shape, f] as const])),
    );
    return this.frames.get(shape);
  }

  /** Functions that tables make reachable, given the shapes, classes and keys known so far. */
  private followTables(): void {
    const methods = (list: Method[]) => {
      for (const method of list) {
        const by = this.asksFor(method);
        if (by !== null) this.reach(method.func, { by, how: "name", key: method.key });
      }
    };
    const table: Reason = { by: null, how: "table" };
    for (const s of this.module.shapes) {
      if (this.made.has(s)) methods(s.methods);
      if (this.made.has(s) || this.virtual.has(s)) for (const f of s.vtable) this.reach(f, table);
    }
    for (const b of this.module.builtins)
      if (this.isBuiltinUsed(b)) this.reach(b.func, { by: this.asksBuiltin(b), how: "name", key: b.key });
    for (const c of this.module.classes) {
      if (!this.isValue(c)) continue;
      for (const f of [c.construct, c.call])
        if (f) this.reach(f, { by: this.classValues.get(c) ?? null, how: "class", key: c.name });
      methods(c.statics);
    }
  }
}

/** Names that a number can have as a key. */
const NUMERIC = /^(-?\d|-?Infinity$|NaN$)/;

/** A boxed number, as far as the block tells. */
function isNumber(key: Operand, block: Block): boolean {
  if (key.kind === "number") return true;
  if (key.kind !== "local") return false;
  const made = block.instrs.filter((i) => definedBy(i) === key.local);
  return (
    made.length > 0 &&
    made.every((i) => i.op === "convert" && i.how === "box" && /^(f64|i32|u32)$/.test(operandType(i.a)))
  );
}

/** Whether the class of an instance is compared with a certain class, and used for nothing else. */
function isOnlyCompared(classOf: Instr & { op: "runtime" }, func: Func): boolean {
  const isIt = (o: Operand | null): boolean => o?.kind === "local" && o.local === classOf.dst;
  return func.blocks.every(
    (block) =>
      !isIt(operandOfTerm(block.term)) &&
      block.instrs.every(
        (i) =>
          (i === classOf || definedBy(i) !== classOf.dst) &&
          (!operandsOf(i).some(isIt) ||
            (i.op === "compare" && (i.a.kind === "class" || i.b.kind === "class"))),
      ),
  );
}

function globalsSet(func: Func): Global[] {
  return func.blocks.flatMap((b) => b.instrs.flatMap((i) => (i.op === "set_global" ? [i.global] : [])));
}

/** An assignment to `__proto__`, which literals have. */
function setsProto({ args: [, key] }: Instr & { op: "runtime" }): boolean {
  return key?.kind === "string" && key.text === "__proto__";
}

/** What each variable is set to; null for more than one place. */
function valuesOfGlobals(module: Module): Map<Global, { value: Operand; func: Func } | null> {
  const values = new Map<Global, { value: Operand; func: Func } | null>();
  for (const func of module.functions)
    for (const block of func.blocks)
      for (const i of block.instrs)
        if (i.op === "set_global")
          values.set(i.global, values.has(i.global) ? null : { value: i.value, func });
  return values;
}

function absent(type: Type): Operand | null {
  switch (type) {
    case "void":
      return null;
    case "bool":
      return { kind: "bool", value: false };
    case "ref":
    case "value":
      return { kind: "undefined", type };
    default:
      return { kind: "number", type, value: 0 };
  }
}
