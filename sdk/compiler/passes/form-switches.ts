// Turns a chain of comparisons of one number with integer constants into a switch, for which gcc makes a table of jumps.
//
//   if %x = 3 goto a, else if %x = 7 goto b, else c   =>   switch %x (3 a, 7 b) c
//
// `switch` of the language compares one case after the other, and so does whoever writes `else if`. Only links that do
// nothing but compare are joined. A double is an integer first, or none of the cases.

import { use } from "../ir/build.ts";
import { type Block, type Func, isSuspendable, type Local, type Module, type Operand } from "../ir/types.ts";
import { definedBy, nextBlockId, nextLocalId, operandOfTerm, operandsOf, targetsOf } from "../ir/walk.ts";

/** Fewer cases are as quick one after the other. */
const FEWEST = 4;

interface Link {
  readonly subject: Local;
  readonly value: number;
  readonly taken: Block;
  readonly otherwise: Block;
}

export function formSwitches(module: Module): void {
  for (const func of module.functions) if (!isSuspendable(func)) new Forming(func).run();
}

class Forming {
  private readonly func: Func;
  private readonly uses = new Map<Local, number>();
  private readonly entered = new Map<Block, number>();
  private readonly joined = new Set<Block>();
  private nextBlock: number;
  private nextLocal: number;

  constructor(func: Func) {
    this.func = func;
    this.nextBlock = nextBlockId(func);
    this.nextLocal = nextLocalId(func);
    const note = (operand: Operand | null): void => {
      if (operand?.kind === "local") this.uses.set(operand.local, (this.uses.get(operand.local) ?? 0) + 1);
    };
    for (const b of func.blocks) {
      for (const instr of b.instrs) for (const operand of operandsOf(instr)) note(operand);
      note(operandOfTerm(b.term));
      for (const to of targetsOf(b.term)) this.entered.set(to, (this.entered.get(to) ?? 0) + 1);
    }
  }

  run(): void {
    const { func } = this;
    const blocks: Block[] = [];
    for (const block of func.blocks) {
      if (!this.joined.has(block)) blocks.push(block, ...this.join(block));
    }
    func.blocks = blocks.filter((b) => !this.joined.has(b));
  }

  /** Joins the chain that begins in `block`, if it is long enough. Returns the blocks that it needs besides. */
  private join(block: Block): Block[] {
    const first = this.link(block);
    if (first === null) return [];
    const cases = new Map([[first.value, first.taken]]);
    const links: Block[] = [];
    let rest = first.otherwise;
    while (this.entered.get(rest) === 1 && rest !== this.func.blocks[0] && rest.handler === block.handler) {
      const link = this.onlyCompares(rest) ? this.link(rest) : null;
      if (link === null || link.subject !== first.subject) break;
      // Of two equal cases the first one counts.
      if (!cases.has(link.value)) cases.set(link.value, link.taken);
      links.push(rest);
      rest = link.otherwise;
    }
    if (cases.size < FEWEST) return [];
    for (const link of links) this.joined.add(link);
    block.instrs.pop();
    const { loc } = block.term;
    const at = loc === undefined ? {} : { loc };
    const table = [...cases].map(([value, to]) => ({ value, to }));
    const { subject } = first;
    if (subject.type === "i32") {
      block.term = { op: "switch", on: use(subject), cases: table, default: rest, ...at };
      return [];
    }
    const integer = this.local("i32");
    const again = this.local("f64");
    const same = this.local("bool");
    block.instrs.push(
      { op: "convert", dst: integer, how: "to_i32", a: use(subject) },
      { op: "convert", dst: again, how: "to_f64", a: use(integer) },
      { op: "compare", dst: same, how: "eq", a: use(subject), b: use(again) },
    );
    const chosen: Block = {
      id: this.nextBlock++,
      instrs: [],
      term: { op: "switch", on: use(integer), cases: table, default: rest, ...at },
      handler: block.handler,
    };
    // biome-ignore lint/suspicious/noThenProperty: the IR's own name for it; nothing awaits a terminator
    block.term = { op: "branch", cond: use(same), then: chosen, else: rest, ...at };
    return [chosen];
  }

  /** The comparison with an integer that ends the block, or null. */
  private link(block: Block): Link | null {
    const instr = block.instrs.at(-1);
    const { term } = block;
    if (instr?.op !== "compare" || instr.how !== "eq" || term.op !== "branch") return null;
    if (!this.isOnlyUse(term.cond, instr.dst)) return null;
    const subject = instr.a;
    const value = constant(block, instr.b);
    if (value === null || subject.kind !== "local") return null;
    if (subject.local.type !== "i32" && subject.local.type !== "f64") return null;
    return { subject: subject.local, value, taken: term.then, otherwise: term.else };
  }

  /** Before its comparison, the block only makes the constant for it. */
  private onlyCompares(block: Block): boolean {
    return block.instrs.every((instr, i) => {
      if (i === block.instrs.length - 1) return true;
      const makes = instr.op === "copy" || (instr.op === "convert" && instr.how === "to_f64");
      return makes && this.uses.get(instr.dst) === 1;
    });
  }

  private isOnlyUse(operand: Operand, local: Local): boolean {
    return operand.kind === "local" && operand.local === local && this.uses.get(local) === 1;
  }

  private local(type: "i32" | "f64" | "bool"): Local {
    const local: Local = { id: this.nextLocal++, name: "", type };
    this.func.locals.push(local);
    return local;
  }
}

/** An integer of 32 bits that an operand always is, through the copies before it in its block; or null. */
function constant(block: Block, operand: Operand): number | null {
  let at = operand;
  for (let i = block.instrs.length - 2; i >= 0 && at.kind === "local"; i--) {
    const instr = block.instrs[i]!;
    if (definedBy(instr) !== at.local) continue;
    if (instr.op !== "copy" && !(instr.op === "convert" && instr.how === "to_f64")) return null;
    at = instr.a;
  }
  if (at.kind !== "number" || (at.value | 0) !== at.value || Object.is(at.value, -0)) return null;
  return at.value;
}
