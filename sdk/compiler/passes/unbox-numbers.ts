// Finds boxed variables that are only ever asked for the number in them, and makes them doubles.
//
//   %x: value = typed_get.u8.value %a, %i       =>    %x: f64 = typed_get.u8.number %a, %i
//   %y: f64 = convert.number_or_nan %x                %y: f64 = copy %x
//
// A variable of an element is boxed because the element can be undefined. That cannot be told from NaN by anything
// that converts to a number first; and an element that is proved to exist is never undefined. Elements that are no
// numbers at all, behind a lying type, are refused where they are read instead of where they are used.

import { operandType, use } from "../ir/build.ts";
import { liveness } from "../ir/liveness.ts";
import type { Func, Instr, Local, Module, Operand } from "../ir/types.ts";
import { definedBy, nextLocalId, operandOfTerm, operandsOf } from "../ir/walk.ts";
import { Analysis, typedArraysOf } from "./ranges/analyse.ts";
import { inBounds } from "./ranges/transfer.ts";
import type { TypedArrays } from "./ranges/typed-arrays.ts";

export function unboxNumbers(module: Module, typedArrays = typedArraysOf(module)): void {
  readExisting(module, typedArrays);
  for (const func of module.functions) new Unboxing(func).run();
}

/** Reads elements that are proved to exist as the numbers that they then are. */
function readExisting(module: Module, typedArrays: TypedArrays): void {
  // Most programs know of no typed array: then there is nothing to find out about their indices.
  if (!module.functions.some((f) => f.blocks.some((b) => b.instrs.some((i) => isKnown(i, typedArrays)))))
    return;
  const analysis = new Analysis(module, typedArrays);
  for (const func of module.functions) {
    if (!analysis.isReached(func)) continue;
    let next = nextLocalId(func);
    const { states } = analysis.flow(func);
    for (const block of func.blocks) {
      const state = new Map(states.get(block) ?? []);
      block.instrs = block.instrs.flatMap((instr): Instr[] => {
        const fact = isBoxedElement(instr) ? analysis.typedArray(instr.array) : null;
        const exists =
          isBoxedElement(instr) && fact?.kind === instr.kind && inBounds(fact, instr.index, state);
        analysis.step(instr, state);
        if (!exists) return [instr];
        const number: Local = { id: next++, name: "", type: "f64" };
        func.locals.push(number);
        const base = instr.loc === undefined ? {} : { loc: instr.loc };
        return [
          { ...instr, dst: number, result: "number" },
          { op: "convert", how: "box", dst: instr.dst, a: use(number), ...base },
        ];
      });
    }
  }
}

function isKnown(instr: Instr, typedArrays: TypedArrays): boolean {
  return isBoxedElement(instr) && (typedArrays.of(instr.array)?.length ?? 0) > 0;
}

function isBoxedElement(instr: Instr): instr is Instr & { op: "typed_get" } {
  return instr.op === "typed_get" && instr.result === "value";
}

class Unboxing {
  private readonly func: Func;
  /** Boxed locals that become doubles; those in `sure` are never undefined, those in `elements` come from arrays. */
  private readonly chosen = new Set<Local>();
  private readonly sure = new Set<Local>();
  private readonly elements = new Set<Local>();
  /** Boxed locals that only numbers and elements of arrays are stored in, chosen or not. */
  private readonly read = new Set<Local>();

  constructor(func: Func) {
    this.func = func;
  }

  run(): void {
    const { func } = this;
    const fixed = new Set<Local>([...func.params, ...func.captures]);
    for (const l of func.locals) if (l.type === "value" && !fixed.has(l)) this.chosen.add(l);
    if (this.chosen.size === 0) return;
    this.findRead();
    // A local that is read before it is written holds undefined.
    const unset = liveness(func).in(func.blocks[0]!);
    for (const l of this.chosen) {
      if (unset.has(l.id)) this.chosen.delete(l);
      else this.sure.add(l);
    }
    while (this.narrow());
    if (this.chosen.size === 0) return;
    for (const l of this.chosen) l.type = "f64";
    for (const block of func.blocks) block.instrs = block.instrs.map((instr) => this.rewritten(instr));
  }

  private findRead(): void {
    for (const l of this.chosen) this.read.add(l);
    for (let before = -1; before !== this.read.size; ) {
      before = this.read.size;
      for (const block of this.func.blocks) {
        for (const instr of block.instrs) {
          const dst = definedBy(instr);
          if (dst !== null && this.read.has(dst) && !this.isRead(instr)) this.read.delete(dst);
        }
      }
    }
  }

  private isRead(instr: Instr): boolean {
    if (instr.op === "convert") return instr.how === "box" && isNumeric(instr.a);
    if (instr.op === "typed_get") return instr.result === "value";
    if (instr.op === "array_get") return instr.result === "value" && instr.kind === "f64";
    if (instr.op !== "copy") return false;
    return instr.a.kind === "undefined" || (instr.a.kind === "local" && this.read.has(instr.a.local));
  }

  private has(o: Operand): boolean {
    return o.kind === "local" && this.chosen.has(o.local);
  }

