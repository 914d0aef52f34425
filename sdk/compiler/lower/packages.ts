// Where the modules of a program come from: TypeScript's resolution for types, Node's for what runs.
//
// A package of JavaScript with declarations has two files for one name: the checker reads the declarations, and the
// JavaScript beside them is compiled, untyped. CommonJS and JSON modules are given the form of ECMAScript modules.

import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import ts from "typescript";
import {
  COMMON,
  commonFile,
  commonSource,
  importedName,
  importedSource,
  isCommon,
  requiredJson,
  SUPPORT,
} from "./commonjs.ts";
import { nodeModuleFile, type Platform } from "./node-modules.ts";
import { type ImportKind, isScript, resolveAsNode } from "./node-resolution.ts";

export const JSON_MODULE = /\.json\.ts$/;

/** Declaration files of packages and of the program, as opposed to those of the language. */
const foreign = new WeakSet<ts.SourceFile>();

/** True for a declaration file that does not describe the language library. */
export function isForeignDeclaration(file: ts.SourceFile): boolean {
  return foreign.has(file);
}

/** For each module, what runs for the names it imports, where that is another file than the checker's. */
const running = new WeakMap<ts.SourceFile, Map<string, ts.SourceFile>>();

/**
 * The source that runs for a module name written in the program; null where there is none, as for packages that only
 * declare types.
 */
export function runningModule(checker: ts.TypeChecker, specifier: ts.Expression): ts.SourceFile | null {
  const known = runningInstead(specifier);
  if (known !== null) return known;
  const file = checker.getSymbolAtLocation(specifier)?.declarations?.find(ts.isSourceFile);
  return file === undefined || file.isDeclarationFile ? null : file;
}

/** The source that runs for a module name whose types come from declarations; null for all other names. */
export function runningInstead(specifier: ts.Expression): ts.SourceFile | null {
  if (!ts.isStringLiteralLike(specifier)) return null;
  return running.get(specifier.getSourceFile())?.get(specifier.text) ?? null;
}

/** The name under which the first module of a program is read. */
export function firstModule(file: string): string {
  const common = isScript(file) && existsSync(file) && isCommon(file, readFileSync(file, "utf8"));
  return common ? importedName(file) : file;
}

export class Packages {
  private readonly host: ts.CompilerHost;
  private readonly modules: ReadonlyMap<string, string>;
  private readonly packageRoot: string;
  private readonly platform: Platform;
  private readonly support: string;
  private readonly common = new Map<string, boolean>();
  /** File -> name of a module -> file that runs instead of the declarations. */
  private readonly instead = new Map<string, Map<string, string>>();

  constructor(
    host: ts.CompilerHost,
    modules: ReadonlyMap<string, string>,
    packageRoot: string,
    platform: Platform,
  ) {
    this.host = host;
    this.modules = modules;
    this.packageRoot = packageRoot;
    this.platform = platform;
    this.support = `${packageRoot}/runtime/lang/commonjs.ts`;
  }

  /** Files that run and that nothing has brought into `program` yet. */
  missing(program: ts.Program): string[] {
    const all = [...this.instead.values()].flatMap((names) => [...names.values()]);
    return [...new Set(all)].filter((file) => program.getSourceFile(file) === undefined);
  }

  /** Notes for the modules of the finished program what runs. */
  link(program: ts.Program, isLanguage: (file: ts.SourceFile) => boolean): void {
    for (const file of program.getSourceFiles()) {
      if (file.isDeclarationFile && !isLanguage(file)) foreign.add(file);
      const names = this.instead.get(file.fileName);
      if (names === undefined) continue;
      const found = [...names].map(([name, path]) => [name, program.getSourceFile(path)!] as const);
      running.set(file, new Map(found));
    }
  }

