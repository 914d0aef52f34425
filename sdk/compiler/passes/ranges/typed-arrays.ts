// Which references are typed arrays of one kind, and how long they are at least, in every run of the program.
//
//   const w = new Uint32Array(64); fill(w)    =>    the parameter of fill holds a Uint32Array of 64 or more
//
// Typed arrays never change kind or length, so that this needs no order of events: a local holds what any of its
// assignments can give it. Follows copies, boxes, direct calls, captures and the constants of modules. Not through
// fields, elements, cells and other module variables: those can be read before they are set, or be set by name.

import { liveness } from "../../ir/liveness.ts";
import type { Func, Global, Instr, Local, Module, Operand, TypedArrayKind } from "../../ir/types.ts";
import { definedBy } from "../../ir/walk.ts";
import { I32_MAX, I32_MIN, type Range, U32_MAX, whole } from "./interval.ts";

/** The kinds by the numbers of runtime/native (TypedKind). */
const KINDS: readonly TypedArrayKind[] = ["i8", "u8", "u8c", "i16", "u16", "i32", "u32", "f32", "f64"];

export interface TypedArrayFact {
  readonly kind: TypedArrayKind;
  /** Elements that it has at least. */
  readonly length: number;
}

/** Absent: nothing arrives there. Null: anything may. */
type Facts<K> = Map<K, TypedArrayFact | null>;

export class TypedArrays {
  private readonly locals: Facts<Local> = new Map();
  private readonly results: Facts<Func> = new Map();
  private readonly constants: Facts<Global> = new Map();
  private changed = true;

  /** `open`: functions that are called in ways that are not seen here. */
  constructor(module: Module, open: ReadonlySet<Func>) {
    if (!module.functions.some(makesTypedArray)) return;
    for (const func of open) for (const p of func.params) this.put(this.locals, p, null);
    const steps = module.functions.flatMap((func) => this.stepsOf(func));
    this.follow(steps);
    this.withoutUnset(module);
    this.follow(steps);
  }

  /** Takes the steps until nothing changes. */
  private follow(all: readonly Step[]): void {
    for (let steps = all; this.changed; steps = steps.filter((step) => !this.isSettled(step))) {
      this.changed = false;
      for (const step of steps) this.take(step);
    }
  }

  /** The steps of a function that can tell something; what all others yield may be anything. */
  private stepsOf(func: Func): Step[] {
    const steps: Step[] = [];
    for (const { instrs, term } of func.blocks) {
      for (const instr of instrs) {
        const dst = definedBy(instr);
        if (TELLING.has(instr.op)) steps.push(instr);
        else if (dst !== null && isTracked(dst)) this.put(this.locals, dst, null);
      }
      if (term.op === "return" && term.value !== null) steps.push({ op: "return", func, value: term.value });
    }
    return steps;
  }

  /** A local that is read before it is written holds undefined. */
  private withoutUnset(module: Module): void {
    for (const func of module.functions) {
      const known = func.locals.filter((l) => this.locals.get(l) != null);
      if (known.length === 0) continue;
      const unset = liveness(func).in(func.blocks[0]!);
      for (const l of known) {
        const isGiven = func.params.includes(l) || func.captures.includes(l);
        if (unset.has(l.id) && !isGiven) this.put(this.locals, l, null);
      }
    }
  }

  /** What is known of the object that `o` is; null for nothing. */
  of(o: Operand): TypedArrayFact | null {
    return o.kind === "local" ? (this.locals.get(o.local) ?? null) : null;
  }

  private take(step: Step): void {
    switch (step.op) {
      case "return": {
        const fact = step.func.isAsync ? null : this.seen(step.value);
        if (fact !== undefined) this.put(this.results, step.func, fact);
        return;
      }
      case "call":
      case "call_member":
      case "new_closure":
        this.pass(...passed(step));
        break;
      case "set_global": {
        if (step.global.settled !== true) return;
        const fact = this.seen(step.value);
        if (fact !== undefined) this.put(this.constants, step.global, fact);
      }
    }
    const dst = definedBy(step);
    if (dst === null || !isTracked(dst)) return;
    const fact = this.yielded(step);
    if (fact !== undefined) this.put(this.locals, dst, fact);
  }

