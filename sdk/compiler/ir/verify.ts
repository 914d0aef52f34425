// States the rules of types.ts: reports every place of a module that breaks one.
//
// Run after lowering and after every pass. A problem is a bug in the compiler, never in the user's program;
// the message names function, block and instruction. Says nothing about whether the code is sensible.

import { operandType } from "./build.ts";
import { printInstr } from "./print.ts";
import {
  type Block,
  type Func,
  isSuspendable,
  type Local,
  type Module,
  type Operand,
  type Shape,
} from "./types.ts";
import { checkInstr, type Known, sameSignature } from "./verify-instr.ts";
import { definedBy, operandOfTerm, operandsOf, targetsOf } from "./walk.ts";

/** Problems as text, one per broken rule; empty for a correct module. */
export function verifyModule(module: Module): string[] {
  const frames = module.functions.flatMap((f) => (f.frame === undefined ? [] : [f.frame.shape]));
  const known: Known = {
    module,
    functions: new Set(module.functions),
    shapes: new Set([...module.shapes, ...frames]),
  };
  const problems = [...tables(module, known)];
  const names = new Set<string>();
  for (const func of module.functions) {
    if (names.has(func.name)) problems.push(`${func.name}: the name is used twice`);
    names.add(func.name);
    problems.push(...verifyFunc(func, known));
  }
  return problems;
}

function* tables(module: Module, known: Known): Generator<string> {
  const member = (f: Func, where: string): string[] =>
    known.functions.has(f) ? [] : [`${where}: @${f.name} is not a function of the module`];
  yield* member(module.entry, "entry");
  if (module.entry.params.length > 0 || module.entry.result !== "void")
    yield "entry: takes or returns something";
  for (const [name, f] of module.hooks) yield* member(f, `hook ${name}`);
  for (const b of module.builtins) yield* member(b.func, `builtin ${b.of}.${b.key}`);
  for (const c of module.classes) {
    if (c.construct !== null) yield* member(c.construct, `class ${c.name}`);
    if (c.call !== undefined) yield* member(c.call, `class ${c.name}`);
    for (const m of c.statics) yield* member(m.func, `class ${c.name} static ${m.key}`);
  }
  for (const g of module.globals) if (g.type === "void") yield `global ${g.name}: has type void`;
  const seen = new Set<Shape>();
  for (const s of module.shapes) {
    yield* shape(s, seen, member);
    seen.add(s);
  }
}

function* shape(
  s: Shape,
  seen: ReadonlySet<Shape>,
  member: (f: Func, where: string) => string[],
): Generator<string> {
  const where = `shape ${s.name}`;
  for (const slot of s.slots) {
    if (slot.type === "void") yield `${where}: slot '${slot.key}' has type void`;
    if (slot.optional && slot.type !== "value") yield `${where}: optional slot '${slot.key}' is not a value`;
  }
  for (const m of s.methods) {
    yield* member(m.func, `${where} method ${m.key}`);
    if (m.func.captures.length > 0) yield `${where}: method ${m.key} captures variables`;
  }
  for (const [i, f] of s.vtable.entries()) {
    yield* member(f, `${where} vtable ${i}`);
    if (f.captures.length > 0) yield `${where}: virtual function @${f.name} captures variables`;
    const inherited = s.parent?.vtable[i];
    if (inherited !== undefined && !sameSignature(f, inherited)) {
      yield `${where}: vtable ${i}: @${f.name} and @${inherited.name} differ in signature`;
    }
  }
  if (s.parent === null) return;
  if (!seen.has(s.parent)) yield `${where}: comes before its parent ${s.parent.name}`;
  // A shape without instances may lose its table to the pass that removes unreachable code.
  if (s.vtable.length > 0 && s.parent.vtable.length > s.vtable.length)
    yield `${where}: its vtable is shorter than the parent's`;
  for (const [i, slot] of s.parent.slots.entries()) {
    const own = s.slots[i];
    if (own?.key !== slot.key || own.type !== slot.type)
      yield `${where}: slot ${i} differs from the parent's '${slot.key}'`;
  }
}

