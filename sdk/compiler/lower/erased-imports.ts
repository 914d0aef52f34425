// Imports that load nothing when the program runs: TypeScript drops those whose names serve as types only, or not at all.
//
//   import { Shape } from "./shapes.ts";     Shape is an interface: the module does not run
//   import { log } from "./log.ts";          log is mentioned nowhere: neither
//   import "./setup.ts";                     runs
//   export { Shape } from "./shapes.ts";     does not run, export * from "./shapes.ts" does
//
// JavaScript keeps all of its imports.

import ts from "typescript";
import { isJavaScript } from "./javascript.ts";

/** True when the module that `node` names need not run for its sake. */
export function isErased(checker: ts.TypeChecker, node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const file = node.getSourceFile();
  if (isJavaScript(file)) return false;
  const used = valueNames(file);
  return importedNames(clause).every((name) => {
    if (ts.isImportSpecifier(name.parent) && name.parent.isTypeOnly) return true;
    return !used.has(name.text) || !isValue(checker, name);
  });
}

/** The module specifier of a statement that loads a module when the program runs. */
export function runtimeImport(checker: ts.TypeChecker, statement: ts.Statement): ts.Expression | null {
  if (ts.isImportDeclaration(statement))
    return isErased(checker, statement) ? null : statement.moduleSpecifier;
  if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return null;
  return passesTypesOnly(checker, statement) ? null : (statement.moduleSpecifier ?? null);
}

/** True for lists of names that are all types; stars are kept even when the other module has types only. */
function passesTypesOnly(checker: ts.TypeChecker, node: ts.ExportDeclaration): boolean {
  const list = node.exportClause;
  if (list === undefined || !ts.isNamedExports(list)) return false;
  if (isJavaScript(node.getSourceFile())) return false;
  return list.elements.every((element) => element.isTypeOnly || !isValue(checker, element.name));
}

function importedNames(clause: ts.ImportClause): ts.Identifier[] {
  const names = clause.name === undefined ? [] : [clause.name];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, bindings.name];
  return [...names, ...bindings.elements.map((e) => e.name)];
}

/** An import of what the checker does not know stays. */
function isValue(checker: ts.TypeChecker, name: ts.ModuleExportName): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return true;
  const target = checker.getAliasedSymbol(symbol);
  return target.declarations === undefined || (target.flags & ts.SymbolFlags.Value) !== 0;
}

const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** The names that stand in `file` where a value is asked for, declarations of imports left out. */
function valueNames(file: ts.SourceFile): ReadonlySet<string> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (isMention(node)) names.add(node.text);
    } else if (ts.isHeritageClause(node) && !extendsValue(node)) return;
    else if (
      ts.isImportDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node)
    )
      return;
    else if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    else if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  known.set(file, names);
  return names;
}

/** Names of what is declared, and of members, mention nothing. */
function isMention(node: ts.Identifier): boolean {
  const parent = node.parent as ts.Node & { readonly name?: ts.Node; readonly propertyName?: ts.Node };
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  return parent.name !== node && !(ts.isBindingElement(parent) && parent.propertyName === node);
}

function extendsValue(clause: ts.HeritageClause): boolean {
  return clause.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(clause.parent);
}
