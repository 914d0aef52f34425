// Lowering of module code: what runs when the program starts, in evaluation order.
//
// The user's modules run whole. Modules of Ingot itself (runtime, hal, generated board code) only declare:
// a variable of theirs is initialised when something reached uses it, so that unused library code vanishes.

import ts from "typescript";
import { FuncBuilder, fn, undef } from "../ir/build.ts";
import type { Func } from "../ir/types.ts";
import { prefixLength } from "./commonjs.ts";
import { startedExports } from "./commonjs-calls.ts";
import { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import type { FunctionInstance, Lowering } from "./lowering.ts";
import { runningModule } from "./packages.ts";
import { notYet } from "./refuse.ts";
import { EMPTY_ENV } from "./reps.ts";
import { classStatics, eachName, hoistVars, statement } from "./statements.ts";
import type { FunctionNode } from "./syntax.ts";

/** Lowers the user's modules and plans the library's; `finish` writes the entry function at the end. */
export function lowerModules(lowering: Lowering): { finish(): void } {
  const initialisers: { file: ts.SourceFile; func: Func }[] = [];
  for (const file of lowering.input.files) {
    if (lowering.input.isLibraryFile(file.fileName)) continue;
    findLateGlobals(lowering, file);
  }
  for (const file of lowering.input.files) {
    if (lowering.input.isLibraryFile(file.fileName)) continue;
    const func = moduleFunction(lowering, file);
    lowering.moduleFunctions.set(file, func);
    initialisers.push({ file, func });
    if (func.isAsync && !lowering.input.programs.some((p) => p.includes(file))) {
      lowering.guard(() =>
        notYet(file, "`import()` of a module with `await` at its top level", "import it by a declaration"),
      );
    }
  }
  return { finish: () => writeEntry(lowering, initialisers) };
}

function moduleFunction(lowering: Lowering, file: ts.SourceFile): Func {
  const instance = pseudoInstance(lowering, file, "module", containsTopLevelAwait(file));
  const fx = new FunctionLowering(lowering, instance);
  hoistVars(fx, file);
  if (prefixLength(file) > 0) fx.thisOperand = startedExports(fx);
  const { isAsync } = instance.func;
  if (isAsync) callLanguage(fx, "moduleBegins", []);
  fx.block(file.statements);
  if (isAsync && !fx.fb.isClosed) callLanguage(fx, "moduleEnds", []);
  if (!fx.fb.isClosed) fx.fb.terminate({ op: "return", value: null });
  return instance.func;
}

function pseudoInstance(lowering: Lowering, node: ts.Node, name: string, isAsync: boolean): FunctionInstance {
  const file = lowering.input.relative(node.getSourceFile().fileName);
  const builder = lowering.builder.newFunc(`${file}:${name}`, "");
  builder.func.isAsync = isAsync;
  builder.func.result = isAsync ? "ref" : "void";
  builder.func.loc = { file, line: 1, column: 1 };
  return {
    node: node as FunctionNode,
    env: EMPTY_ENV,
    func: builder.func,
    builder,
    params: [],
    returns: isAsync ? "ref" : "void",
  };
}

/** The function that initialises one variable statement of a library module. */
export function libraryInitialiser(lowering: Lowering, declaration: ts.VariableDeclaration): Func {
  const names: string[] = [];
  eachName(declaration.name, (n) => names.push(n.text));
  return initialiser(lowering, declaration, names.join("_"), (fx) => {
    const list = declaration.parent as ts.VariableDeclarationList;
    statement(fx, list.parent as ts.VariableStatement);
  });
}

/** Runs the static initialisers and blocks of a library class. */
export function staticsInitialiser(lowering: Lowering, cls: ts.ClassLikeDeclaration): Func {
  return initialiser(lowering, cls, cls.name?.text ?? "class", (fx) => classStatics(fx, cls));
}

function initialiser(
  lowering: Lowering,
  node: ts.Node,
  name: string,
  write: (fx: FunctionLowering) => void,
): Func {
  const instance = pseudoInstance(lowering, node, `${name}.init`, false);
  instance.func.isInitialiser = true;
  lowering.defer(() => {
    const fx = new FunctionLowering(lowering, instance);
    lowering.guard(() => write(fx));
    if (!fx.fb.isClosed) fx.fb.terminate({ op: "return", value: null });
  });
  return instance.func;
}

/** Library variables first, in evaluation order, then the modules of the program that runs. */
function writeEntry(lowering: Lowering, modules: readonly { file: ts.SourceFile; func: Func }[]): void {
  const fb = new FuncBuilder(lowering.builder.module.entry);
  for (const global of lowering.variables.hoisted())
    fb.emit({ op: "set_global", global, value: undef("value") });
  for (const { global, func } of lowering.variables.assignedFunctions) {
    const boxed = fb.temp("value");
    fb.emit({ op: "convert", dst: boxed.local, how: "box", a: fn(func) });
    fb.emit({ op: "set_global", global, value: boxed });
  }
  for (const file of lowering.input.files) {
    for (const func of lowering.variables.initialisersOf(file)) call(fb, func);
  }
  const { programs } = lowering.input;
  const own = (program: readonly ts.SourceFile[]): Func[] =>
    program.flatMap((file) => modules.filter((m) => m.file === file).map((m) => m.func));
  if (programs.length === 1) runModules(lowering, fb, own(programs[0]!));
  else {
    const selected = fb.temp("i32");
    fb.emit({ op: "runtime", dst: selected.local, name: "selected_program", args: [] });
    const end = fb.newBlock();
    const cases = programs.map((_, value) => ({ value, to: fb.newBlock() }));
    fb.terminate({ op: "switch", on: selected, cases, default: end });
    programs.forEach((program, i) => {
      fb.startBlock(cases[i]!.to);
      runModules(lowering, fb, own(program));
      fb.terminate({ op: "jump", to: end });
    });
    fb.startBlock(end);
  }
  fb.terminate({ op: "return", value: null });
}

function call(fb: FuncBuilder, func: Func): void {
  fb.emit({ op: "call", dst: null, func, env: null, args: [] });
}

/**
 * Runs the modules in order. With `await` at the top level of one, they all run in an async function, in which
 * later modules wait (ECMA-262 ExecuteAsyncModule).
 */
function runModules(lowering: Lowering, outer: FuncBuilder, modules: readonly Func[]): void {
  if (!modules.some((m) => m.isAsync)) {
    for (const m of modules) call(outer, m);
    return;
  }
  const fb = lowering.builder.newFunc("ingot:modules", "");
  fb.func.isAsync = true;
  fb.func.result = "ref";
  outer.emit({ op: "call", dst: outer.temp("ref").local, func: fb.func, env: null, args: [] });
  for (const m of modules) {
    if (!m.isAsync) {
      call(fb, m);
      continue;
    }
    const promise = fb.temp("ref");
    fb.emit({ op: "call", dst: promise.local, func: m, env: null, args: [] });
    const boxed = fb.temp("value");
    fb.emit({ op: "convert", dst: boxed.local, how: "box", a: promise });
    fb.emit({ op: "await", dst: fb.temp("value").local, a: boxed });
  }
  fb.terminate({ op: "return", value: null });
}

function containsTopLevelAwait(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
  if (ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)) return false;
  return ts.forEachChild(node, (c) => containsTopLevelAwait(c) || undefined) ?? false;
}