  /** True when nothing that the step tells can change any more. */
  private isSettled(step: Step): boolean {
    if (step.op === "return") return this.results.get(step.func) === null;
    if (step.op === "set_global")
      return step.global.settled !== true || this.constants.get(step.global) === null;
    const dst = definedBy(step);
    if (dst !== null && isTracked(dst) && this.locals.get(dst) !== null) return false;
    if (step.op !== "call" && step.op !== "call_member" && step.op !== "new_closure") return true;
    return passed(step)[0].every((param) => !isTracked(param) || this.locals.get(param) === null);
  }

  private yielded(instr: Instr): TypedArrayFact | null | undefined {
    switch (instr.op) {
      case "copy":
        return this.seen(instr.a);
      case "convert":
        return instr.how === "box" || instr.how === "unbox" ? this.seen(instr.a) : null;
      case "get_global":
        return instr.global.settled === true ? this.constants.get(instr.global) : null;
      case "call":
        return instr.func.isAsync ? null : this.results.get(instr.func);
      case "runtime": {
        const [kind, length] = instr.args;
        if (instr.name !== "typed_new" || kind?.kind !== "number") return null;
        const least = length?.kind === "number" && length.value >= 0 ? Math.floor(length.value) : 0;
        return { kind: KINDS[kind.value]!, length: least };
      }
      default:
        return null;
    }
  }

  /** The fact about an operand; undefined when nothing has arrived there yet. */
  private seen(o: Operand): TypedArrayFact | null | undefined {
    return o.kind === "local" ? this.locals.get(o.local) : null;
  }

  private pass(params: readonly Local[], args: readonly Operand[]): void {
    for (const [i, param] of params.entries()) {
      if (!isTracked(param)) continue;
      const fact = args[i] === undefined ? null : this.seen(args[i]);
      if (fact !== undefined) this.put(this.locals, param, fact);
    }
  }

  private put<K>(map: Facts<K>, key: K, fact: TypedArrayFact | null): void {
    const old = map.get(key);
    if (old === null) return;
    let next = fact;
    if (old !== undefined && fact !== null) {
      next = old.kind === fact.kind ? { kind: old.kind, length: Math.min(old.length, fact.length) } : null;
    }
    if (old !== undefined && next !== null && next.length === old.length) return;
    map.set(key, next);
    this.changed = true;
  }
}

/** An instruction, or the return of a value. */
type Step = Instr | { readonly op: "return"; readonly func: Func; readonly value: Operand };

/** Instructions that hand on what they are given; `convert` and `runtime` some of it. */
const TELLING: ReadonlySet<string> = new Set([
  "call",
  "call_member",
  "convert",
  "copy",
  "get_global",
  "new_closure",
  "runtime",
  "set_global",
]);

function isTracked(local: Local): boolean {
  return local.type === "ref" || local.type === "value";
}

/** The parameters or captures that an instruction fills, and what with. */
function passed(
  instr: Instr & { op: "call" | "call_member" | "new_closure" },
): [params: readonly Local[], args: readonly Operand[]] {
  if (instr.op === "new_closure") return [instr.func.captures, instr.captures];
  return [instr.op === "call" ? instr.func.params : instr.func.params.slice(1), instr.args];
}

function makesTypedArray(func: Func): boolean {
  return func.blocks.some((b) => b.instrs.some((i) => i.op === "runtime" && i.name === "typed_new"));
}

const INTEGERS: Readonly<Record<TypedArrayKind, readonly [number, number] | null>> = {
  i8: [-128, 127],
  u8: [0, 255],
  u8c: [0, 255],
  i16: [-32768, 32767],
  u16: [0, 65535],
  i32: [I32_MIN, I32_MAX],
  u32: [0, U32_MAX],
  f32: null,
  f64: null,
};

/** The numbers that an element of the kind can be; null for those of floating point. */
export function elementRange(kind: TypedArrayKind): Range | null {
  const bounds = INTEGERS[kind];
  return bounds === null ? null : whole(...bounds);
}
