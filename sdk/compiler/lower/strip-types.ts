// The modules of a program as the JavaScript that Node runs: types removed, nothing else changed. For comparing with Node.
//
// One module does not tell whether `export { Lamp } from "./lamp"` names a type. All of them together do: a name that
// no module declares as a value is a type, and whoever imports or exports it does so for the checker alone.

import ts from "typescript";

/** A module of a program. */
export interface StrippedModule {
  /** Its TypeScript. */
  readonly source: string;
  /** The modules among the given ones that its imports mean, by what it writes; others are not looked into. */
  readonly imports: ReadonlyMap<string, string>;
}

/** One name that a statement imports or exports. */
interface Named {
  readonly node: ts.ImportSpecifier | ts.ExportSpecifier | ts.ImportClause;
  /** The name as the module it comes from exports it. */
  readonly from: string;
  readonly module: string;
}

/** What a module's JavaScript says about names. */
interface Names {
  readonly file: ts.SourceFile;
  /** Exports that have a value for certain. */
  readonly exported: Set<string>;
  /** Exports that have a value if the other module's do, by their names here. */
  readonly passedOn: { readonly name: string; readonly named: Named }[];
  /** The modules all of whose exports are exported here. */
  readonly all: string[];
  readonly imported: Named[];
}

/** The JavaScript of `modules`, by the same names. Modules stay modules; imports and exports of types vanish. */
export function stripTypes(modules: ReadonlyMap<string, StrippedModule>): Map<string, string> {
  const names = new Map<string, Names>();
  for (const [name, { source, imports }] of modules)
    names.set(name, namesOf(strip(source, name), name, imports));
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    now = 0;
    for (const { exported, passedOn, all } of names.values()) {
      for (const { name, named } of passedOn) if (hasValue(names, named)) exported.add(name);
      for (const module of all) {
        for (const name of names.get(module)?.exported ?? []) if (name !== "default") exported.add(name);
      }
      now += exported.size;
    }
  }
  return new Map([...names].map(([name, found]) => [name, withoutTypes(found, names)]));
}

function strip(source: string, fileName: string): ts.SourceFile {
  const { outputText } = ts.transpileModule(source, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      useDefineForClassFields: true,
    },
  });
  return ts.createSourceFile(`${fileName}.mjs`, outputText, ts.ScriptTarget.ES2023, true);
}

/** Unknown modules export every name. */
function hasValue(names: ReadonlyMap<string, Names>, { from, module }: Named): boolean {
  const found = names.get(module);
  return found === undefined || found.exported.has(from) || found.all.some((other) => !names.has(other));
}

function namesOf(file: ts.SourceFile, own: string, imports: ReadonlyMap<string, string>): Names {
  const found: Names = { file, exported: new Set(), passedOn: [], all: [], imported: [] };
  const target = (node: ts.Expression): string => {
    const written = ts.isStringLiteral(node) ? node.text : "";
    return imports.get(written) ?? `${own} ${written}`;
  };
  const bindings = new Map<string, Named>();
  const bind = (name: ts.Identifier, named: Named): void => {
    found.imported.push(named);
    bindings.set(name.text, named);
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) importedBy(statement, target(statement.moduleSpecifier), bind);
    else if (!ts.isExportDeclaration(statement))
      for (const name of declared(statement)) found.exported.add(name);
  }
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) exportedBy(statement, found, bindings, target);
  }
  return found;
}

function importedBy(
  { importClause: clause }: ts.ImportDeclaration,
  module: string,
  bind: (name: ts.Identifier, named: Named) => void,
): void {
  if (clause?.name !== undefined) bind(clause.name, { node: clause, from: "default", module });
  const list = clause?.namedBindings;
  if (list === undefined || !ts.isNamedImports(list)) return;
  for (const node of list.elements)
    bind(node.name, { node, from: (node.propertyName ?? node.name).text, module });
}

function exportedBy(
  { exportClause: clause, moduleSpecifier }: ts.ExportDeclaration,
  found: Names,
  bindings: ReadonlyMap<string, Named>,
  target: (node: ts.Expression) => string,
): void {
  const module = moduleSpecifier === undefined ? undefined : target(moduleSpecifier);
  if (clause === undefined) found.all.push(module!);
  else if (!ts.isNamedExports(clause)) found.exported.add(clause.name.text);
  else {
    for (const node of clause.elements) {
      const from = (node.propertyName ?? node.name).text;
      const binding = module === undefined ? bindings.get(from) : { from, module };
      if (binding === undefined) found.exported.add(node.name.text);
      else found.passedOn.push({ name: node.name.text, named: { ...binding, node } });
    }
  }
}

/** The names that a declaration exports. */
function declared(statement: ts.Statement): string[] {
  if (ts.isExportAssignment(statement)) return ["default"];
  if (!ts.canHaveModifiers(statement)) return [];
  const kinds = (ts.getModifiers(statement) ?? []).map(({ kind }) => kind);
  if (!kinds.includes(ts.SyntaxKind.ExportKeyword)) return [];
  if (kinds.includes(ts.SyntaxKind.DefaultKeyword)) return ["default"];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const { name } = statement as ts.FunctionDeclaration | ts.ClassDeclaration;
  return name === undefined ? [] : [name.text];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/** The text of a module without the names that have no value, and without the statements that name nothing else. */
function withoutTypes({ file, imported, passedOn }: Names, names: ReadonlyMap<string, Names>): string {
  const types = [...imported, ...passedOn.map(({ named }) => named)].filter(
    (named) => !hasValue(names, named),
  );
  const nodes = new Set<ts.Node>(types.map(({ node }) => (ts.isImportClause(node) ? node.name! : node)));
  const empty = file.statements.filter((statement) => {
    const listed = namesListed(statement);
    return listed.length > 0 && listed.every((node) => nodes.has(node));
  });
  for (const statement of empty) for (const node of namesListed(statement)) nodes.delete(node);
  return [...nodes, ...empty]
    .map((node) => span(node, file))
    .sort(([a], [b]) => b - a)
    .reduce((text, [start, end]) => text.slice(0, start) + text.slice(end), file.text);
}

/** The nodes of the names that an import or an export lists; none when it is not known what it names. */
function namesListed(statement: ts.Statement): readonly ts.Node[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause: clause } = statement;
    return clause !== undefined && ts.isNamedExports(clause) ? clause.elements : [];
  }
  if (!ts.isImportDeclaration(statement)) return [];
  const list = statement.importClause?.namedBindings;
  const own = statement.importClause?.name;
  if (list !== undefined && ts.isNamespaceImport(list)) return [];
  return [...(own === undefined ? [] : [own]), ...(list?.elements ?? [])];
}

/** Where a name stands, with the comma behind it. */
function span(node: ts.Node, file: ts.SourceFile): readonly [number, number] {
  const behind = /^\s*,/.exec(file.text.slice(node.end))?.[0] ?? "";
  return [node.getStart(file), node.end + behind.length];
}
