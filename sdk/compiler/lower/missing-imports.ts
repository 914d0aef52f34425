// Imports that the checker does not mind and that fail when the program is linked, as ResolveExport of ECMA-262 does.

import ts from "typescript";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { prefixLength } from "./commonjs.ts";
import { runtimeImport } from "./erased-imports.ts";
import { isJavaScript } from "./javascript.ts";
import { isBuiltin, missingNodeModule } from "./node-modules.ts";
import { runningInstead, runningModule } from "./packages.ts";
import { at } from "./refuse.ts";

/** What `file` asks other modules for and does not get. */
export function missingImports(checker: ts.TypeChecker, file: ts.SourceFile): Diagnostic[] {
  return isJavaScript(file) ? missingModules(checker, file) : missingDefaults(checker, file);
}

/** Imports of a JavaScript module that lead nowhere, which the checker does not mind. */
function missingModules(checker: ts.TypeChecker, file: ts.SourceFile): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const s of file.statements) {
    const specifier = runtimeImport(checker, s);
    if (specifier === null || !ts.isStringLiteralLike(specifier)) continue;
    const running = runningModule(checker, specifier);
    if (running !== null) {
      if (isJavaScript(running) && prefixLength(running) === 0)
        found.push(...missingNames(checker, s, specifier.text));
      continue;
    }
    if (isBuiltin(specifier.text)) {
      const { remedy } = missingNodeModule(specifier.text);
      found.push(
        at(
          specifier,
          "E2001",
          `Node's module \`${specifier.text}\` is not there in a compiled program`,
          remedy,
        ),
      );
    } else found.push(at(specifier, "E1001", `Cannot find module '${specifier.text}'`));
  }
  return found;
}

/** Default imports of TypeScript from packages of which only the declarations, or TypeScript's reading of them, have one. */
function missingDefaults(checker: ts.TypeChecker, file: ts.SourceFile): Diagnostic[] {
  return file.statements.flatMap((s) => {
    const clause = ts.isImportDeclaration(s) ? s.importClause : undefined;
    const specifier = clause?.name === undefined ? null : runtimeImport(checker, s);
    const running = specifier === null ? null : runningInstead(specifier);
    if (running === null || resolveExport(checker, running, "default", new Set()) !== null) return [];
    const module = (specifier as ts.StringLiteralLike).text;
    const { text } = clause!.name!;
    if (isUnknown(checker, clause!.name!)) return [];
    return [
      at(
        clause!.name!,
        "E2012",
        `The requested module '${module}' does not provide an export named 'default'`,
        `import the names that you need, or import * as ${text} from "${module}"`,
      ),
    ];
  });
}

/** Names that an ECMAScript module in JavaScript imports or passes on, and that lead nowhere or in a circle. */
function missingNames(checker: ts.TypeChecker, statement: ts.Statement, module: string): Diagnostic[] {
  const conflicts = unprovided(checker, statement, module);
  if (conflicts.length > 0) return conflicts;
  const bindings = ts.isImportDeclaration(statement)
    ? statement.importClause?.namedBindings
    : ts.isExportDeclaration(statement)
      ? statement.exportClause
      : undefined;
  if (bindings === undefined || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return [];
  return [...bindings.elements].flatMap((element) => {
    if (!isUnknown(checker, element.name)) return [];
    const name = (element.propertyName ?? element.name).text;
    return [
      at(element, "E1001", `The requested module '${module}' does not provide an export named '${name}'`),
    ];
  });
}

/** An import of what the checker does not find either. */
function isUnknown(checker: ts.TypeChecker, name: ts.Node): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) return false;
  const target = checker.getAliasedSymbol(symbol);
  return target.escapedName === "unknown" && target.declarations === undefined;
}

/** Names that a module does not pass on though the checker finds them: `default` through a star, and what two stars give. */
function unprovided(checker: ts.TypeChecker, statement: ts.Statement, module: string): Diagnostic[] {
  const specifier = runtimeImport(checker, statement);
  const file = specifier === null ? null : runningModule(checker, specifier);
  if (file === null) return [];
  return importedNames(statement).flatMap((name) => {
    const found = resolveExport(checker, file, name.text, new Set());
    if (found === null) {
      return [
        at(
          name.node,
          "E1001",
          `The requested module '${module}' does not provide an export named '${name.text}'`,
        ),
      ];
    }
    if (found !== "ambiguous") return [];
    return [
      at(
        name.node,
        "E1001",
        `The requested module '${module}' contains conflicting star exports for name '${name.text}'`,
      ),
    ];
  });
}

/** The names, as the other module has them, that a declaration takes from it; `default` at its import clause. */
function importedNames(statement: ts.Statement): { node: ts.Node; text: string }[] {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
  const bindings = ts.isExportDeclaration(statement) ? statement.exportClause : clause?.namedBindings;
  const names = clause?.name === undefined ? [] : [{ node: clause.name as ts.Node, text: "default" }];
  if (bindings === undefined || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return names;
  return [...names, ...bindings.elements.map((e) => ({ node: e, text: (e.propertyName ?? e.name).text }))];
}

/** ResolveExport of ECMAScript modules; "unknown" where another kind of module is on the way. */
function resolveExport(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  name: string,
  seen: Set<ts.SourceFile>,
): ts.Symbol | "unknown" | "ambiguous" | null {
  if (seen.has(file)) return null;
  seen.add(file);
  if (!isJavaScript(file) || prefixLength(file) > 0) return "unknown";
  const own = checker.getSymbolAtLocation(file)?.exports?.get(ts.escapeLeadingUnderscores(name));
  if (own !== undefined) return own.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(own) : own;
  if (name === "default") return null;
  let found: ts.Symbol | null = null;
  for (const s of file.statements) {
    if (!ts.isExportDeclaration(s) || s.exportClause !== undefined || s.moduleSpecifier === undefined)
      continue;
    const next = runningModule(checker, s.moduleSpecifier);
    const through = next === null ? "unknown" : resolveExport(checker, next, name, seen);
    if (through === "unknown" || through === "ambiguous") return through;
    if (through === null) continue;
    if (found !== null && found !== through) return "ambiguous";
    found = through;
  }
  return found;
}
