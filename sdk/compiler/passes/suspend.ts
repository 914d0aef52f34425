// Splits async functions into an entry half and a resume half that share a frame on the heap.
//
//   async f(a) { x; v = await p; y }   =>   f(a):       frame = new; frame.a = a; f.resume(frame); return its promise
//                                           f.resume:   switch state { 0: x; state = 1; await(frame, p); suspend
//                                                                      1: v = resume; y; resolve(promise) }
//
// ECMA-262 AsyncFunctionStart runs the body up to the first await before the caller goes on; so does the entry
// half. The frame holds what lives across a suspension, found by liveness. Exceptions that leave the body reject
// the promise. Handlers need no special care: a block after an await keeps its handler, and `resume` throws there.

import { FuncBuilder, slot, undef, use } from "../ir/build.ts";
import { type Liveness, liveness } from "../ir/liveness.ts";
import type { Block, Frame, Func, Instr, Local, Module, Operand, Shape, Slot } from "../ir/types.ts";

export function splitAsyncFunctions(module: Module): void {
  const taken = new Set(module.functions.map((f) => f.name));
  let nextId = 1 + Math.max(...module.functions.map((f) => f.id));
  for (const func of [...module.functions]) {
    if (!func.isAsync) continue;
    let name = `${func.name}.resume`;
    while (taken.has(name)) name += "_";
    taken.add(name);
    module.functions.splice(module.functions.indexOf(func) + 1, 0, split(module, func, name, nextId++));
  }
}

function hook(module: Module, name: string): Func {
  const func = module.hooks.get(name);
  if (func === undefined) throw new Error(`compiler bug: an async function needs the hook '${name}'`);
  return func;
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
    needsGenericEntry: false,
    locals: func.locals,
    blocks: func.blocks,
  };
  const frame: Frame = {
    shape,
    slots: new Map(kept.map((l, i) => [l.id, i])),
    entries: [func.blocks[0]!],
  };
  resume.frame = frame;
  rewriteBody(module, resume, frame);
  writeEntry(func, resume, kept);
  return resume;
}

/** Locals that some resumption reads before writing: parameters and captures at the start, others at an await. */
function keptLocals(func: Func, live: Liveness): Local[] {
  const ids = new Set(live.in(func.blocks[0]!));
  for (const block of func.blocks) {
    const after = block.instrs.some((i) => i.op === "await") ? live.after(block) : [];
    for (const [i, instr] of block.instrs.entries()) {
      if (instr.op !== "await") continue;
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

function rewriteBody(module: Module, resume: Func, frame: Frame): void {
  const body = resume.blocks;
  const b = new FuncBuilder(resume); // its first block is placed last, as the block that returns
  const finish = b.current;
  const frameParam = b.param("frame", "ref");
  b.param("sent", "value");
  b.param("isError", "bool");
  const result = b.local("", "value");

  // The promise is settled outside all handlers of the body: what reactions do is not the body's business.
  const promise = b.temp("ref");
  b.emit({ op: "runtime", dst: promise.local, name: "frame_promise", args: [use(frameParam)] });
  b.emit(callHook(module, "resolve", [promise, use(result)]));
  b.terminate({ op: "return", value: null });

  const failed = b.newBlock();
  b.startBlock(failed);
  const reason = b.temp("value");
  b.emit({ op: "catch", dst: reason.local });
  b.emit({ op: "runtime", dst: promise.local, name: "frame_promise", args: [use(frameParam)] });
  b.emit(callHook(module, "reject", [promise, reason]));
  b.terminate({ op: "return", value: null });

  const own = new Set([finish, failed]);
  const out: Block[] = [];
  for (const block of body) {
    if (own.has(block)) continue;
    block.handler ??= failed;
    if (block.term.op === "return") {
      const value: Operand = block.term.value ?? undef();
      const { loc } = block.term;
      block.instrs.push({ op: "copy", dst: result, a: value, ...(loc === undefined ? {} : { loc }) });
      block.term = { op: "jump", to: finish, ...(loc === undefined ? {} : { loc }) };
    }
    out.push(...splitAtAwaits(module, block, frame, use(frameParam), () => b.newBlock()));
  }
  resume.blocks = [...out, finish, failed];
}

/** One block per stretch between suspensions. The first keeps the identity that jumps refer to. */
function splitAtAwaits(
  module: Module,
  block: Block,
  frame: Frame,
  frameOperand: Operand,
  newBlock: () => Block,
): Block[] {
  const pieces = [block];
  const { instrs, term, handler } = block;
  block.instrs = [];
  let piece = block;
  for (const instr of instrs) {
    if (instr.op !== "await") {
      piece.instrs.push(instr);
      continue;
    }
    const at = instr.loc === undefined ? {} : { loc: instr.loc };
    const state = frame.entries.length;
    piece.instrs.push({ op: "set_state", state, ...at });
    piece.instrs.push({ ...callHook(module, "await", [frameOperand, instr.a]), ...at });
    piece.term = { op: "suspend", ...at };
    piece = newBlock();
    piece.handler = handler;
    piece.instrs.push({ op: "resume", dst: instr.dst, ...at });
    frame.entries.push(piece);
    pieces.push(piece);
  }
  piece.term = term;
  return pieces;
}

function callHook(module: Module, name: string, args: Operand[]): Instr {
  return { op: "call", dst: null, func: hook(module, name), env: null, args };
}

function writeEntry(func: Func, resume: Func, kept: Local[]): void {
  const frame = resume.frame!;
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
  func.isAsync = false;

  const b = new FuncBuilder(func);
  b.loc = func.loc;
  const object = b.temp("ref");
  b.emit({ op: "new_object", dst: object.local, shape: frame.shape });
  for (const [index, local] of kept.entries()) {
    const given = renewed.get(local);
    if (given === undefined) continue;
    b.emit({ op: "set_slot", obj: object, shape: frame.shape, slot: index, value: use(given) });
  }
  const start: Operand[] = [object, undef(), { kind: "bool", value: false }];
  b.emit({ op: "call", dst: null, func: resume, env: null, args: start });
  const promise = b.temp("ref");
  b.emit({ op: "runtime", dst: promise.local, name: "frame_promise", args: [object] });
  b.terminate({ op: "return", value: promise });
}
