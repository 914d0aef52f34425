// A module of IR as C files: one per TypeScript source file, the program's tables, and its string literals.
//
// Pure: text in, text out, the same text for the same module wherever it is built. Nothing here runs a
// compiler (compile-c.ts does).

import { createHash } from "node:crypto";
import { staticSymbol } from "../../compiler/ir/symbols.ts";
import type { Func, Instr, Module } from "../../compiler/ir/types.ts";
import { allOperands, funcsOf } from "../../compiler/ir/walk.ts";
import { functionObject, sharedEntries, writeBoxedEntry } from "./boxed.ts";
import { closureTables } from "./closures.ts";
import { namesText } from "./debug-names.ts";
import { FunctionWriter, type LineOptions } from "./function.ts";
import { writeHooks } from "./hooks.ts";
import { writeInstructions } from "./instruction.ts";
import { stringDefinition, stringName, symbolDefinition, symbolName } from "./literals.ts";
import { legal, NameSpace } from "./names.ts";
import { calledOutlined, OUTLINED_FILE } from "./outlined.ts";
import { PRELUDE, PRELUDE_NAME } from "./prelude.ts";
import { describeProgram, type Program } from "./program.ts";
import { writeBuiltins, writeClasses, writeFrameShape, writeGlobals, writeShapes } from "./tables.ts";
import { isOwnFile, Unit } from "./unit.ts";

export interface EmitOptions extends Partial<LineOptions> {
  /** Hexadecimal text that names this build; by default a hash of the C text. */
  readonly buildId?: string;
  /** Which C files are compiled for size: they call shared functions for what others have in line. Default: none. */
  readonly isForSize?: (file: string) => boolean;
  /**
   * Called for each C file of the program's own sources as soon as it is written, which is before those of the library:
   * with all headers that it includes, but for the native core's.
   */
  readonly onOwnUnit?: (unit: EmittedFile, headers: readonly EmittedFile[]) => void;
  /** In which C files calls through interfaces guess at the class (interface-calls.ts). Default: in all. */
  readonly guesses?: (file: string) => boolean;
}

export interface EmittedFile {
  readonly name: string;
  readonly text: string;
}

/** More instructions than this in one source file are split over several C files, for parallel compiling. */
const UNIT_LIMIT = 4000;

/** The C of a verified module after its passes. Headers are among the files. */
export function emitC(module: Module, options: EmitOptions = {}): EmittedFile[] {
  const program = describeProgram(module);
  const lines: LineOptions = { lines: options.lines ?? true, root: options.root ?? "." };
  const strings = new Set<string>();
  const isForSize = options.isForSize ?? (() => false);
  const groups = group(module, isForSize);
  const shared = sharedFunctions(
    program,
    groups,
    groups.filter((g) => isForSize(g.name)),
  );

  const prelude: EmittedFile = { name: PRELUDE_NAME, text: PRELUDE };
  const outlined = new Unit(program, OUTLINED_FILE, new Set(), shared, strings);
  // In speed it makes no difference worth the room, so that all of Ingot's own files take part.
  const areShared = groups.some((g) => isForSize(g.name));
  const isSmall = (file: string) => isForSize(file) || (areShared && isOwnFile(file));
  program.sharedEntries = sharedEntries(
    program,
    groups.flatMap((g) => (isSmall(g.name) ? g.functions : [])),
  );
  const texts = new Map<string, string>();
  for (const { name, functions } of groups.toSorted((a, b) => +isOwnFile(a.name) - +isOwnFile(b.name))) {
    const unit = new Unit(program, name, new Set(functions), shared, strings, outlined, isForSize(name));
    unit.guesses = options.guesses?.(name) ?? true;
    unit.isForSpeed = !isSmall(name);
    for (const func of functions) writeFunction(unit, func, lines);
    const text = unit.toString();
    texts.set(name, text);
    if (!isOwnFile(name)) options.onOwnUnit?.({ name, text }, [prelude]);
  }
  const files = [prelude, ...groups.map(({ name }) => ({ name, text: texts.get(name)! }))];
  if (outlined.defined.size > 0) files.push({ name: OUTLINED_FILE, text: outlined.toString() });
  const tables = new Unit(program, "program.c", new Set(), shared, strings);
  writeShapes(tables);
  writeClasses(tables, module.classes);
  writeGlobals(tables, module);
  writeBuiltins(tables, module);
  writeHooks(tables, module);
  files.push({ name: tables.name, text: tables.toString() });
  files.push({ name: "strings.c", text: stringFile(strings, program.symbols) });

  const buildId = options.buildId ?? hash(files);
  const text = `#include "ingot.h"\n\nconst char ingot_build_id[] = "${buildId}";\n${namesText(program, buildId)}`;
  files.push({ name: "build-id.c", text });
  return files;
}

function hash(files: EmittedFile[]): string {
  const sum = createHash("sha256");
  for (const f of files) sum.update(f.name).update("\0").update(f.text).update("\0");
  return sum.digest("hex").slice(0, 32);
}

