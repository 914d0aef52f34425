// Splits async functions and generators into an entry half and a resume half that share a frame on the heap.
//
//   async f(a) { x; v = await p; y }   =>   f(a):       frame = new; frame.a = a; f.resume(frame); return its promise
//                                           f.resume:   switch state { 0: x; state = 1; await(frame, p); suspend
//                                                                      1: v = resume; y; resolve(promise) }
//   function* g(a) { v = yield x; y }  =>   g(a):       frame = new; frame.a = a; return make(frame)
//                                           g.resume:   switch state { 0: hand out x; state = 1; suspend
//                                                                      1: v = resume; y; finished }
//
// ECMA-262 AsyncFunctionStart runs the body up to the first await before the caller goes on; so does the entry
// half. A generator waits at the yield that lowering put behind its parameters; when nothing stands before that
// yield, the entry half runs nothing. The frame holds what lives across a suspension, found by liveness.

import { FuncBuilder, i32, slot, undef, use } from "../ir/build.ts";
import { type Liveness, liveness } from "../ir/liveness.ts";
import {
  type Frame,
  type Func,
  isSuspendable,
  type Local,
  type Module,
  type Operand,
  type Shape,
  type Slot,
} from "../ir/types.ts";
import { rewriteBody, startsSuspended } from "./suspend-body.ts";

export function splitSuspendable(module: Module): void {
  const taken = new Set(module.functions.map((f) => f.name));
  let nextId = 1 + Math.max(...module.functions.map((f) => f.id));
  for (const func of [...module.functions]) {
    if (!isSuspendable(func)) continue;
    let name = `${func.name}.resume`;
    while (taken.has(name)) name += "_";
    taken.add(name);
    module.functions.splice(module.functions.indexOf(func) + 1, 0, split(module, func, name, nextId++));
  }
}

/** Turns `func` into the entry half and returns the resume half. */
function split(module: Module, func: Func, name: string, id: number): Func {
  const live = liveness(func);
  const kept = keptLocals(func, live);
  const slots = frameSlots(kept);
  const shape: Shape = {
    id: -1 - id,
    name: `${func.name}.frame`,
    parent: null,
    slots,
    cls: null,
    methods: [],
    vtable: [],
    extensible: false,
  };
  const resume: Func = {
    ...func,
    id,
    name,
    arity: 0,
    params: [],
    captures: [],
    hasThis: false,
    hasRest: false,
    thisShape: null,
    result: "void",
    isAsync: false,
    generator: null,
    needsGenericEntry: false,
    foreign: undefined,
    locals: func.locals,
    blocks: func.blocks,
  };
  const frame: Frame = {
    shape,
    slots: new Map(kept.map((l, i) => [l.id, i])),
    entries: [func.blocks[0]!],
    isGenerator: func.generator !== null,
  };
  resume.frame = frame;
  const waits = func.generator !== null && startsSuspended(func);
  rewriteBody(module, resume, frame, func.generator);
  if (waits) {
    // The first suspension is where the frame begins anyway; what led there is never run.
    resume.blocks.shift();
    frame.entries[0] = frame.entries[1]!;
  }
  writeEntry(func, resume, kept, waits);
  return resume;
}

/** Locals that some resumption reads before writing: parameters and captures at the start, others at a suspension. */
function keptLocals(func: Func, live: Liveness): Local[] {
  const ids = new Set(live.in(func.blocks[0]!));
  for (const block of func.blocks) {
    const suspends = block.instrs.some((i) => i.op === "await" || i.op === "yield");
    const after = suspends ? live.after(block) : [];
    for (const [i, instr] of block.instrs.entries()) {
      if (instr.op !== "await" && instr.op !== "yield") continue;
      const held = live.in(block.handler ?? block);
      const isHeld = block.handler !== null && held.has(instr.dst.id);
      for (const local of after[i]!) if (local !== instr.dst.id || isHeld) ids.add(local);
    }
  }
  return func.locals.filter((l) => ids.has(l.id));
}

function frameSlots(kept: Local[]): Slot[] {
  const used = new Set<string>();
  return kept.map((local) => {
    let key = local.name === "" ? `t${local.id}` : local.name;
    if (used.has(key)) key += `.${local.id}`;
    used.add(key);
    return slot(key, local.type, { hidden: true });
  });
}

function writeEntry(func: Func, resume: Func, kept: Local[], waits: boolean): void {
  const frame = resume.frame!;
  const { generator } = func;
  // The body's locals went to the resume half; the parameters of the entry half are new ones of the same names.
  const renewed = new Map<Local, Local>();
  const renew = (local: Local): Local => {
    const copy: Local = { id: renewed.size, name: local.name, type: local.type };
    renewed.set(local, copy);
    return copy;
  };
  func.params = func.params.map(renew);
  func.captures = func.captures.map(renew);
  func.locals = [...func.params, ...func.captures];
  func.blocks = [];
  func.wasAsync = func.isAsync;
  func.wasGenerator = func.generator !== null;
  func.isAsync = false;
  func.generator = null;

  const b = new FuncBuilder(func);
  b.loc = func.loc;
  const object = b.temp("ref");
  b.emit({ op: "new_object", dst: object.local, shape: frame.shape });
  for (const [index, local] of kept.entries()) {
    const given = renewed.get(local);
    if (given === undefined) continue;
    b.emit({ op: "set_slot", obj: object, shape: frame.shape, slot: index, value: use(given) });
  }
  const start: Operand[] = [object, undef(), i32(0)];
  if (!waits) b.emit({ op: "call", dst: null, func: resume, env: null, args: start });
  const result = b.temp("ref");
  if (generator !== null)
    b.emit({ op: "call", dst: result.local, func: generator.make, env: null, args: [object] });
  else b.emit({ op: "runtime", dst: result.local, name: "frame_promise", args: [object] });
  b.terminate({ op: "return", value: result });
}