  /** Sources that are not read as they stand: JSON and CommonJS modules. Null for all others. */
  source(name: string, version: ts.ScriptTarget): ts.SourceFile | null {
    if (JSON_MODULE.test(name) && !existsSync(name)) return jsonModule(name, version);
    const common = commonFile(name);
    if (common !== null) return importedSource(common, version);
    const json = requiredJson(name);
    if (json !== null) return commonSource(name, `module.exports = ${jsonText(json)};`, this.platform);
    if (!isScript(name) || !existsSync(name) || !this.isCommon(name)) return null;
    return commonSource(name, readFileSync(name, "utf8"), this.platform);
  }

  private isCommon(file: string): boolean {
    let known = this.common.get(file);
    if (known === undefined) {
      known = isCommon(file, readFileSync(file, "utf8"));
      this.common.set(file, known);
    }
    return known;
  }

  resolve(
    name: string,
    containing: string,
    redirected: ts.ResolvedProjectReference | undefined,
    options: ts.CompilerOptions,
  ): ts.ResolvedModuleWithFailedLookupLocations {
    const mapped = this.modules.get(name);
    if (mapped !== undefined) return sourceModule(mapped);
    const builtin = nodeModuleFile(name, this.platform, containing);
    if (builtin !== null) return sourceModule(`${this.packageRoot}/${builtin}`);
    const own = commonFile(containing) ?? containing;
    if (isScript(own)) {
      if (name === SUPPORT) return sourceModule(this.support);
      if (name.startsWith(COMMON)) return sourceModule(name.slice(COMMON.length));
    }
    const found = ts.resolveModuleName(name, containing, options, this.host, undefined, redirected);
    const file = found.resolvedModule?.resolvedFileName;
    const standIn = file === undefined ? undefined : this.modules.get(file);
    if (standIn !== undefined) return sourceModule(standIn);
    if (isDeclaration(containing)) return found;
    if (file !== undefined && !isDeclaration(file) && extname(file) !== ".json" && !isScript(file))
      return found;
    const runs = this.running(name, containing, file);
    if (runs === null) return found;
    // JavaScript is never checked: there the declarations have nothing to say.
    if (isScript(own) || file === undefined || !isDeclaration(file)) return sourceModule(runs);
    const names = this.instead.get(containing) ?? new Map<string, string>();
    this.instead.set(containing, names.set(name, runs));
    return found;
  }

  private running(name: string, containing: string, checked: string | undefined): string | null {
    const kinds: ImportKind[] = ["import", "require"];
    let file: string | null = null;
    // TypeScript adds extensions to the names of files, and so do the bundlers that its programs are made for.
    for (const kind of kinds) file ??= resolveAsNode(name, containing, kind);
    if (file === null && checked !== undefined && !isDeclaration(checked)) file = checked;
    if (file === null) return null;
    if (extname(file) === ".json") return `${file}.ts`;
    if (!isScript(file)) return null;
    return this.isCommon(file) ? importedName(file) : file;
  }
}

function isDeclaration(file: string): boolean {
  return /\.d\.[cm]?ts$/.test(file);
}

/** A module name that leads to a source file. */
export function sourceModule(file: string): ts.ResolvedModuleWithFailedLookupLocations {
  const extension = isScript(file) ? ts.Extension.Js : ts.Extension.Ts;
  const resolvedModule = { resolvedFileName: file, extension, isExternalLibraryImport: false };
  return { resolvedModule } as ts.ResolvedModuleWithFailedLookupLocations;
}

/** A JSON module as TypeScript: `data.json` becomes `data.json.ts`, which no folder holds. */
function jsonModule(name: string, version: ts.ScriptTarget): ts.SourceFile {
  const text = `const json = ${jsonText(name.slice(0, -".ts".length))};\nexport default json;\n`;
  return ts.createSourceFile(name, text, version, true);
}

/** The JSON of a file as an expression. */
function jsonText(file: string): string {
  const json = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  // In JSON this key is like any other, in a literal it sets the prototype.
  return json.replace(/(?<!\\)"__proto__"(?=\s*:)/g, '["__proto__"]');
}
