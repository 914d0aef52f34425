// Functions that files compiled for size share: a guarded access, an element, a conversion, whole with its slow path.
//
//   t1 = get_Point_x(p);          instead of a test of p's shape, a load, a call and a test for exceptions
//
// Each is defined once for the program, when some file first calls it. Files compiled for speed have the same text in
// line. Decides nothing about which files those are (sdk/backend/flags.ts).

import type { Func, Instr, Local, Type } from "../../compiler/ir/types.ts";
import type { FunctionWriter } from "./function.ts";
import { cString, stringName } from "./literals.ts";
import { cType, declare } from "./program.ts";
import type { Unit } from "./unit.ts";

/** One of Ingot's own files by its name, so that it is compiled as they are. */
export const OUTLINED_FILE = "ingot_runtime_outlined.c";

/** A C parameter: its type, and the text of the argument. */
export type Argument = readonly [type: string, text: string];

/** `dst = name(arguments)` and the test for exceptions. `body` sees the parameters as p0, p1 ... */
export function callOutlined(
  w: FunctionWriter,
  dst: Local | null,
  result: Type,
  name: string,
  args: readonly Argument[],
  body: (unit: Unit) => string[],
): void {
  w.assignChecked(dst, outlinedCall(w, result, name, args, body));
}

/** The call alone, as a C expression. */
export function outlinedCall(
  w: FunctionWriter,
  result: Type,
  name: string,
  args: readonly Argument[],
  body: (unit: Unit) => string[],
): string {
  const { outlined } = w.unit;
  if (outlined === null) throw new Error(`compiler bug: ${w.unit.name} is not compiled for size`);
  const params = args.map(([type], i) => `${type}${type.endsWith("*") ? "" : " "}p${i}`).join(", ");
  const signature = declare(result, `${name}(${params})`);
  w.unit.declare(name, `${signature};`);
  defineOutlined(outlined, name, signature, body);
  return `${name}(${args.map(([, text]) => text).join(", ")})`;
}

/** Defines a function of the shared file, `unit`, unless it has been. */
export function defineOutlined(unit: Unit, name: string, signature: string, body: (unit: Unit) => string[]) {
  if (unit.defined.has(name)) return;
  unit.defined.add(name);
  // First the body: it may need other functions before this one.
  const lines = body(unit);
  unit.push(`${signature} {`, ...lines.map((line) => `  ${line}`), "}", "");
}

/** A conversion of a boxed value that may be of another type: `call` is the runtime call for every case. */
export function convertOutlined(w: FunctionWriter, dst: Local, call: string, value: string, text: string) {
  const name = `${call.slice(3)}_${stringName(text).slice(2)}`;
  callOutlined(w, dst, dst.type, name, [["Value", value]], () => [`return ${call}(p0, ${cString(text)});`]);
}

/** Functions that outlined ones call, in files compiled for size: they must be known outside their file. */
export function* calledOutlined(func: Func): Generator<Func> {
  for (const block of func.blocks)
    for (const instr of block.instrs as Instr[])
      if (instr.op === "call_member" && instr.slot === null) yield instr.func;
}

export function typeOf(type: Type): string {
  return cType(type);
}
