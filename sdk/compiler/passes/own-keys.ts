// Which lookups by name ask for an object's own properties, because the name comes from a list of them.
//
//   for (const key of Object.keys(o)) f(o[key])    =>    o[key] finds no method of o's class
//
// and which ask objects that cannot have methods of their own, such as constant tables: `TABLE[key]`.
//
// Looks at one function. The list must be of the very object and must not be changed on the way; a property that is
// deleted while the list is walked through is then absent, whatever o's class has under its name.

import type { Block, Func, Global, Instr, Local, Operand } from "../ir/types.ts";
import { definedBy, operandOfTerm, operandsOf, targetsOf } from "../ir/walk.ts";

/** Functions of the library that list names of enumerable own properties, which methods are not among. */
const LISTS = /^ingot\/runtime\/lang\/object\.ts:Object_keys$/;

interface Place {
  readonly block: Block;
  readonly index: number;
  readonly instr: Instr;
}

/** True when `lookup` asks an object for a name out of a list of the names of its enumerable own properties. */
export function isOwnKey(lookup: Instr & { op: "runtime" }, func: Func): boolean {
  const [obj, key] = lookup.args;
  const element = placeOf(source(key, func), func);
  if (element?.instr.op !== "array_get") return false;
  const array = source(element.instr.array, func);
  const list = placeOf(array, func);
  if (list === null || array === null || !isOnlyRead(array, func)) return false;
  const listed = source(listedObject(list.instr), func);
  const object = source(obj, func);
  if (object === null || object !== listed) return false;
  const made = placeOf(object, func);
  if (made === null) return true;
  // The list has been made since the object last changed.
  return isBetween(made, list, placeOfInstr(lookup, func));
}

/**
 * True when the object asked is one that an object literal made: it has no methods but those of all objects. `first`
 * gives what a global variable that is set once is set to, and where.
 */
export function isPlainObject(
  lookup: Instr & { op: "runtime" },
  func: Func,
  onlyValue: (global: Global) => { readonly value: Operand; readonly func: Func } | null,
): boolean {
  const made = placeOf(source(lookup.args[0], func), func)?.instr;
  if (made?.op !== "get_global") return isLiteral(made);
  const set = onlyValue(made.global);
  return set !== null && isLiteral(placeOf(source(set.value, set.func), set.func)?.instr);
}

function isLiteral(made: Instr | undefined): boolean {
  if (made?.op === "new_object") return made.shape.cls === null && made.shape.methods.length === 0;
  return made?.op === "runtime" && made.name === "new_dict";
}

/** The object whose names the instruction lists. */
function listedObject(instr: Instr): Operand | undefined {
  return instr.op === "call" && LISTS.test(instr.func.name) ? instr.args[0] : undefined;
}

/** The local that an operand's object was first held in, through locals that are assigned once. */
function source(operand: Operand | undefined, func: Func): Local | null {
  if (operand?.kind !== "local") return null;
  const { local } = operand;
  const place = placeOf(local, func);
  if (place === null) return isAssigned(local, func) ? null : local;
  const { instr } = place;
  const isSame = instr.op === "copy" || (instr.op === "convert" && /^(un)?box$/.test(instr.how));
  return isSame ? (source(instr.a, func) ?? local) : local;
}

/** Where the local is assigned; null when nowhere, or in more than one place. */
function placeOf(local: Local | null, func: Func): Place | null {
  let found: Place | null = null;
  if (local === null || func.params.includes(local) || func.captures.includes(local)) return null;
  for (const block of func.blocks)
    for (const [index, instr] of block.instrs.entries()) {
      if (definedBy(instr) !== local) continue;
      if (found !== null) return null;
      found = { block, index, instr };
    }
  return found;
}

function isAssigned(local: Local, func: Func): boolean {
  return func.blocks.some((b) => b.instrs.some((i) => definedBy(i) === local));
}

function placeOfInstr(wanted: Instr, func: Func): Place {
  for (const block of func.blocks) {
    const index = block.instrs.indexOf(wanted);
    if (index >= 0) return { block, index, instr: wanted };
  }
  throw new Error(`${func.name}: an instruction that is not in it`);
}

/** True when nothing is done with the array but reading its elements. */
function isOnlyRead(array: Local, func: Func): boolean {
  const isIt = (o: Operand | null) => o?.kind === "local" && o.local === array;
  return func.blocks.every(
    (b) =>
      !isIt(operandOfTerm(b.term)) &&
      b.instrs.every((i) => {
        if (!operandsOf(i).some(isIt)) return true;
        if (i.op === "copy") return isOnlyRead(i.dst, func);
        return i.op === "length" || (i.op === "array_get" && !isIt(i.index));
      }),
  );
}

/** True when each way from `start` to `end` passes `middle`. */
function isBetween(start: Place, middle: Place, end: Place): boolean {
  if (middle.block === end.block && end.index < middle.index) return false;
  if (start.block === middle.block) return start.index < middle.index;
  const seen = new Set<Block>([middle.block]);
  const open = [...next(start.block)];
  if (start.block === end.block && start.index < end.index) return false;
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    if (seen.has(block)) continue;
    if (block === end.block) return false;
    seen.add(block);
    open.push(...next(block));
  }
  return true;
}

function next(block: Block): Block[] {
  return [...targetsOf(block.term), ...(block.handler === null ? [] : [block.handler])];
}
