// From an entry file to a checked TypeScript program, with Ingot's own library sources beside the user's.
//
// The only place that creates a `ts.Program`. Type errors come back as diagnostics with TypeScript's own
// text; nothing is lowered while there are any.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { checkerOf, isKnownSound } from "./checker.ts";
import { earlyErrors } from "./early-errors.ts";
import { isErased, runtimeImport } from "./erased-imports.ts";
import { isJavaScript } from "./javascript.ts";
import { libraryFile } from "./library-files.ts";
import { missingImports } from "./missing-imports.ts";
import { isBuiltin, isInPackage, missingNodeModule, type Platform } from "./node-modules.ts";
import { withNullableTypes } from "./nullable-types.ts";
import { isBehindQuestion } from "./other-environments.ts";
import { JSON_MODULE, Packages, runningModule, sourceModule } from "./packages.ts";
import { programConfig } from "./program-config.ts";

export interface ProgramOptions {
  /** Absolute path of the program's first file. */
  readonly entry: string;
  /** Further root files: runtime/lang and start code. */
  readonly roots: readonly string[];
  /** Module names such as "ingot/net", and absolute files that another stands in for, -> absolute file. */
  readonly modules: ReadonlyMap<string, string>;
  /** Whether an imported file stands for a module that `assetSource` gives, by absolute path. */
  readonly isAsset?: (file: string) => boolean;
  readonly assetSource?: (file: string) => string | null;
  /** Absolute folder of the package (holds runtime/lang/ambient.d.ts). */
  readonly packageRoot: string;
  /** Where the program will run. Default: the host. */
  readonly platform?: Platform | undefined;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ["lib.es2023.d.ts"],
  types: [],
  strict: true,
  allowJs: true,
  checkJs: false,
  maxNodeModuleJsDepth: 99,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  useDefineForClassFields: true,
  isolatedModules: false,
};

/** An asset as a module: `page.html` becomes `page.html.asset.ts`, which no folder holds. */
const ASSET_SUFFIX = ".asset.ts";

/** Programs that their own configuration accepts although they are not strict: the same files under its options. */
const ownChecks = new WeakMap<ts.Program, ts.Program>();

export function createProgram(options: ProgramOptions): ts.Program {
  const config = programConfig(options.entry);
  const strict: ts.CompilerOptions = { ...OPTIONS, ...config.paths };
  const host = ts.createCompilerHost(strict, true);
  const readSourceFile = host.getSourceFile.bind(host);
  const packages = new Packages(host, options.modules, options.packageRoot, options.platform ?? "host");
  host.getSourceFile = (name, version, onError, fresh) => {
    const made = packages.source(name, ts.ScriptTarget.ES2023);
    if (made !== null) return made;
    if (name.endsWith(ASSET_SUFFIX)) {
      const text = options.assetSource?.(name.slice(0, -ASSET_SUFFIX.length)) ?? null;
      if (text !== null) return ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
    }
    const own =
      name.startsWith(`${options.packageRoot}/`) && !name.startsWith(`${options.packageRoot}/test/`);
    if (!name.endsWith(".d.ts") && !own) return readSourceFile(name, version, onError, fresh);
    return libraryFile(name, own, readSourceFile, version, onError, fresh);
  };
  host.resolveModuleNameLiterals = (literals, containing, redirected, compilerOptions) =>
    literals.map(({ text }) => {
      const asset = join(dirname(containing), text);
      if (text.startsWith(".") && options.isAsset?.(asset) === true && existsSync(asset))
        return sourceModule(`${asset}${ASSET_SUFFIX}`);
      return packages.resolve(text, containing, redirected, compilerOptions);
    });
  const ambient = join(options.packageRoot, "runtime/lang/ambient.d.ts");
  const buffers = join(options.packageRoot, "runtime/lang/buffer-types.d.ts");
  // `/// <reference types="node" />`: what there is of Node is declared here; its own declarations promise more.
  host.resolveTypeReferenceDirectiveReferences = (references, containing, redirected, compilerOptions) =>
    references.map((reference) => {
      const name = typeof reference === "string" ? reference : reference.fileName;
      return name === "node" && existsSync(ambient)
        ? { resolvedTypeReferenceDirective: { primary: true, resolvedFileName: ambient } }
        : ts.resolveTypeReferenceDirective(name, containing, compilerOptions, host, redirected);
    });
  let rootNames = [options.entry, ...options.roots, ...(existsSync(ambient) ? [ambient] : [])];
  const asWritten = host.getSourceFile;
  if (config.mayBeNull) {
    host.getSourceFile = (name, version, onError, fresh) => {
      const file = asWritten(name, version, onError, fresh);
      if (file === undefined || !isOfProgram(name, options.packageRoot)) return file;
      return ts.createSourceFile(name, withNullableTypes(file), version, true);
    };
  }
  let program = ts.createProgram({ rootNames, options: strict, host });
  // JavaScript behind declarations, which the checker does not look for, and what that imports in turn.
  for (let more = packages.missing(program); more.length > 0; more = packages.missing(program)) {
    rootNames = [...rootNames, ...more];
    program = ts.createProgram({ rootNames, options: strict, host, oldProgram: program });
  }
  const language = (file: ts.SourceFile): boolean =>
    program.isSourceFileDefaultLibrary(file) || file.fileName === ambient || file.fileName === buffers;
  packages.link(program, language);
  if (config.strictness !== null) {
    host.getSourceFile = asWritten;
    ownChecks.set(
      program,
      ts.createProgram({ rootNames, options: { ...strict, ...config.strictness }, host }),
    );
  }
  return program;
}

