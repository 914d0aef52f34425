// Writes the C function of one IR function: locals, labels, `#line` directives and exception tests.
//
// The instructions themselves are written by the files beside this one, a kind of node each; they use the
// operand, assignment and check services of FunctionWriter.

import { isAbsolute, relative, sep } from "node:path";
import { operandType } from "../../compiler/ir/build.ts";
import { type Liveness, liveness } from "../../compiler/ir/liveness.ts";
import type { Block, Func, Instr, Local, Location, Operand, Shape, Type } from "../../compiler/ir/types.ts";
import { definedBy, operandOfTerm, operandsOf } from "../../compiler/ir/walk.ts";
import { headerOf } from "./arrays.ts";
import { isWholeWait, writeCommonRejection, writeThrow } from "./frames.ts";
import { cString, doubleConstant, intConstant, uintConstant } from "./literals.ts";
import { legal, NameSpace } from "./names.ts";
import { declare } from "./program.ts";
import { isDeferrable, isTolerant } from "./tolerant.ts";
import { RESET_LINE, type Unit } from "./unit.ts";

export interface LineOptions {
  /** Write `#line` directives, so that debuggers and addr2line speak of TypeScript lines. */
  readonly lines: boolean;
  /** Folder that source paths are made relative to, so that output does not depend on where it was built. */
  readonly root: string;
}

export class FunctionWriter {
  readonly unit: Unit;
  readonly func: Func;
  private readonly lineOptions: LineOptions;
  private readonly names = new Map<Local, string>();
  private readonly live: Liveness;
  private readonly out: string[] = [];
  private block: Block;
  private lastLine = "";
  /** A line of C has been written since the mark, or the mark has not been written yet. */
  private isMarkUsed = false;
  /** What is thrown where a suspended function goes on has been seen to, once for all places. */
  rejectsFirst = false;
  /** What is being written is the last of its block. */
  isLast = false;
  /** Locals assigned since a test for exceptions was put off; null when none was. */
  private doubtful: Set<Local> | null = null;
  /** The test of what is being written may come later. */
  private defers = false;

  constructor(unit: Unit, func: Func, lineOptions: LineOptions) {
    this.unit = unit;
    this.func = func;
    this.lineOptions = lineOptions;
    this.live = liveness(func);
    this.block = func.blocks[0]!;
    const space = new NameSpace();
    space.take("env");
    space.take("frame_");
    const named = [...func.params, ...func.captures, ...func.locals];
    for (const local of named) {
      if (this.names.has(local)) continue;
      const wanted = local.name === "" ? `t${local.id}` : legal(local.name);
      this.names.set(local, space.take(wanted.includes("__") ? `${wanted}_v` : wanted));
    }
  }

  /** `instructions` writes the one at an index of a block, perhaps with some after it, and returns how many. */
  write(instructions: (w: FunctionWriter, block: Block, at: number) => number): void {
    const { func, unit } = this;
    this.mark(func.loc);
    const params = func.params.map((p) => this.names.get(p)!);
    this.line(`${unit.linkage(func)}${unit.signature(func, params)} {`);
    this.declareLocals();
    this.loadCaptures();
    const order = func.blocks;
    const labelled = this.labelled();
    this.rejectsFirst = writeCommonRejection(this);
    if (func.frame !== undefined) this.line("switch (frame_->frame.state >> 1) {", ...this.stateCases(), "}");
    for (const [i, block] of order.entries()) {
      this.block = block;
      if (labelled.has(block)) this.line(`b${block.id}:;`);
      for (let at = 0; at < block.instrs.length; ) {
        const instr = block.instrs[at]!;
        this.mark(instr.loc);
        if (isWholeWait(this, block, at)) this.doubtful = null;
        this.beforeInstruction(instr);
        const count = instructions(this, block, at);
        for (const written of block.instrs.slice(at, at + count)) {
          const dst = definedBy(written);
          if (dst !== null) this.doubtful?.add(dst);
        }
        at += count;
      }
      this.mark(block.term.loc);
      // Whoever called looks for the exception.
      const leaves = block.term.op === "return" && block.handler === null && func.frame === undefined;
      const isThrown = block.term.op === "throw" && writeThrow(this, block, block.term.a);
      if (!isThrown) {
        if (!leaves) this.settle();
        this.terminator(block, order[i + 1] ?? null);
      }
      this.doubtful = null;
    }
    this.line("}");
    unit.pushAll(this.out);
    unit.push(...(this.lastLine === "" ? [] : [RESET_LINE]), "");
  }

  /** Writes the test that was put off, unless `instr` may run before it. */
  private beforeInstruction(instr: Instr): void {
    const isFrame = (shape: Shape) => this.unit.program.frames.has(shape);
    if (this.doubtful !== null && (this.isKept(instr) || !isTolerant(instr, this.doubtful, isFrame)))
      this.settle();
    this.defers = this.unit.isForSize && isDeferrable(instr);
  }

  /** True when the handler reads what the instruction assigns: it must find the old value there. */
  isKept(instr: Instr): boolean {
    const { handler } = this.block;
    const dst = definedBy(instr);
    return dst !== null && handler !== null && this.live.in(handler).has(dst.id);
  }