function writeFunction(unit: Unit, func: Func, lines: LineOptions): void {
  const { program } = unit;
  new FunctionWriter(unit, func, lines).write(writeInstructions);
  if (program.generic.has(func)) {
    if (!program.sharedEntries.has(func)) writeBoxedEntry(unit, func);
    if (func.captures.length > 0) unit.push(...closureTables(unit, func), "");
    else unit.push(functionObject(unit, func), "");
  }
  if (func.frame !== undefined) writeFrameShape(unit, func.frame.shape);
}

function stringFile(strings: Set<string>, symbols: ReadonlySet<string>): string {
  for (const key of symbols) {
    const { description } = staticSymbol(key)!;
    if (description !== undefined) strings.add(description);
  }
  const sorted = [...strings].sort((a, b) => (stringName(a) < stringName(b) ? -1 : 1));
  const keys = [...symbols].sort();
  const registered = keys
    .filter((k) => staticSymbol(k)!.registered)
    .map((k) => `(const Obj *)&${symbolName(k)}, `);
  return [
    '#include "ingot.h"',
    "",
    ...sorted.map(stringDefinition),
    ...keys.map(symbolDefinition),
    `const Obj *const ingot_registered_symbols[] = { ${registered.join("")}NULL };`,
    "",
  ].join("\n");
}

interface Group {
  readonly name: string;
  readonly functions: Func[];
}

/** What the rare functions of a file that is compiled for speed are kept apart as. */
const RARE = ".rare";

/** The folder of a package, of which the source file is one. */
const PACKAGE = /^.*?node_modules\/(@[^/]*\/)?[^/]*(?=\/)/;

/** The source file of a function: the part of its name before the colon. */
function sourceOf(func: Func): string {
  const colon = func.name.indexOf(":");
  return colon < 0 ? "program" : func.name.slice(0, colon);
}

/** In the order of the text, not that in which this program came to need them. */
function textOrder(a: Func, b: Func): number {
  const [from, to] = [sourceOf(a), sourceOf(b)];
  if (from !== to) return from < to ? -1 : 1;
  return (a.loc?.line ?? 0) - (b.loc?.line ?? 0);
}

/**
 * Functions by source file, large files in pieces. The files of a package share theirs: many have hundreds of a few
 * lines each, for every one of which the C compiler would start anew.
 */
function group(module: Module, isForSize: (file: string) => boolean): Group[] {
  const byFile = new Map<string, Func[][]>();
  const sizes = new Map<string, number>();
  for (const func of module.functions.toSorted(textOrder)) {
    const own = sourceOf(func);
    const source = PACKAGE.exec(own)?.[0] ?? own;
    const isApart = func.isRare === true && isForSize(`${legal(source + RARE)}.c`);
    const file = isApart && !isForSize(`${legal(source)}.c`) ? source + RARE : source;
    const size = func.blocks.reduce((sum, b) => sum + b.instrs.length + 1, 0);
    const pieces = byFile.get(file) ?? [];
    const total = (sizes.get(file) ?? 0) + size;
    if (pieces.length === 0 || total > UNIT_LIMIT) {
      pieces.push([]);
      sizes.set(file, size);
    } else sizes.set(file, total);
    pieces.at(-1)!.push(func);
    byFile.set(file, pieces);
  }
  const space = new NameSpace();
  for (const own of ["program", "strings"]) space.take(own);
  return [...byFile].flatMap(([file, pieces]) =>
    pieces.map((functions, i) => ({
      name: `${space.take(legal(pieces.length > 1 ? `${file}_part${i + 1}` : file))}.c`,
      functions,
    })),
  );
}

/** Functions that are mentioned outside the C file that defines them. */
function sharedFunctions(program: Program, groups: Group[], forSize: Group[]): Set<Func> {
  const { module } = program;
  const home = new Map<Func, Group>();
  for (const g of groups) for (const f of g.functions) home.set(f, g);
  const shared = new Set<Func>([module.entry, ...module.hooks.values()]);
  for (const s of program.order)
    for (const f of [...s.vtable, ...s.methods.map((m) => m.func)]) shared.add(f);
  for (const b of module.builtins) shared.add(b.func);
  for (const c of program.classObjects) {
    for (const m of c.statics) shared.add(m.func);
    for (const f of [c.construct, c.call]) if (f) shared.add(f);
  }
  for (const g of forSize)
    for (const func of g.functions) for (const used of calledOutlined(func)) shared.add(used);
  for (const g of groups) {
    for (const func of g.functions)
      for (const used of mentioned(program, func)) if (home.get(used) !== g) shared.add(used);
  }
  return shared;
}

function* mentioned(program: Program, func: Func): Generator<Func> {
  for (const operand of allOperands(func)) if (operand.kind === "function") yield operand.func;
  for (const block of func.blocks) {
    for (const instr of block.instrs as Instr[]) {
      yield* funcsOf(instr);
      const resume = instr.op === "new_object" ? program.frames.get(instr.shape) : undefined;
      if (resume !== undefined) yield resume;
    }
  }
}