/** True for TypeScript that the program's author wrote, as opposed to packages, declarations and Ingot's own modules. */
function isOfProgram(file: string, packageRoot: string): boolean {
  if (!/(?<!\.d)\.[cm]?ts$/.test(file) || file.includes("/node_modules/")) return false;
  return !["runtime", "hal", "boards", "sdk"].some((folder) => file.startsWith(`${packageRoot}/${folder}/`));
}

/**
 * TypeScript's own errors, passed through as E1001. Files for which `isOwn` holds are checked by Ingot's own
 * tests and not again for every program.
 */
export function programDiagnostics(program: ts.Program, isOwn: (file: string) => boolean): Diagnostic[] {
  const strict = diagnosticsOf(program, isOwn);
  const own = ownChecks.get(program);
  return strict.length === 0 || own === undefined ? strict : diagnosticsOf(own, isOwn);
}

function diagnosticsOf(program: ts.Program, isOwn: (file: string) => boolean): Diagnostic[] {
  const files = checkedFiles(program, isOwn);
  const isSound = isKnownSound(program, files);
  const all = [
    ...program.getOptionsDiagnostics(),
    ...(isSound ? [] : program.getGlobalDiagnostics()),
    ...files.flatMap((f) => [
      ...program.getSyntacticDiagnostics(f),
      ...(isSound ? [] : program.getSemanticDiagnostics(f)),
    ]),
  ];
  const checker = checkerOf(program);
  const found = all
    .filter((d) => d.category === ts.DiagnosticCategory.Error && !isMissingReference(d))
    .filter((d) => !isBehindQuestion(checker, d) && !isUnusedImport(checker, d))
    .map(fromTypeScript);
  // The checker's words where it found something: they are about names, Node's about characters.
  const known = new Set(found.map((d) => d.file));
  for (const f of files) found.push(...missingImports(checker, f));
  return [...found, ...earlyErrors(files.filter((f) => isJavaScript(f) && !known.has(f.fileName)))];
}

/** The program's files, without sources of packages that only comments of their JavaScript name (`import("./types.ts").Kind`). */
function checkedFiles(program: ts.Program, isOwn: (file: string) => boolean): ts.SourceFile[] {
  const files = program.getSourceFiles().filter((f) => !f.isDeclarationFile && !isOwn(f.fileName));
  const mayBeNamed = (f: ts.SourceFile): boolean => isInPackage(f.fileName) && !isJavaScript(f);
  if (!files.some(mayBeNamed)) return files;
  const running = new Set(evaluationOrder(program, program.getRootFileNames()));
  return files.filter((f) => !mayBeNamed(f) || running.has(f));
}

