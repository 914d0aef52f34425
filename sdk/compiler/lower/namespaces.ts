// Modules as objects (`import * as ns` used as a value) and default exports that are expressions.
//
// Namespace members that are named in the source never come here: they are read as the variables they are. The
// object is made where it is first needed and kept.

import ts from "typescript";
import { type FuncBuilder, i32, nul, str, undef } from "../ir/build.ts";
import type { Func, Global, Operand } from "../ir/types.ts";
import { symbolValue } from "./expressions.ts";
import { FunctionLowering } from "./function.ts";
import { callLanguage } from "./iteration.ts";
import type { Lowering } from "./lowering.ts";
import { madeOnce, PerLowering } from "./made-once.ts";
import { isForeignDeclaration, runningInstead, runningModule } from "./packages.ts";
import { EMPTY_ENV } from "./reps.ts";
import { type FunctionNode, skipOuter } from "./syntax.ts";

/** P_ENUMERABLE and P_FIXED of internal.h: no export can be deleted. */
const EXPORT = 5;

/** The `export default expression` that is `symbol`'s declaration, or null; functions and classes are named. */
export function defaultExport(symbol: ts.Symbol): ts.ExportAssignment | null {
  const found = symbol.declarations?.find(ts.isExportAssignment);
  return found === undefined || found.isExportEquals === true ? null : found;
}

/**
 * Follows imports and re-exports to what they name. `export default name` exports the value that `name` had then
 * (ECMA-262 ExportDeclaration evaluation), so the way ends there, unless `name` never changes. Where a package has
 * declarations, the way leads on into the JavaScript beside them.
 */
export function resolveAlias(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  const step = (checker as unknown as { getImmediateAliasedSymbol(s: ts.Symbol): ts.Symbol | undefined })
    .getImmediateAliasedSymbol;
  let at = symbol;
  let from: ts.Symbol | null = null;
  while (at.flags & ts.SymbolFlags.Alias) {
    const exported = defaultExport(at);
    if (exported !== null && !isFixedName(checker, exported.expression)) return at;
    const next = behindDeclarations(checker, at) ?? step(at);
    if (next === undefined) return checker.getAliasedSymbol(symbol);
    from = at;
    at = next;
  }
  return from === null ? at : (throughStar(checker, from, at) ?? at);
}

/** The global that a constant of a module of Node stands for: `Buffer` of `buffer`. Any other symbol as it is. */
export function behindNodeModule(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  const d = symbol.valueDeclaration;
  if (symbol.name !== "NodeBuffer" || d === undefined || !ts.isVariableDeclaration(d)) return symbol;
  if (!d.getSourceFile().fileName.endsWith("/runtime/node/buffer.ts") || d.initializer === undefined)
    return symbol;
  return checker.getSymbolAtLocation(skipOuter(d.initializer)) ?? symbol;
}