  private settle(): void {
    if (this.doubtful !== null) this.check();
    this.doubtful = null;
  }

  /** Every line of C belongs to the TypeScript line marked last: C would count on from it. */
  line(...lines: string[]): void {
    for (const line of lines) {
      if (this.isMarkUsed) this.out.push(this.lastLine);
      this.out.push(line);
      this.isMarkUsed = this.lastLine !== "";
    }
  }

  private mark(loc: Location | undefined): void {
    if (!this.lineOptions.lines || loc === undefined) return;
    const inside = isAbsolute(loc.file) ? relative(this.lineOptions.root, loc.file) : loc.file;
    const text = `#line ${loc.line} ${cString(inside.split(sep).join("/"))}`;
    this.lastLine = text;
    this.isMarkUsed = true;
  }

  private declareLocals(): void {
    const { func } = this;
    const params = new Set(func.params);
    const framed = func.frame?.slots;
    const used = usedLocals(func);
    const entryLive = this.live.in(func.blocks[0]!);
    const views = viewLocals(func);
    for (const local of func.locals) {
      if (params.has(local) || framed?.has(local.id) || !used.has(local) || local.type === "void") continue;
      const view = views.get(local);
      if (view !== undefined) {
        // A ref to a copy of the array's header: the only kind of ref that points to no object of the heap.
        this.line(
          `${view} ${this.header(local)};`,
          `Obj *const ${this.local(local)} = (Obj *)&${this.header(local)};`,
        );
        continue;
      }
      // Only locals that some path reads before it writes need a value; gcc must not see an undefined one.
      const start = entryLive.has(local.id) || func.frame !== undefined ? ` = ${zero(local.type)}` : "";
      this.line(`${declare(local.type, this.local(local))}${start};`);
    }
    if (func.frame !== undefined) {
      const struct = this.unit.struct(func.frame.shape);
      this.line(`${struct} *frame_ = (${struct} *)${this.local(func.params[0]!)};`);
    }
  }

  private loadCaptures(): void {
    const { func, unit } = this;
    if (func.captures.length === 0) return;
    const used = usedLocals(func);
    const members = unit.captureMembers(func);
    const struct = unit.closureStruct(func);
    for (const [i, capture] of func.captures.entries()) {
      if (used.has(capture)) this.line(`${this.local(capture)} = ((${struct} *)env)->${members[i]};`);
    }
  }

  private stateCases(): string[] {
    return this.func.frame!.entries.map((block, state) =>
      state === 0 ? `default: goto b${block.id};` : `case ${state}: goto b${block.id};`,
    );
  }

  /** Blocks that some goto names. */
  private labelled(): Set<Block> {
    const set = new Set<Block>(this.func.frame?.entries ?? []);
    const blocks = this.func.blocks;
    for (const [i, block] of blocks.entries()) {
      const next = blocks[i + 1];
      const term = block.term;
      if (term.op === "jump" && term.to !== next) set.add(term.to);
      if (term.op === "branch") {
        if (term.then !== next) set.add(term.then);
        if (term.else !== next) set.add(term.else);
      }
      if (term.op === "switch") for (const c of [...term.cases.map((x) => x.to), term.default]) set.add(c);
      if (block.handler !== null) set.add(block.handler);
    }
    return set;
  }

  private terminator(block: Block, next: Block | null): void {
    const term = block.term;
    const go = (to: Block) => `goto b${to.id};`;
    switch (term.op) {
      case "jump":
        if (term.to !== next) this.line(go(term.to));
        return;
      case "branch": {
        const cond = this.operand(term.cond);
        if (term.then === next) this.line(`if (!${cond}) ${go(term.else)}`);
        else {
          this.line(`if (${cond}) ${go(term.then)}`);
          if (term.else !== next) this.line(go(term.else));
        }
        return;
      }
      case "switch":
        this.line(`switch (${this.operand(term.on)}) {`);
        for (const c of term.cases) this.line(`case ${intConstant(c.value)}: ${go(c.to)}`);
        this.line(`default: ${go(term.default)}`, "}");
        return;
      case "return":
        if (term.value === null) this.line(this.func.result === "void" ? "return;" : this.leave());
        else this.line(`return ${this.operand(term.value)};`);
        return;
      case "throw":
        this.line(`rt_throw(${this.operand(term.a)});`, this.escape());
        return;
      case "unreachable":
        this.line("__builtin_unreachable();");
        return;
      case "suspend":
        this.line("return;");
        return;
    }
  }

  /** Leaves the function with any result: callers look at rt_throwing first. */
  private leave(): string {
    return this.func.result === "void" ? "return;" : `return ${zero(this.func.result)};`;
  }

  escape(): string {
    return this.block.handler === null ? this.leave() : `goto b${this.block.handler.id};`;
  }

  /** Tests for a pending exception: after every C call that may leave one. */
  check(): void {
    this.line(`if (UNLIKELY(rt_throwing)) ${this.escape()}`);
  }