const FILE_NOT_FOUND = 6053;

/** `/// <reference path="node.d.ts" />` to a file that is not there: names that it would declare are reported anyway. */
function isMissingReference(d: ts.Diagnostic): boolean {
  const text = ts.flattenDiagnosticMessageText(d.messageText, " ");
  return d.code === FILE_NOT_FOUND && d.file !== undefined && text.includes(".d.ts'");
}

/** `import { Server } from "http"` whose names no code reads: it loads nothing, so the module need not be there. */
function isUnusedImport(checker: ts.TypeChecker, d: ts.Diagnostic): boolean {
  const { file, start } = d;
  if (file === undefined || start === undefined) return false;
  const statement = file.statements.find((s) => s.pos <= start && start < s.end);
  if (statement === undefined || !ts.isImportDeclaration(statement)) return false;
  const { moduleSpecifier } = statement;
  if (!ts.isStringLiteral(moduleSpecifier) || start !== moduleSpecifier.getStart(file)) return false;
  return isBuiltin(moduleSpecifier.text) && isErased(checker, statement);
}

/** Errors for a module name that leads nowhere: TypeScript takes some of Node's for names of a missing package. */
const NO_MODULE = /^Cannot find (?:module|name) '([^']+)'/;

function fromTypeScript(d: ts.Diagnostic): Diagnostic {
  const found = placed(d);
  const module = NO_MODULE.exec(found.message)?.[1];
  if (module === undefined || !isBuiltin(module) || !/['"`]/.test(d.file?.text[d.start ?? 0] ?? ""))
    return found;
  return { ...found, code: "E2001", ...missingNodeModule(module) };
}

function placed(d: ts.Diagnostic): Diagnostic {
  const message = `${ts.flattenDiagnosticMessageText(d.messageText, "\n  ")} (TS${d.code})`;
  if (d.file === undefined || d.start === undefined) return { code: "E1001", severity: "error", message };
  const { line, character } = d.file.getLineAndCharacterOfPosition(d.start);
  return {
    code: "E1001",
    severity: "error",
    message,
    file: d.file.fileName.replace(JSON_MODULE, ".json"),
    line: line + 1,
    column: character + 1,
    length: d.length ?? 1,
  };
}

/**
 * Source files in the order ECMA-262 evaluates them: every module after the modules it imports, in order of
 * import, cycles broken where they close (InnerModuleEvaluation).
 */
export function evaluationOrder(program: ts.Program, roots: readonly string[]): ts.SourceFile[] {
  const order: ts.SourceFile[] = [];
  const seen = new Set<ts.SourceFile>();
  const checker = checkerOf(program);
  const visit = (file: ts.SourceFile): void => {
    if (seen.has(file) || file.isDeclarationFile) return;
    seen.add(file);
    for (const statement of file.statements) {
      const specifier = runtimeImport(checker, statement);
      if (specifier === null) continue;
      const target = runningModule(checker, specifier);
      if (target !== null) visit(target);
    }
    order.push(file);
  };
  for (const root of roots) {
    const file = program.getSourceFile(root);
    if (file !== undefined) visit(file);
  }
  return order;
}

/** Files of modules that `import()` names in `files`, and in those modules again. */
export function dynamicTargets(program: ts.Program, files: readonly ts.SourceFile[]): string[] {
  const checker = checkerOf(program);
  const found = new Set<string>();
  const seen = new Set(files);
  const scan = (file: ts.SourceFile): void => {
    if (!/\bimport\s*\(/.test(file.text)) return;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        const [specifier] = node.arguments;
        const target = specifier === undefined ? null : runningModule(checker, specifier);
        if (target !== null && !found.has(target.fileName)) {
          found.add(target.fileName);
          for (const f of evaluationOrder(program, [target.fileName])) {
            if (seen.has(f)) continue;
            seen.add(f);
            scan(f);
          }
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  };
  for (const file of files) scan(file);
  return [...found];
}