  /** Takes out what does not fit; true when something changed. */
  private narrow(): boolean {
    const before = this.chosen.size + this.sure.size - this.elements.size;
    const drop = (o: Operand) => {
      if (o.kind === "local") this.chosen.delete(o.local);
    };
    for (const block of this.func.blocks) {
      for (const instr of block.instrs) {
        const dst = definedBy(instr);
        if (dst !== null && this.chosen.has(dst)) this.judgeDefinition(dst, instr);
        this.judgeUses(instr, drop);
      }
      const last = operandOfTerm(block.term);
      if (last !== null) drop(last);
    }
    return this.chosen.size + this.sure.size - this.elements.size !== before;
  }

  private judgeDefinition(dst: Local, instr: Instr): void {
    if (instr.op === "convert" && instr.how === "box" && isNumeric(instr.a)) return;
    if (instr.op === "typed_get" && instr.result === "value") this.sure.delete(dst);
    else if (instr.op === "array_get" && instr.result === "value" && instr.kind === "f64") {
      this.sure.delete(dst);
      this.elements.add(dst);
    } else if (instr.op === "copy" && instr.a.kind === "undefined") this.sure.delete(dst);
    else if (instr.op === "copy" && !this.has(instr.a) && this.read.has(dst)) {
      // What stays boxed for other reasons is converted here.
      this.sure.delete(dst);
      this.elements.add(dst);
    } else if (instr.op === "copy" && instr.a.kind === "local" && this.chosen.has(instr.a.local)) {
      if (!this.sure.has(instr.a.local)) this.sure.delete(dst);
      if (this.elements.has(instr.a.local)) this.elements.add(dst);
    } else this.chosen.delete(dst);
  }

  private judgeUses(instr: Instr, drop: (o: Operand) => void): void {
    switch (instr.op) {
      case "copy":
        if (!this.chosen.has(instr.dst)) drop(instr.a);
        return;
      case "convert":
        if (!this.givesNumber(instr)) drop(instr.a);
        return;
      case "runtime":
        if (!this.isComparison(instr)) for (const o of operandsOf(instr)) drop(o);
        return;
      default:
        for (const o of operandsOf(instr)) drop(o);
    }
  }

  private givesNumber(instr: Instr & { op: "convert" }): boolean {
    if (instr.how === "number_or_nan") return true;
    if (instr.how === "to_number") return !this.isElement(instr.a);
    // Undefined would be refused; what is never undefined passes.
    const isSure = instr.a.kind === "local" && this.sure.has(instr.a.local);
    return instr.how === "unbox" && instr.dst.type === "f64" && isSure;
  }

  private isElement(o: Operand): boolean {
    return o.kind === "local" && this.elements.has(o.local);
  }

  /** `a === b` of two numbers, of which one is never undefined. Elements of ordinary arrays can be anything. */
  private isComparison(instr: Instr): instr is Instr & { op: "runtime"; dst: Local } {
    if (instr.op !== "runtime" || instr.name !== "strict_equals" || instr.dst === null) return false;
    return (
      instr.args.every((o) => this.has(o) && !this.isElement(o)) &&
      instr.args.some((o) => o.kind === "local" && this.sure.has(o.local))
    );
  }

  private rewritten(instr: Instr): Instr {
    const dst = definedBy(instr);
    if (this.isComparison(instr)) {
      const [a, b] = instr.args;
      const { loc } = instr;
      return {
        op: "compare",
        how: "eq",
        dst: instr.dst,
        a: a!,
        b: b!,
        ...(loc === undefined ? {} : { loc }),
      };
    }
    if (instr.op === "convert" && instr.how !== "box" && this.has(instr.a)) {
      return {
        op: "copy",
        dst: instr.dst,
        a: instr.a,
        ...(instr.loc === undefined ? {} : { loc: instr.loc }),
      };
    }
    if (dst === null || !this.chosen.has(dst)) return instr;
    switch (instr.op) {
      case "typed_get":
      case "array_get":
        return { ...instr, result: "number" } as Instr;
      case "convert": {
        const base = instr.loc === undefined ? {} : { loc: instr.loc };
        return operandType(instr.a) === "f64"
          ? { op: "copy", dst, a: instr.a, ...base }
          : { op: "convert", how: "to_f64", dst, a: instr.a, ...base };
      }
      case "copy":
        if (operandType(instr.a) === "value" && instr.a.kind === "local") {
          const expected = `${dst.name || "the element"} to be a number`;
          const base = instr.loc === undefined ? {} : { loc: instr.loc };
          return { op: "convert", how: "number_or_nan", dst, a: instr.a, expected, ...base };
        }
        return instr.a.kind === "undefined"
          ? { ...instr, a: { kind: "number", type: "f64", value: Number.NaN } }
          : { ...instr, a: instr.a.kind === "local" ? use(instr.a.local) : instr.a };
      default:
        return instr;
    }
  }
}

function isNumeric(o: Operand): boolean {
  const type = operandType(o);
  return type === "f64" || type === "i32" || type === "u32";
}
