// Removes what no run of the program can reach: blocks, functions, methods, classes, shapes, globals.
//
// From the entry and the hooks, along calls, closures, function objects, instances and names. A method found
// by name stays only when some reachable code asks for its name, or for names that are known only at run time.
//
//   class A { used() {} unused() {} }  new A().used()    =>   @A.unused goes, and "unused" from A's table

import type { Block, ClassInfo, Func, Global, Instr, Method, Module, Operand, Shape } from "../ir/types.ts";
import { funcsOf, operandOfTerm, operandsOf, shapeOf, targetsOf } from "../ir/walk.ts";

/** Runtime calls that look properties up by names known only at run time. */
const DYNAMIC = new Set(["get_elem", "set_elem", "own_part", "own_flags"]);

export interface ReachOptions {
  /**
   * Functions whose lookups by run-time name are promised to ask only for an object's own properties (the
   * printing of values in the library), and so keep no methods alive.
   */
  readonly ownPropertiesOnly?: (func: Func) => boolean;
}

export function removeUnreachable(module: Module, options: ReachOptions = {}): void {
  for (const func of module.functions) removeBlocks(func);
  new Reach(module, options).prune();
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
  private readonly module: Module;
  private readonly options: ReachOptions;
  private readonly functions = new Set<Func>();
  private readonly open: Func[] = [];
  /** Shapes of which objects are made: their methods can be called. */
  private readonly made = new Set<Shape>();
  private readonly mentioned = new Set<Shape>();
  /** Shapes whose virtual tables some call names. */
  private readonly virtual = new Set<Shape>();
  private readonly classes = new Set<ClassInfo>();
  /** Classes named as values: they can be constructed and their static methods called. */
  private readonly classValues = new Set<ClassInfo>();
  private readonly globals = new Set<Global>();
  private readonly keys = new Set<string>();
  private allKeys = false;
  private allClassValues = false;

  constructor(module: Module, options: ReachOptions) {
    this.module = module;
    this.options = options;
  }

  prune(): void {
    const { module } = this;
    this.reach(module.entry);
    for (const func of module.hooks.values()) this.reach(func);
    do {
      for (let func = this.open.pop(); func !== undefined; func = this.open.pop()) this.scan(func);
      this.followTables();
    } while (this.open.length > 0);

    module.functions = module.functions.filter((f) => this.functions.has(f));
    module.globals = module.globals.filter((g) => this.globals.has(g));
    module.builtins = module.builtins.filter((b) => this.asks(b.key));
    module.shapes = module.shapes.filter((s) => this.mentioned.has(s));
    for (const s of module.shapes) {
      s.methods = s.methods.filter((m) => this.made.has(s) && this.asks(m.key));
      if (!this.made.has(s) && !this.virtual.has(s)) s.vtable = [];
    }
    module.classes = module.classes.filter((c) => this.classes.has(c));
    for (const c of module.classes) {
      if (this.isValue(c)) {
        c.statics = c.statics.filter((m) => this.asks(m.key));
      } else {
        c.construct = null;
        c.statics = [];
      }
    }
  }

  private reach(func: Func): void {
    if (this.functions.has(func)) return;
    this.functions.add(func);
    this.open.push(func);
  }

  private asks(key: string): boolean {
    return this.allKeys || this.keys.has(key);
  }

  private isValue(cls: ClassInfo): boolean {
    return this.classValues.has(cls) || (this.allClassValues && this.classes.has(cls));
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

  private scan(func: Func): void {
    if (func.thisShape !== null) this.mention(func.thisShape);
    if (func.generator !== null) {
      this.reach(func.generator.make);
      if (func.generator.wait !== null) this.reach(func.generator.wait);
    }
    for (const block of func.blocks) {
      for (const instr of block.instrs) this.instr(instr, func);
      const last = operandOfTerm(block.term);
      if (last !== null) this.operand(last);
    }
  }

  private operand(o: Operand): void {
    if (o.kind === "function") this.reach(o.func);
    if (o.kind !== "class") return;
    this.mentionClass(o.cls);
    // Static methods are inherited, so an ancestor's are reached through the class too.
    for (let c: ClassInfo | null = o.cls; c !== null; c = c.parent) this.classValues.add(c);
  }

  private instr(instr: Instr, func: Func): void {
    for (const o of operandsOf(instr)) this.operand(o);
    for (const f of funcsOf(instr)) this.reach(f);
    const shape = shapeOf(instr);
    if (shape !== null && !this.isFrame(shape)) this.mention(shape);
    switch (instr.op) {
      case "new_object":
        if (this.isFrame(instr.shape)) this.reach(this.frameOwner(instr.shape)!);
        else this.made.add(instr.shape);
        return;
      case "call_virtual":
        this.virtual.add(instr.shape);
        return;
      case "call_member":
        this.keys.add(instr.key);
        if (instr.slot !== null) this.virtual.add(instr.shape);
        return;
      case "call_method":
      case "get_prop":
      case "set_prop":
        this.keys.add(instr.key);
        return;
      case "get_field":
      case "set_field":
        this.keys.add(instr.shape.slots[instr.slot]!.key);
        return;
      case "get_global":
      case "set_global":
        this.globals.add(instr.global);
        return;
      case "runtime":
        this.runtime(instr, func);
        return;
    }
  }

  private runtime(instr: Instr & { op: "runtime" }, func: Func): void {
    if (instr.name === "class_of") this.allClassValues = true;
    if (!DYNAMIC.has(instr.name)) return;
    const key = instr.args[1];
    if (key?.kind === "string") this.keys.add(key.text);
    else if (!(this.options.ownPropertiesOnly?.(func) ?? false)) this.allKeys = true;
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
      for (const m of list) if (this.asks(m.key)) this.reach(m.func);
    };
    for (const s of this.module.shapes) {
      if (this.made.has(s)) methods(s.methods);
      if (this.made.has(s) || this.virtual.has(s)) for (const f of s.vtable) this.reach(f);
    }
    for (const b of this.module.builtins) if (this.asks(b.key)) this.reach(b.func);
    for (const c of this.module.classes) {
      if (!this.isValue(c)) continue;
      if (c.construct !== null) this.reach(c.construct);
      methods(c.statics);
    }
  }
}