/**
 * Marks variables that code could see before their initialisation: those declared after a statement that may
 * call functions of this module. Imported modules have finished by then, unless the imports form a cycle.
 */
function findLateGlobals(lowering: Lowering, file: ts.SourceFile): void {
  const cyclic = isInCycle(lowering, file);
  let quiet = !cyclic;
  for (const s of file.statements) {
    if (ts.isVariableStatement(s)) {
      for (const d of s.declarationList.declarations) {
        const callsFirst = quiet && d.initializer !== undefined && mayCallBack(lowering, d.initializer);
        if (callsFirst) quiet = false;
        const blockScoped = (s.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0;
        if (!quiet && blockScoped) {
          eachName(d.name, (n) => {
            const symbol = lowering.checker.getSymbolAtLocation(n);
            if (symbol !== undefined && (cyclic || lowering.captures.isCapturedGlobal(symbol)))
              lowering.variables.late.add(symbol);
          });
        }
      }
    } else if (ts.isExportAssignment(s)) {
      if (quiet && mayCallBack(lowering, s.expression)) quiet = false;
      const symbol = lowering.checker.getSymbolAtLocation(file)?.exports?.get(ts.InternalSymbolName.Default);
      if (!quiet && symbol !== undefined && !s.isExportEquals) lowering.variables.late.add(symbol);
    } else if (!isDeclarationOnly(s) && quiet && mayCallBack(lowering, s)) quiet = false;
  }
}

function isDeclarationOnly(s: ts.Statement): boolean {
  return (
    ts.isFunctionDeclaration(s) ||
    ts.isInterfaceDeclaration(s) ||
    ts.isTypeAliasDeclaration(s) ||
    ts.isEnumDeclaration(s) ||
    ts.isImportDeclaration(s) ||
    ts.isExportDeclaration(s) ||
    (ts.isClassDeclaration(s) &&
      !s.members.some(
        (m) =>
          (ts.getCombinedModifierFlags(m as ts.Declaration) & ts.ModifierFlags.Static) !== 0 ||
          ts.isClassStaticBlockDeclaration(m),
      ))
  );
}

/** True unless the code certainly runs no function of this file. */
function mayCallBack(lowering: Lowering, node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const symbol = lowering.checker.getSymbolAtLocation(node.expression);
    const target = symbol === undefined ? undefined : lowering.unalias(symbol);
    const declared = target?.valueDeclaration?.getSourceFile();
    const foreign = declared !== undefined && declared !== node.getSourceFile();
    const plain = (node.arguments ?? []).every(
      (a) => !ts.isFunctionLike(a) && !ts.isIdentifier(a) && !ts.isObjectLiteralExpression(a),
    );
    if (!foreign || !plain) return true;
  }
  if (ts.isTaggedTemplateExpression(node) || ts.isAwaitExpression(node)) return true;
  return ts.forEachChild(node, (c) => mayCallBack(lowering, c) || undefined) ?? false;
}

function isInCycle(lowering: Lowering, start: ts.SourceFile): boolean {
  const seen = new Set<ts.SourceFile>();
  const visit = (file: ts.SourceFile): boolean => {
    for (const s of file.statements) {
      if (!ts.isImportDeclaration(s) && !ts.isExportDeclaration(s)) continue;
      const target =
        s.moduleSpecifier === undefined ? null : runningModule(lowering.checker, s.moduleSpecifier);
      if (target === null) continue;
      if (target === start) return true;
      if (seen.has(target)) continue;
      seen.add(target);
      if (visit(target)) return true;
    }
    return false;
  };
  return visit(start);
}