function* verifyFunc(func: Func, known: Known): Generator<string> {
  const at = `@${func.name}`;
  const blocks = new Set(func.blocks);
  if (func.blocks.length === 0) yield `${at}: has no blocks`;
  yield* ids(func, at);
  for (const local of [...func.params, ...func.captures]) {
    if (!func.locals.includes(local))
      yield `${at}: parameter or capture %${local.name || local.id} is not among its locals`;
  }
  for (const local of func.locals)
    if (local.type === "void") yield `${at}: %${local.name || local.id} has type void`;
  if (func.hasThis && func.params.length === 0) yield `${at}: has a 'this' but no parameter`;
  if (func.hasRest && func.params.at(-1)?.type !== "ref") yield `${at}: its rest parameter is not a ref`;
  if (func.thisShape !== null && !func.hasThis) yield `${at}: has a shape for 'this' but no 'this'`;
  if (isSuspendable(func) && func.result !== "ref")
    yield `${at}: is async or a generator but does not yield a ref`;
  if (func.foreign !== undefined) {
    if (func.thisShape === null) yield `${at}: has a version for other receivers, but no shape for 'this'`;
    if (func.foreign.params[0]?.type !== "value" || func.foreign.thisShape !== null || !func.foreign.hasThis)
      yield `${at}: its version for other receivers does not take any 'this'`;
  }
  for (const used of [func.foreign, func.generator?.make, func.generator?.wait])
    if (used && !known.functions.has(used)) yield `${at}: @${used.name} is not a function of the module`;

  const handlers = new Set(func.blocks.flatMap((b) => (b.handler === null ? [] : [b.handler])));
  const locals = new Set(func.locals);
  for (const block of func.blocks) {
    const where = `${at} b${block.id}`;
    if (block.handler !== null && !blocks.has(block.handler))
      yield `${where}: its handler is not a block of the function`;
    if (block.handler === block) yield `${where}: is its own handler`;
    for (const to of targetsOf(block.term)) {
      if (!blocks.has(to)) yield `${where}: goes to b${to.id}, which is not a block of the function`;
      if (handlers.has(to)) yield `${where}: goes to b${to.id}, which is a handler`;
    }
    if (handlers.has(block) && block.instrs[0]?.op !== "catch")
      yield `${where}: is a handler but does not begin with catch`;
    if (!handlers.has(block) && block.instrs[0]?.op === "catch")
      yield `${where}: begins with catch but is no handler`;
    for (const [i, instr] of block.instrs.entries()) {
      const say = (problem: string) => `${where}: ${safely(() => printInstr(instr, func))}: ${problem}`;
      const dst = definedBy(instr);
      if (dst !== null && !locals.has(dst)) yield say("assigns a local of another function");
      if (dst !== null && func.captures.includes(dst)) yield say("assigns a capture");
      if (instr.op === "catch" && i > 0) yield say("catch is not the first instruction");
      for (const o of operandsOf(instr)) for (const p of operand(o, locals, known)) yield say(p);
      for (const p of checkInstr(instr, func, known)) yield say(p);
    }
    yield* terminator(block, func, locals, known, where);
  }
}

function* ids(func: Func, at: string): Generator<string> {
  const locals = new Set(func.locals.map((l) => l.id));
  if (locals.size !== func.locals.length) yield `${at}: two locals share an id`;
  const blocks = new Set(func.blocks.map((b) => b.id));
  if (blocks.size !== func.blocks.length) yield `${at}: two blocks share an id`;
}

/** Printing must not hide the problem it is to show. */
function safely(print: () => string): string {
  try {
    return print();
  } catch {
    return "(cannot be printed)";
  }
}

function* operand(o: Operand, locals: ReadonlySet<Local>, known: Known): Generator<string> {
  switch (o.kind) {
    case "local":
      if (!locals.has(o.local)) yield `reads %${o.local.name || o.local.id}, a local of another function`;
      return;
    case "number": {
      const [low, high] = o.type === "i32" ? [-2147483648, 2147483647] : [0, 4294967295];
      const whole = Number.isInteger(o.value) && o.value >= low && o.value <= high && !Object.is(o.value, -0);
      if (o.type !== "f64" && !whole) yield `${o.value} is not an ${o.type}`;
      return;
    }
    case "function":
      if (!known.functions.has(o.func)) yield `@${o.func.name} is not a function of the module`;
      if (o.func.captures.length > 0) yield `@${o.func.name} captures variables: it has no static object`;
      return;
    case "class":
      if (!known.module.classes.includes(o.cls)) yield `class ${o.cls.name} is not part of the module`;
      return;
    default:
      if (o.kind === "hole" && o.type !== "value") yield "a hole is a value";
  }
}

function* terminator(
  block: Block,
  func: Func,
  locals: ReadonlySet<Local>,
  known: Known,
  where: string,
): Generator<string> {
  const { term } = block;
  const read = operandOfTerm(term);
  const type = read === null ? null : operandType(read);
  if (read !== null) for (const p of operand(read, locals, known)) yield `${where}: ${term.op}: ${p}`;
  switch (term.op) {
    case "branch":
      if (type !== "bool") yield `${where}: branch on ${type}`;
      return;
    case "switch": {
      if (type !== "i32") yield `${where}: switch on ${type}`;
      const values = new Set(term.cases.map((c) => c.value));
      if (values.size !== term.cases.length) yield `${where}: switch has a case twice`;
      return;
    }
    case "return":
      if (isSuspendable(func)) {
        if (type !== null && type !== "value")
          yield `${where}: async function or generator returns ${type} instead of value`;
      } else if ((type ?? "void") !== func.result) {
        yield `${where}: returns ${type ?? "nothing"} instead of ${func.result}`;
      }
      return;
    case "throw":
      if (type !== "value") yield `${where}: throws ${type} instead of value`;
      return;
    case "suspend":
      if (func.frame === undefined) yield `${where}: suspends without a frame`;
      return;
    case "jump":
    case "unreachable":
      return;
  }
}
