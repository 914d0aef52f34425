// The ranges pass: finds numbers that are 32-bit integers in every run of the program, and makes them so.
//
//   for (let i = 0; i < a.length; i++)    =>    i is an i32: its sum never leaves the range of a length
//
// A number is narrowed only when overflow, fractions, NaN and -0 are all excluded by whole-program interval
// analysis (ranges/analyse.ts), or when nobody can tell (ranges/modular.ts); what stays a double is listed with the
// reason. Slots of objects, cells and elements of arrays keep their types: they are reached by name as well.

import {
  type Func,
  type Instr,
  isSuspendable,
  type Local,
  type Location,
  type Module,
  type Type,
} from "../ir/types.ts";
import { definedBy } from "../ir/walk.ts";
import { Analysis, typedArraysOf } from "./ranges/analyse.ts";
import { exactly, I32_MIN, join, type Range, U32_MAX } from "./ranges/interval.ts";
import { findModular } from "./ranges/modular.ts";
import { assignedRanges, guardedTargets, Rewriter, typeFor } from "./ranges/narrow.ts";

/** A named number that stayed a double. */
export interface DoubleReport {
  readonly func: string;
  readonly name: string;
  readonly reason: string;
  readonly loc: Location | undefined;
}

/** Narrows in place; returns what could not be narrowed, in order of functions. */
export function narrowRanges(module: Module, typedArrays = typedArraysOf(module)): DoubleReport[] {
  const analysis = new Analysis(module, typedArrays);
  const guarded = guardedTargets(module);
  const report: DoubleReport[] = [];
  const flows = new Map(module.functions.map((f) => [f, analysis.flow(f)]));
  const isFixed = (func: Func, local: Local) =>
    func.params.includes(local) && (analysis.open.has(func) || guarded.has(func));
  const modular = findModular(module, analysis, (f) => flows.get(f)!.states, isFixed);
  const wrapped = new Set<Local>();
  const changes: [Local, Type][] = [];
  const results: [Func, Type][] = [];
  for (const func of module.functions) {
    if (!analysis.isReached(func)) continue;
    const ranges = assignedRanges(func, analysis, flows.get(func)!.states);
    for (const [local, range] of ranges) {
      if (local.type !== "f64") continue;
      const fixed = func.params.includes(local) && analysis.open.has(func);
      const type = fixed ? "f64" : typeFor(range);
      if (type !== "f64") changes.push([local, type]);
      else if (modular.has(local)) {
        changes.push([local, "i32"]);
        wrapped.add(local);
      } else if (local.name !== "") {
        const reason = fixed ? "it can be passed any number" : reasonFor(range);
        report.push({
          func: func.name,
          name: local.name,
          reason,
          loc: firstAssignment(func, local) ?? func.loc,
        });
      }
    }
    if (func.result !== "f64" || isSuspendable(func) || analysis.open.has(func) || guarded.has(func))
      continue;
    const range = analysis.resultOf(func);
    if (range !== null && typeFor(range) !== "f64") results.push([func, typeFor(range)]);
  }
  const globals = module.globals
    .filter((g) => g.type === "f64")
    .map((g) => [g, analysis.global(g)!] as const);

  // The rewriting replays the analysis over the old types, so types change in copies of the instructions' locals
  // only after the states have been kept; step() looks at numbers, whatever their type.
  for (const [local, type] of changes) local.type = type;
  for (const [func, type] of results) func.result = type;
  for (const [global, range] of globals) {
    const type = typeFor(join(range, exactly(0)));
    if (type !== "f64") (global as { type: Type }).type = type;
    else {
      const loc = firstLocation(module.functions, (i) => i.op === "set_global" && i.global === global);
      report.push({ func: "", name: global.name, reason: reasonFor(range), loc });
    }
  }
  for (const func of module.functions) new Rewriter(func, analysis, wrapped).rewrite(flows.get(func)!.states);
  return report;
}

/** Where a variable gets its first value; undefined for parameters. */
function firstAssignment(func: Func, local: Local): Location | undefined {
  return func.params.includes(local) ? undefined : firstLocation([func], (i) => definedBy(i) === local);
}

function firstLocation(functions: readonly Func[], is: (instr: Instr) => boolean): Location | undefined {
  for (const func of functions)
    for (const block of func.blocks)
      for (const instr of block.instrs) if (is(instr) && instr.loc !== undefined) return instr.loc;
  return undefined;
}

function reasonFor(range: Range): string {
  if (!range.whole) return range.nan ? "it can have a fraction or be NaN" : "it can have a fraction";
  if (range.nan) return "it can be NaN";
  if (range.low < I32_MIN || range.high > U32_MAX || (range.low < 0 && range.high > 0x7fffffff)) {
    return "it can leave the range of 32-bit integers";
  }
  return range.negativeZero ? "it can be -0" : "it is not proved to be an integer";
}

/** The report as text, one line per number. */
export function printReport(report: readonly DoubleReport[]): string {
  return report
    .map((r) => `${r.func === "" ? "" : `${r.func} `}${r.name}: double, because ${r.reason}\n`)
    .join("");
}
