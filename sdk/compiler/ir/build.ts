// Builders for IR: fresh ids, blocks in order of writing, and short names for operands.
//
// Used by lowering, the parser and tests. It keeps the graph well formed (one terminator per block, code
// after a terminator lands in an unreachable block) but checks no types: that is verify.ts.

import type {
  Block,
  BuiltinMethod,
  ClassInfo,
  Func,
  Global,
  Instr,
  Local,
  Location,
  Module,
  Operand,
  Shape,
  Slot,
  Terminator,
  Type,
} from "./types.ts";
import { nextBlockId, nextLocalId } from "./walk.ts";

/** A module under construction. Names of functions are made unique by a numbered suffix. */
export class ModuleBuilder {
  readonly module: Module;
  private readonly names = new Map<string, number>();
  private nextFunc = 0;

  constructor(entryName = "ingot:main") {
    this.module = {
      functions: [],
      shapes: [],
      classes: [],
      globals: [],
      builtins: [],
      hooks: new Map(),
      entry: this.bare(entryName, ""),
    };
    this.module.functions.push(this.module.entry);
  }

  /** A new function with an empty first block as the builder's current block, added to the module. */
  newFunc(name: string, displayName: string): FuncBuilder {
    const func = this.bare(name, displayName);
    this.module.functions.push(func);
    return new FuncBuilder(func);
  }

  /** `slots` are the shape's own; the parent's are put before them. */
  newShape(
    name: string,
    options: {
      parent?: Shape | null;
      cls?: ClassInfo | null;
      slots?: Slot[];
      extensible?: boolean;
      isBigint?: boolean;
      interfaces?: readonly string[];
    } = {},
  ): Shape {
    const parent = options.parent ?? null;
    const shape: Shape = {
      id: this.module.shapes.length,
      name,
      parent,
      slots: [...(parent?.slots ?? []), ...(options.slots ?? [])],
      cls: options.cls ?? null,
      methods: [],
      vtable: [],
      extensible: options.extensible ?? false,
      ...(options.isBigint ? { isBigint: true } : {}),
      ...(options.interfaces === undefined || options.interfaces.length === 0
        ? {}
        : { interfaces: options.interfaces }),
    };
    this.module.shapes.push(shape);
    return shape;
  }

  newClass(name: string, parent: ClassInfo | null = null): ClassInfo {
    const cls: ClassInfo = { id: this.module.classes.length, name, parent, construct: null, statics: [] };
    this.module.classes.push(cls);
    return cls;
  }

  /** `settled`: see Global. */
  newGlobal(name: string, type: Type, settled = false): Global {
    const id = this.module.globals.length;
    const global: Global = settled ? { id, name, type, settled } : { id, name, type };
    this.module.globals.push(global);
    return global;
  }

  newBuiltin(of: BuiltinMethod["of"], key: string, func: Func, owner?: Func): void {
    this.module.builtins.push(owner === undefined ? { of, key, func } : { of, key, func, owner });
  }

  private bare(name: string, displayName: string): Func {
    return {
      id: this.nextFunc++,
      name: this.unique(name),
      displayName,
      arity: 0,
      params: [],
      hasThis: false,
      hasRest: false,
      captures: [],
      result: "void",
      locals: [],
      blocks: [],
      isAsync: false,
      generator: null,
      thisShape: null,
      isWeak: false,
      isInitialiser: false,
      mayThrow: false,
      needsGenericEntry: false,
    };
  }

  /** A name that no function has yet: bundlers give names such suffixes, too. */
  private unique(name: string): string {
    let count = (this.names.get(name) ?? 0) + 1;
    let free = count === 1 ? name : `${name}$${count}`;
    while (count > 1 && this.names.has(free)) free = `${name}$${++count}`;
    this.names.set(name, count);
    if (free !== name) this.names.set(free, 1);
    return free;
  }
}

export function newModule(entryName?: string): ModuleBuilder {
  return new ModuleBuilder(entryName);
}

/** A slot of a shape; visible and always present unless said otherwise. */
export function slot(key: string, type: Type, options: { hidden?: boolean; optional?: boolean } = {}): Slot {
  return { key, type, hidden: options.hidden ?? false, optional: options.optional ?? false };
}

