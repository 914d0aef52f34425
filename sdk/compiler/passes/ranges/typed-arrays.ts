// Which references are typed arrays of one kind, and how long they are at least, in every run of the program.
//
//   const w = new Uint32Array(64); fill(w)    =>    the parameter of fill holds a Uint32Array of 64 or more
//
// Typed arrays never change kind or length, so that this needs no order of events: a local holds what any of its
// assignments can give it. Follows copies, boxes, direct calls, captures and the constants of modules. Not through
// fields, elements, cells and other module variables: those can be read before they are set, or be set by name.

import type { Liveness } from "../../ir/liveness.ts";
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
  constructor(module: Module, open: ReadonlySet<Func>, liveness: (func: Func) => Liveness) {
    if (!module.functions.some(makesTypedArray)) return;
    for (const func of module.functions) {
      for (const p of func.params) if (open.has(func)) this.put(this.locals, p, null);
      // A local that is read before it is written holds undefined.
      const unset = liveness(func).in(func.blocks[0]!);
      for (const l of func.locals) {
        if (unset.has(l.id) && !func.params.includes(l) && !func.captures.includes(l))
          this.put(this.locals, l, null);
      }
    }
    while (this.changed) {
      this.changed = false;
      for (const func of module.functions) this.visit(func);
    }
  }

  /** What is known of the object that `o` is; null for nothing. */
  of(o: Operand): TypedArrayFact | null {
    return o.kind === "local" ? (this.locals.get(o.local) ?? null) : null;
  }

  private visit(func: Func): void {
    for (const block of func.blocks) {
      for (const instr of block.instrs) this.step(instr);
      const { term } = block;
      if (term.op === "return" && term.value !== null) {
        const fact = func.isAsync ? null : this.seen(term.value);
        if (fact !== undefined) this.put(this.results, func, fact);
      }
    }
  }

  private step(instr: Instr): void {
    if (instr.op === "call") this.pass(instr.func.params, instr.args);
    else if (instr.op === "call_member") this.pass(instr.func.params.slice(1), instr.args);
    else if (instr.op === "new_closure") this.pass(instr.func.captures, instr.captures);
    else if (instr.op === "set_global" && instr.global.settled === true) {
      const fact = this.seen(instr.value);
      if (fact !== undefined) this.put(this.constants, instr.global, fact);
    }
    const dst = definedBy(instr);
    if (dst === null || (dst.type !== "ref" && dst.type !== "value")) return;
    const fact = this.yielded(instr);
    if (fact !== undefined) this.put(this.locals, dst, fact);
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
      if (param.type !== "ref" && param.type !== "value") continue;
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