  local(local: Local): string {
    const slot = this.func.frame?.slots.get(local.id);
    if (slot !== undefined) return `frame_->${this.unit.program.members(this.func.frame!.shape)[slot]}`;
    const name = this.names.get(local);
    if (name === undefined)
      throw new Error(`compiler bug: ${this.func.name} uses a local of another function`);
    return name;
  }

  /** The copied header behind a local that `view` assigns. */
  header(local: Local): string {
    return `${this.local(local)}_header`;
  }

  operand(operand: Operand): string {
    switch (operand.kind) {
      case "local":
        return this.local(operand.local);
      case "number":
        if (operand.type === "f64") return doubleConstant(operand.value);
        return operand.type === "i32" ? intConstant(operand.value) : uintConstant(operand.value);
      case "bool":
        return operand.value ? "true" : "false";
      case "undefined":
        return operand.type === "ref" ? "(&rt_undefined)" : "VALUE_UNDEFINED";
      case "null":
        return operand.type === "ref" ? "(&rt_null)" : "VALUE_NULL";
      case "hole":
        return "VALUE_HOLE";
      case "string":
        return asType(operand.type, this.unit.string(operand.text));
      case "function":
        return asType(operand.type, `((Obj *)${this.unit.functionObject(operand.func)})`);
      case "class":
        return asType(operand.type, this.unit.classObject(operand.cls));
    }
  }

  /** The operand as a Value, boxed when it is not one. */
  boxed(operand: Operand): string {
    return box(operandType(operand), this.operand(operand));
  }

  /** `dst = expression`; nothing may be thrown by the expression. */
  assign(dst: Local | null, expression: string): void {
    this.line(dst === null ? `(void)${expression};` : `${this.local(dst)} = ${expression};`);
  }

  /**
   * `dst = expression` and the exception test. When the handler reads `dst`, it must find the old value
   * there, so the result is held back until the test has passed.
   */
  assignChecked(dst: Local | null, expression: string): void {
    const handler = this.block.handler;
    if (dst !== null && handler !== null && this.live.in(handler).has(dst.id)) {
      const held = this.unit.fresh("r");
      this.line(`${declare(dst.type, held)} = ${expression};`);
      this.check();
      this.doubtful = null;
      this.line(`${this.local(dst)} = ${held};`);
      return;
    }
    this.line(dst === null ? `${expression};` : `${this.local(dst)} = ${expression};`);
    if (this.defers) this.doubtful ??= new Set();
    else if (!this.returnsOnly(dst)) this.check();
  }

  /**
   * True when the function returns after this, with what the instruction gave: its caller looks for exceptions, and at
   * the result only when there is none.
   */
  private returnsOnly(dst: Local | null): boolean {
    const { term } = this.block;
    if (!this.isLast || term.op !== "return" || this.block.handler !== null) return false;
    if (this.func.frame !== undefined) return false;
    return term.value === null ? dst === null : term.value.kind === "local" && term.value.local === dst;
  }

  /** `if (!fast) slow;` where only `slow` may throw, so that only behind it is looked. */
  tried(fast: string, slow: string): void {
    this.line(`if (UNLIKELY(!${fast})) {`, `${slow};`);
    this.check();
    this.line("}");
  }

  /** The same with a result: `fast` takes the address to store it at, and stores only when it succeeds. */
  assignTried(dst: Local, fast: (out: string) => string, slow: string): void {
    this.line(`if (UNLIKELY(!${fast(`&${this.local(dst)}`)})) {`);
    this.assignChecked(dst, slow);
    this.line("}");
  }
}

/** Locals that some instruction or terminator reads or writes. */
function usedLocals(func: Func): Set<Local> {
  const used = new Set<Local>();
  const see = (o: Operand) => {
    if (o.kind === "local") used.add(o.local);
  };
  for (const block of func.blocks) {
    for (const instr of block.instrs) {
      const dst = definedBy(instr);
      if (dst !== null) used.add(dst);
      operandsOf(instr).forEach(see);
    }
    const last = operandOfTerm(block.term);
    if (last !== null) see(last);
  }
  return used;
}

/** The locals that `view` assigns, with the C structure of what they view. */
function viewLocals(func: Func): Map<Local, string> {
  const views = new Map<Local, string>();
  for (const block of func.blocks)
    for (const instr of block.instrs) if (instr.op === "view") views.set(instr.dst, headerOf(instr));
  return views;
}

function asType(type: Type, ref: string): string {
  return type === "value" ? `value_ref(${ref})` : ref;
}

/** A C expression of type `type` as a Value. */
export function box(type: Type, text: string): string {
  switch (type) {
    case "value":
      return text;
    case "f64":
      return `value_f64(${text})`;
    case "i32":
    case "u32":
      return `value_f64((double)${text})`;
    case "bool":
      return `value_bool(${text})`;
    case "ref":
      return `value_ref(${text})`;
    case "void":
      return "VALUE_UNDEFINED";
  }
}

/** Any C expression of the type that is safe to hold. */
export function zero(type: Type): string {
  return type === "ref" ? "&rt_undefined" : type === "value" ? "VALUE_UNDEFINED" : "0";
}