/** Writes the body of one function. Use `new FuncBuilder(module.entry)` for the entry. */
export class FuncBuilder {
  readonly func: Func;
  /** Stamped on instructions and terminators that carry no location themselves. */
  loc: Location | undefined;
  private at: Block;
  private handlerNow: Block | null = null;
  private nextLocal: number;
  private nextBlock: number;
  private readonly closed = new Set<Block>();

  constructor(func: Func) {
    this.func = func;
    this.nextLocal = nextLocalId(func);
    this.nextBlock = nextBlockId(func);
    this.at = this.newBlock();
    this.func.blocks.push(this.at);
  }

  /** The block being written. It may be closed: the next instruction then starts an unreachable one. */
  get current(): Block {
    return this.at;
  }
  set current(block: Block) {
    this.startBlock(block);
  }

  /** True when the current block has its terminator, so that code written next could not be reached. */
  get isClosed(): boolean {
    return this.closed.has(this.at);
  }

  /** Where exceptions of the code written next go. Setting it splits the current block when needed. */
  get handler(): Block | null {
    return this.handlerNow;
  }
  set handler(handler: Block | null) {
    if (handler === this.handlerNow) return;
    this.handlerNow = handler;
    if (this.isClosed) return;
    if (this.at.instrs.length === 0) {
      this.at.handler = handler;
      return;
    }
    const next = this.newBlock();
    this.terminate({ op: "jump", to: next });
    this.startBlock(next);
  }

  /** A parameter: a local that callers fill. */
  param(name: string, type: Type): Local {
    const local = this.local(name, type);
    this.func.params.push(local);
    return local;
  }

  /** A captured value: a local loaded from the function object on entry, never assigned. */
  capture(name: string, type: Type): Local {
    const local = this.local(name, type);
    this.func.captures.push(local);
    return local;
  }

  local(name: string, type: Type): Local {
    const local: Local = { id: this.nextLocal++, name, type };
    this.func.locals.push(local);
    return local;
  }

  temp(type: Type): Operand & { kind: "local" } {
    return { kind: "local", local: this.local("", type) };
  }

  /** A block that is not yet part of the function: `startBlock` places it. */
  newBlock(): Block {
    return { id: this.nextBlock++, instrs: [], term: { op: "unreachable" }, handler: this.handlerNow };
  }

  /** Continues in `block`, under the handler of now; an unfinished current block falls through into it. */
  startBlock(block: Block): void {
    if (!this.isClosed && this.at !== block) this.terminate({ op: "jump", to: block });
    block.handler = this.handlerNow;
    if (!this.func.blocks.includes(block)) this.func.blocks.push(block);
    this.at = block;
  }

  emit(instr: Instr): void {
    if (this.isClosed) this.startBlock(this.newBlock());
    this.at.instrs.push(
      instr.loc === undefined && this.loc !== undefined ? { ...instr, loc: this.loc } : instr,
    );
  }

  /** Ends the current block; does nothing when it has ended already. */
  terminate(term: Terminator): void {
    if (this.isClosed) return;
    this.at.term = term.loc === undefined && this.loc !== undefined ? { ...term, loc: this.loc } : term;
    this.closed.add(this.at);
  }
}

export function use(local: Local): Operand & { kind: "local" } {
  return { kind: "local", local };
}
export function num(value: number): Operand {
  return { kind: "number", type: "f64", value };
}
export function i32(value: number): Operand {
  return { kind: "number", type: "i32", value };
}
export function u32(value: number): Operand {
  return { kind: "number", type: "u32", value };
}
export function bool(value: boolean): Operand {
  return { kind: "bool", value };
}
export function str(text: string, type: "ref" | "value" = "ref"): Operand {
  return { kind: "string", type, text };
}
export function undef(type: "ref" | "value" = "value"): Operand {
  return { kind: "undefined", type };
}
export function nul(type: "ref" | "value" = "value"): Operand {
  return { kind: "null", type };
}
export function hole(): Operand {
  return { kind: "hole", type: "value" };
}
export function fn(func: Func, type: "ref" | "value" = "ref"): Operand {
  return { kind: "function", type, func };
}
export function classObject(cls: ClassInfo, type: "ref" | "value" = "ref"): Operand {
  return { kind: "class", type, cls };
}

export function operandType(operand: Operand): Type {
  if (operand.kind === "local") return operand.local.type;
  return operand.kind === "bool" ? "bool" : operand.type;
}
