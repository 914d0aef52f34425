// The type checker of a program: its own, or the one of the library that a snapshot of the process brought along.
//
// A checker works out types as it is asked and keeps them. Most of what lowering asks is about the library, and the
// answers are the same for every program, as long as it declares nothing for all modules: so the checker that knows them
// already takes the program's modules on. What TypeScript gives its packages only in part is declared below; a program
// that does not fit, or a TypeScript that lacks it, gets a checker of its own.

import ts from "typescript";

interface InternalProgram extends ts.Program {
  getProgramDiagnostics?(file: ts.SourceFile): readonly ts.Diagnostic[];
}

interface InternalChecker extends ts.TypeChecker {
  getDiagnostics?(file: ts.SourceFile): readonly ts.Diagnostic[];
}

interface InternalFile extends ts.SourceFile {
  readonly externalModuleIndicator?: unknown;
  readonly commonJsModuleIndicator?: unknown;
  readonly moduleAugmentations?: readonly unknown[];
  readonly ambientModuleNames?: readonly string[];
  readonly jsGlobalAugmentations?: unknown;
  readonly commentDirectives?: readonly unknown[];
  readonly checkJsDirective?: unknown;
  readonly bindDiagnostics?: readonly unknown[];
}

const internal = ts as unknown as {
  createTypeChecker?(host: ts.Program): ts.TypeChecker;
  bindSourceFile?(file: ts.SourceFile, options: ts.CompilerOptions): void;
};

/** What a program leaves behind in the kept checker is never freed: after so many, each has a checker of its own. */
const MAX_PROGRAMS = 32;

/** A checker that serves one program after another. */
interface KeptChecker {
  readonly checker: ts.TypeChecker;
  /** The files that it knows for good, by name. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
  /** Those of them that say something of all others. */
  readonly globals: readonly ts.SourceFile[];
  readonly options: string;
  /** Programs that it may still serve. */
  left: number;
  /** From now on it answers for `program`, whose modules it takes on. */
  serve(program: ts.Program): void;
}

/** Where a snapshot leaves it: the bundle that is loaded later has another copy of this module. */
const KEPT = Symbol.for("ingot.checker");
const keeper = globalThis as { [KEPT]?: KeptChecker };

/** Files of programs that the kept checker served: what it knows of them would not follow a change of their trees. */
const served = new WeakSet<ts.SourceFile>();

const checkers = new WeakMap<ts.Program, ts.TypeChecker>();

/** The checker of `program`, the same at every call. */
export function checkerOf(program: ts.Program): ts.TypeChecker {
  let checker = checkers.get(program);
  if (checker === undefined) {
    checker = adopted(program) ?? program.getTypeChecker();
    checkers.set(program, checker);
  }
  return checker;
}

/**
 * True when the kept checker serves `program` and finds no error in `files`. When false, the program's own checker has
 * to say what is wrong, and whether anything is.
 */
export function isKnownSound(program: ts.Program, files: readonly ts.SourceFile[]): boolean {
  const checker = checkerOf(program) as InternalChecker;
  if (checker !== keeper[KEPT]?.checker || checker.getDiagnostics === undefined) return false;
  return files.every((file: InternalFile) => {
    if (file.commentDirectives?.length || file.checkJsDirective || file.bindDiagnostics?.length) return false;
    if ((program as InternalProgram).getProgramDiagnostics?.(file).length !== 0) return false;
    return checker.getDiagnostics!(file).length === 0;
  });
}

/** Makes a checker for `program`, and keeps it for all that are compiled in this process. */
export function keepChecker(program: ts.Program): void {
  if (internal.createTypeChecker === undefined || internal.bindSourceFile === undefined) return;
  let current = program;
  const host = new Proxy(program, { get: (_, name) => Reflect.get(current, name) });
  const checker = remembering(internal.createTypeChecker(host));
  const files = new Map(program.getSourceFiles().map((file) => [file.fileName, file]));
  const globals = [...files.values()].filter((file) => !isSelfContained(file));
  const serve = (next: ts.Program): void => {
    current = next;
    for (const file of next.getSourceFiles()) {
      if (files.has(file.fileName)) continue;
      served.add(file);
      internal.bindSourceFile!(file, next.getCompilerOptions());
    }
  };
  keeper[KEPT] = { checker, files, globals, options: optionsOf(program), left: MAX_PROGRAMS, serve };
  checkers.set(program, checker);
}

/** From now on every program has a checker of its own. */
export function dropChecker(): void {
  delete keeper[KEPT];
}

function adopted(program: ts.Program): ts.TypeChecker | null {
  const kept = keeper[KEPT];
  if (kept === undefined || kept.left === 0 || kept.options !== optionsOf(program)) return null;
  const files = new Set(program.getSourceFiles());
  for (const file of files) {
    const known = kept.files.get(file.fileName);
    if (known === undefined ? !isSelfContained(file) || served.has(file) : known !== file) return null;
  }
  if (kept.globals.some((file) => !files.has(file))) return null;
  kept.left--;
  kept.serve(program);
  return kept.checker;
}

/** The options of the checker; `paths` and the like only lead to files. */
function optionsOf(program: ts.Program): string {
  const { paths, pathsBasePath, baseUrl, ignoreDeprecations, ...options } = program.getCompilerOptions();
  return JSON.stringify(options);
}

/** A module in TypeScript that declares nothing outside itself. */
function isSelfContained(file: InternalFile): boolean {
  return (
    file.externalModuleIndicator !== undefined &&
    file.commonJsModuleIndicator === undefined &&
    file.jsGlobalAugmentations === undefined &&
    !file.moduleAugmentations?.length &&
    !file.ambientModuleNames?.length &&
    !file.statements.some(ts.isNamespaceExportDeclaration) &&
    (file.flags & ts.NodeFlags.JavaScriptFile) === 0
  );
}

/** What the kept checker said of a node, at the node: in a snapshot, tables take much longer to come to life. */
const SAID = Symbol.for("ingot.said");

interface Said {
  /** Types of two checkers do not mix, and a process may keep one after the other. */
  readonly by: ts.TypeChecker;
  type: ts.Type | null;
  /** Null for none, undefined when nobody asked. */
  symbol: ts.Symbol | null | undefined;
}

/** The checker, which works out once what type a node has, and which symbol. */
function remembering(checker: ts.TypeChecker): ts.TypeChecker {
  const result = Object.create(checker) as ts.TypeChecker;
  const said = (node: ts.Node & { [SAID]?: Said }): Said => {
    const known = node[SAID];
    if (known?.by === checker) return known;
    const made: Said = { by: checker, type: null, symbol: undefined };
    node[SAID] = made;
    return made;
  };
  result.getTypeAtLocation = (node) => {
    const known = said(node);
    known.type ??= checker.getTypeAtLocation(node);
    return known.type;
  };
  result.getSymbolAtLocation = (node) => {
    const known = said(node);
    if (known.symbol === undefined) known.symbol = checker.getSymbolAtLocation(node) ?? null;
    return known.symbol ?? undefined;
  };
  return result;
}