/** What an import from a package names in the JavaScript that runs; null where the checker's answer holds. */
function behindDeclarations(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol | null {
  for (const d of symbol.declarations ?? []) {
    const from = importedFrom(d);
    const file = from === null ? null : runningInstead(from.specifier);
    const module = file === null ? undefined : checker.getSymbolAtLocation(file);
    if (module === undefined) continue;
    return from!.name === null ? module : exportOf(checker, module, from!.name);
  }
  return null;
}

/** The module and the export (null: all of it) that a part of an import or export declaration names. */
function importedFrom(d: ts.Node): { specifier: ts.Expression; name: string | null } | null {
  if (ts.isImportSpecifier(d) || ts.isExportSpecifier(d)) {
    const around = ts.isImportSpecifier(d) ? d.parent.parent.parent : d.parent.parent;
    const specifier = around.moduleSpecifier;
    return specifier === undefined ? null : { specifier, name: (d.propertyName ?? d.name).text };
  }
  if (ts.isImportClause(d)) return { specifier: d.parent.moduleSpecifier, name: "default" };
  if (ts.isNamespaceImport(d)) return { specifier: d.parent.parent.moduleSpecifier, name: null };
  if (ts.isNamespaceExport(d) && d.parent.moduleSpecifier !== undefined)
    return { specifier: d.parent.moduleSpecifier, name: null };
  return null;
}

function exportOf(checker: ts.TypeChecker, module: ts.Symbol, name: string): ts.Symbol | null {
  return checker.tryGetMemberInModuleExports(name, module) ?? null;
}

/** `export * from "package"`: the checker goes straight to the declarations, past the module that runs. */
function throughStar(checker: ts.TypeChecker, from: ts.Symbol, found: ts.Symbol): ts.Symbol | null {
  const declared = found.declarations?.[0]?.getSourceFile();
  if (declared === undefined || !isForeignDeclaration(declared)) return null;
  for (const d of from.declarations ?? []) {
    const way = importedFrom(d);
    const file = way === null ? null : runningModule(checker, way.specifier);
    if (file !== null && way!.name !== null) return starExport(checker, file, way!.name, new Set());
  }
  return null;
}

function starExport(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  name: string,
  seen: Set<ts.SourceFile>,
): ts.Symbol | null {
  if (seen.has(file)) return null;
  seen.add(file);
  for (const s of file.statements) {
    if (!ts.isExportDeclaration(s) || s.exportClause !== undefined || s.moduleSpecifier === undefined)
      continue;
    const instead = runningInstead(s.moduleSpecifier);
    const module = instead === null ? undefined : checker.getSymbolAtLocation(instead);
    const found = module === undefined ? null : exportOf(checker, module, name);
    if (found !== null) return resolveAlias(checker, found);
    const next = instead === null ? runningModule(checker, s.moduleSpecifier) : null;
    const deeper = next === null ? null : starExport(checker, next, name, seen);
    if (deeper !== null) return deeper;
  }
  return null;
}

/** `ns.name` where `ns` stands for a package with declarations: the export that runs; null for other names. */
export function memberBehindDeclarations(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | null {
  const access = node.parent;
  if (!ts.isIdentifier(node) || !ts.isPropertyAccessExpression(access) || access.name !== node) return null;
  if (!ts.isIdentifier(access.expression)) return null;
  const left = checker.getSymbolAtLocation(access.expression);
  if (left === undefined || !(left.flags & ts.SymbolFlags.Alias)) return null;
  const module = resolveAlias(checker, left);
  const file =
    module.flags & ts.SymbolFlags.ValueModule ? module.declarations?.find(ts.isSourceFile) : undefined;
  if (file === undefined || file.isDeclarationFile) return null;
  const plain = checker.getSymbolAtLocation(node)?.declarations?.[0]?.getSourceFile();
  if (plain === undefined || !isForeignDeclaration(plain)) return null;
  const direct = exportOf(checker, module, node.text);
  const declared = direct?.declarations?.[0]?.getSourceFile();
  if (declared !== undefined && !declared.isDeclarationFile) return direct;
  return starExport(checker, file, node.text, new Set());
}

function isFixedName(checker: ts.TypeChecker, e: ts.Expression): boolean {
  if (!ts.isIdentifier(e)) return false;
  const named = checker.getSymbolAtLocation(e);
  if (named === undefined) return true;
  const target = named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
  const d = target.valueDeclaration;
  if (d === undefined || !ts.isVariableDeclaration(d)) return true;
  return (ts.getCombinedNodeFlags(d) & ts.NodeFlags.Const) !== 0;
}

const objects = new PerLowering<ts.Symbol, { readonly global: Global; readonly make: Func }>();

/** The module namespace object of `module`: its exports in the order of their names, live and not writable. */
export function namespaceObject(fx: FunctionLowering, module: ts.Symbol): Operand {
  const { lowering } = fx;
  const { global, make } = objects.of(lowering, module, () => ({
    global: lowering.builder.newGlobal(`${moduleName(lowering, module)}:namespace`, "ref"),
    make: maker(lowering, module),
  }));
  return madeOnce(fx, global, () => {
    const made = fx.fb.temp("ref");
    fx.fb.emit({ op: "call", dst: made.local, func: make, env: null, args: [] });
    return made;
  });
}

function moduleName(lowering: Lowering, module: ts.Symbol): string {
  const file = module.declarations?.find(ts.isSourceFile);
  return file === undefined ? module.name : lowering.input.relative(file.fileName);
}

/** ModuleNamespaceCreate: the function that makes the object. */
function maker(lowering: Lowering, module: ts.Symbol): Func {
  const fb = lowering.builder.newFunc(`${moduleName(lowering, module)}:namespace`, "");
  fb.func.result = "ref";
  const fx = bare(lowering, fb, module);
  const object = fx.runtime("new_dict", [], "ref");
  fb.emit({ op: "runtime", dst: null, name: "set_proto", args: [object, nul("ref")] });
  const names = new Map<string, ts.Symbol>();
  for (const exported of lowering.checker.getExportsOfModule(module)) {
    const target = runningExport(lowering, module, exported);
    if (target.flags & ts.SymbolFlags.Value || defaultExport(target) !== null)
      names.set(exported.name, target);
  }
  for (const name of [...names.keys()].sort()) {
    const getter = fx.functionValue(getterOf(lowering, module, name, names.get(name)!));
    fb.emit({
      op: "runtime",
      dst: null,
      name: "define_accessor",
      args: [object, str(name), fx.convert(getter, "value"), undef("value"), i32(EXPORT)],
    });
  }
  const seal = lowering.functionInstance(lowering.languageFunction("sealNamespace")!, EMPTY_ENV).func;
  fb.emit({ op: "call", dst: null, func: seal, env: null, args: [object] });
  fb.terminate({ op: "return", value: object });
  return fb.func;
}

/** What an export of a module is, where the checker may have gone past the module that runs. */
function runningExport(lowering: Lowering, module: ts.Symbol, exported: ts.Symbol): ts.Symbol {
  const target = lowering.unalias(exported);
  const declared = target.declarations?.[0]?.getSourceFile();
  const file = module.declarations?.find(ts.isSourceFile);
  if (declared === undefined || file === undefined || !isForeignDeclaration(declared)) return target;
  return starExport(lowering.checker, file, exported.name, new Set()) ?? target;
}

function getterOf(lowering: Lowering, module: ts.Symbol, name: string, target: ts.Symbol): Func {
  const fb = lowering.builder.newFunc(`${moduleName(lowering, module)}:namespace.${name}`, name);
  fb.func.result = "value";
  lowering.defer(() => {
    const fx = bare(lowering, fb, module);
    const node = target.declarations?.[0] ?? module.declarations![0]!;
    const done = lowering.guard(() => {
      fb.terminate({ op: "return", value: fx.convert(symbolValue(fx, target, node), "value") });
    });
    if (!done && !fb.isClosed) fb.terminate({ op: "return", value: undef("value") });
  });
  return fb.func;
}

function bare(lowering: Lowering, fb: FuncBuilder, module: ts.Symbol): FunctionLowering {
  return new FunctionLowering(lowering, {
    node: module.declarations![0] as unknown as FunctionNode,
    env: EMPTY_ENV,
    func: fb.func,
    builder: fb,
    params: [],
    returns: fb.func.result,
  });
}

/** The module that `import("specifier")` names, or null where it is not known at compile time. */
export function importedModule(checker: ts.TypeChecker, node: ts.CallExpression): ts.Symbol | null {
  const specifier = node.arguments[0];
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return null;
  const file = runningModule(checker, specifier);
  return file === null ? null : (checker.getSymbolAtLocation(file) ?? null);
}

const requires = new PerLowering<ts.Symbol, Func>();

/** What require() of the CommonJS module gives, which it runs first unless it has begun. */
export function requiredModule(fx: FunctionLowering, module: ts.Symbol): Operand {
  const func = requires.of(fx.lowering, module, () => requirer(fx.lowering, module));
  const result = fx.fb.temp("value");
  fx.fb.emit({ op: "call", dst: result.local, func, env: null, args: [] });
  return result;
}

function requirer(lowering: Lowering, module: ts.Symbol): Func {
  const name = moduleName(lowering, module);
  const fb = lowering.builder.newFunc(`${name}:require`, "");
  fb.func.result = "value";
  const global = lowering.builder.newGlobal(`${name}:link`, "ref");
  lowering.defer(() => {
    const inner = bare(lowering, fb, module);
    const run = lowering.moduleFunctions.get(module.declarations!.find(ts.isSourceFile)!)!;
    const link = madeOnce(inner, global, () => callLanguage(inner, "linkModule", [inner.functionValue(run)]));
    const exports = callLanguage(inner, "requireModule", [link]);
    fb.terminate({ op: "return", value: inner.convert(exports, "value") });
  });
  return fb.func;
}

const promises = new PerLowering<ts.Symbol, { readonly global: Global; readonly load: Func }>();

/** `import()` of a module linked into the program: it runs once, in a job after the first such call. */
export function dynamicImport(fx: FunctionLowering, module: ts.Symbol): Operand {
  const found = promises.of(fx.lowering, module, () => ({
    global: fx.lowering.builder.newGlobal(`${moduleName(fx.lowering, module)}:promise`, "ref"),
    load: loader(fx.lowering, module),
  }));
  const start = fx.lowering.functionInstance(fx.lowering.languageFunction("importModule")!, EMPTY_ENV).func;
  const before = fx.fb.temp("ref");
  fx.fb.emit({ op: "get_global", dst: before.local, global: found.global });
  const shared = fx.fb.temp("ref");
  const args = [before, fx.functionValue(found.load)];
  fx.fb.emit({ op: "call", dst: shared.local, func: start, env: null, args });
  fx.fb.emit({ op: "set_global", global: found.global, value: shared });
  const own = fx.lowering.functionInstance(fx.lowering.languageFunction("importedModule")!, EMPTY_ENV).func;
  const result = fx.fb.temp("ref");
  fx.fb.emit({ op: "call", dst: result.local, func: own, env: null, args: [shared] });
  return result;
}

function loader(lowering: Lowering, module: ts.Symbol): Func {
  const fb = lowering.builder.newFunc(`${moduleName(lowering, module)}:load`, "");
  fb.func.result = "value";
  lowering.defer(() => {
    const inner = bare(lowering, fb, module);
    for (const func of lowering.laterModules(module))
      fb.emit({ op: "call", dst: null, func, env: null, args: [] });
    fb.terminate({ op: "return", value: inner.convert(namespaceObject(inner, module), "value") });
  });
  return fb.func;
}

/** A function that runs the module `file` unless an earlier call did. */
export function runOnce(lowering: Lowering, file: ts.SourceFile, func: Func): Func {
  const name = lowering.input.relative(file.fileName);
  const fb = lowering.builder.newFunc(`${name}:once`, "");
  fb.func.result = "void";
  const fx = bare(lowering, fb, lowering.checker.getSymbolAtLocation(file)!);
  const global = lowering.builder.newGlobal(`${name}:started`, "bool");
  const started = fb.temp("bool");
  const [run, done] = [fb.newBlock(), fb.newBlock()];
  fb.emit({ op: "get_global", dst: started.local, global });
  fx.branch(started, done, run);
  fb.startBlock(run);
  fb.emit({ op: "set_global", global, value: { kind: "bool", value: true } });
  fb.emit({ op: "call", dst: null, func, env: null, args: [] });
  fb.startBlock(done);
  fb.terminate({ op: "return", value: null });
  return fb.func;
}
