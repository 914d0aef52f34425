// The resume half of a suspendable function: its body, cut where it is suspended, and how it ends.
//
//   v = await p         =>   state = n; await(frame, p); suspend; n: v = resume
//   v = yield x         =>   hand_out x; state = n; suspend; n: v = resume
//   return x            =>   async: resolve(promise, x)      generator: hand_out x; state = finished
//   (exception leaves)  =>   async: reject(promise, reason)  generator: state = finished; throw
//
// Handlers need no special care: a block after a suspension keeps its handler, and `resume` throws there. Who
// resumes a generator takes what it handed out, so nothing of the library is called here but Await.

import { FuncBuilder, undef, use } from "../ir/build.ts";
import {
  type Block,
  FINISHED,
  type Frame,
  type Func,
  type GeneratorFunctions,
  type Instr,
  type Module,
  type Operand,
} from "../ir/types.ts";

type Suspension = Instr & { op: "await" | "yield" };

/** True when a generator does nothing before its first yield but jump there: calling it then runs no code. */
export function startsSuspended(func: Func): boolean {
  const first = func.blocks[0]!.instrs[0];
  return first?.op === "yield";
}

/** Writes the resume half over the blocks that it took from the function. */
export function rewriteBody(
  module: Module,
  resume: Func,
  frame: Frame,
  generator: GeneratorFunctions | null,
): void {
  const body = resume.blocks;
  const b = new FuncBuilder(resume); // its first block is placed last, as the block that returns
  const finish = b.current;
  const frameParam = b.param("frame", "ref");
  b.param("sent", "value");
  b.param("mode", "i32");
  const result = b.local("", "value");
  const failed = b.newBlock();
  if (generator === null) writePromiseEnds(module, b, failed, use(frameParam), use(result));
  else writeGeneratorEnds(b, failed, use(result));

  const own = new Set([finish, failed]);
  const cutter = new Cutter(module, frame, use(frameParam), generator, () => b.newBlock());
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
    out.push(...cutter.cut(block));
  }
  resume.blocks = [...out, finish, failed];
}

/** The promise is settled outside all handlers of the body: what reactions do is not the body's business. */
function writePromiseEnds(
  module: Module,
  b: FuncBuilder,
  failed: Block,
  frame: Operand,
  result: Operand,
): void {
  const promise = b.temp("ref");
  b.emit({ op: "runtime", dst: promise.local, name: "frame_promise", args: [frame] });
  b.emit(callHook(module, "resolve", [promise, result]));
  b.terminate({ op: "return", value: null });

  b.startBlock(failed);
  const reason = b.temp("value");
  b.emit({ op: "catch", dst: reason.local });
  b.emit({ op: "runtime", dst: promise.local, name: "frame_promise", args: [frame] });
  b.emit(callHook(module, "reject", [promise, reason]));
  b.terminate({ op: "return", value: null });
}

function writeGeneratorEnds(b: FuncBuilder, failed: Block, result: Operand): void {
  b.emit({ op: "hand_out", a: result });
  b.emit({ op: "set_state", state: FINISHED, delegated: false });
  b.terminate({ op: "return", value: null });

  b.startBlock(failed);
  const reason = b.temp("value");
  b.emit({ op: "catch", dst: reason.local });
  b.emit({ op: "set_state", state: FINISHED, delegated: false });
  b.terminate({ op: "throw", a: reason });
}

/** Cuts blocks into stretches between suspensions. */
class Cutter {
  private readonly module: Module;
  private readonly frame: Frame;
  private readonly frameOperand: Operand;
  private readonly generator: GeneratorFunctions | null;
  private readonly newBlock: () => Block;

  constructor(
    module: Module,
    frame: Frame,
    frameOperand: Operand,
    generator: GeneratorFunctions | null,
    newBlock: () => Block,
  ) {
    this.module = module;
    this.frame = frame;
    this.frameOperand = frameOperand;
    this.generator = generator;
    this.newBlock = newBlock;
  }

  /** One block per stretch. The first keeps the identity that jumps refer to. */
  cut(block: Block): Block[] {
    const pieces = [block];
    const { instrs, term, handler } = block;
    block.instrs = [];
    let piece = block;
    for (const instr of instrs) {
      if (instr.op !== "await" && instr.op !== "yield") {
        piece.instrs.push(instr);
        continue;
      }
      const at = instr.loc === undefined ? {} : { loc: instr.loc };
      piece.instrs.push(...this.leave(instr as Suspension).map((i) => ({ ...i, ...at })));
      piece.term = { op: "suspend", ...at };
      piece = this.newBlock();
      piece.handler = handler;
      piece.instrs.push({
        op: "resume",
        dst: instr.dst,
        catches: instr.op === "yield" && instr.catches,
        ...at,
      });
      this.frame.entries.push(piece);
      pieces.push(piece);
    }
    piece.term = term;
    return pieces;
  }

  /** What a suspension does before it returns to whoever resumed. */
  private leave(instr: Suspension): Instr[] {
    const state = this.frame.entries.length;
    const args = [this.frameOperand, instr.a];
    if (instr.op === "yield")
      return [
        { op: "hand_out", a: instr.a },
        { op: "set_state", state, delegated: instr.delegated },
      ];
    const wait = this.generator?.wait ?? null;
    return [
      { op: "set_state", state, delegated: false },
      wait === null
        ? callHook(this.module, "await", args)
        : { op: "call", dst: null, func: wait, env: null, args },
    ];
  }
}

function callHook(module: Module, name: string, args: Operand[]): Instr {
  const func = module.hooks.get(name);
  if (func === undefined) throw new Error(`compiler bug: an async function needs the hook '${name}'`);
  return { op: "call", dst: null, func, env: null, args };
}
