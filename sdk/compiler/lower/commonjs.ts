// CommonJS modules as ECMAScript modules: the source gets a first line that declares `module`, `exports` and
// `require`, and importers get a module that exports what Node would let them import by name.
//
// The text of the module itself stays as it is, so that it keeps its lines. Code of CommonJS modules is compiled as
// strict code (docs/language.md, D21).

import { extname } from "node:path";
import ts from "typescript";
import { isBuiltin, nodeModuleFile, type Platform } from "./node-modules.ts";
import { packageType, resolveAsNode } from "./node-resolution.ts";

/** Names a CommonJS module as such; its file follows. Only sources written here may use it. */
export const COMMON = "commonjs:";
/** The library module behind the declarations. */
export const SUPPORT = "commonjs-support:";
/**
 * What `require` is called in the tree of a CommonJS module: the checker would take variables that hold its result for
 * names of modules.
 */
export const REQUIRE = "$require";
/** Ends the name of the module through which ECMAScript modules see a CommonJS module. */
const IMPORTED = ".imported.js";
/** Ends the name of the CommonJS module that a JSON file is to require(). */
const REQUIRED = ".required.js";

/** The name of the ECMAScript module that stands for the CommonJS module `file`. */
export function importedName(file: string): string {
  return file + IMPORTED;
}

/** The CommonJS module behind the name of such a module; null for other names. */
export function commonFile(name: string): string | null {
  return name.endsWith(IMPORTED) ? name.slice(0, -IMPORTED.length) : null;
}

function linkedName(file: string): string {
  return extname(file) === ".json" ? file + REQUIRED : file;
}

/** The JSON file behind the name under which require() finds it; null for other names. */
export function requiredJson(name: string): string | null {
  return name.endsWith(`.json${REQUIRED}`) ? name.slice(0, -REQUIRED.length) : null;
}

/** Whether Node takes `file`, whose source is `text`, for a CommonJS module. */
export function isCommon(file: string, text: string): boolean {
  const extension = extname(file);
  if (extension === ".cjs") return true;
  if (extension !== ".js") return false;
  const type = packageType(file);
  if (type === "module") return false;
  const parsed = parse(file, text);
  if (ts.isExternalModule(parsed)) return false;
  return type === "commonjs" || file.includes("/node_modules/") || saysCommon(parsed);
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
}

function saysCommon(file: ts.SourceFile): boolean {
  return anyNode(file, (n) => isRequire(n) !== null || isExports(n));
}

function anyNode(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(node) || (ts.forEachChild(node, (child) => anyNode(child, test) || undefined) ?? false);
}

/** The name in a call `require("name")`; null for everything else. */
function isRequire(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return null;
  const [name] = node.arguments;
  if (node.expression.text !== "require" || name === undefined) return null;
  return ts.isStringLiteralLike(name) ? name.text : null;
}

/** `exports`, or `module.exports`. */
function isExports(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === "exports" && !isKey(node);
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "exports" &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "module"
  );
}

const lengths = new WeakMap<ts.SourceFile, number>();

/** Length of the text before the module's own; 0 for all but CommonJS modules. */
export function prefixLength(file: ts.SourceFile): number {
  return lengths.get(file) ?? 0;
}

/** The CommonJS module `file` with its declarations in front. */
export function commonSource(file: string, text: string, platform: Platform): ts.SourceFile {
  const own = text.replace(/^#!.*/, "");
  const prefix = declarations(file, parse(file, own), platform);
  const source = parse(file, prefix + own);
  const position = source.getLineAndCharacterOfPosition.bind(source);
  source.getLineAndCharacterOfPosition = (at) => {
    const { line, character } = position(at);
    return line > 0 ? { line, character } : { line, character: Math.max(0, character - prefix.length) };
  };
  lengths.set(source, prefix.length);
  anyNode(source, (n) => {
    if (ts.isIdentifier(n) && n.text === "require" && !isKey(n))
      (n as { escapedText: ts.__String }).escapedText = ts.escapeLeadingUnderscores(REQUIRE);
    return false;
  });
  return source;
}

/** A name after a dot, or of a member of a literal or class. */
function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isClassElement(parent)) && parent.name === node;
}

function declarations(file: string, parsed: ts.SourceFile, platform: Platform): string {
  const names = new Set<string>();
  anyNode(parsed, (n) => {
    const name = isRequire(n);
    if (name !== null) names.add(name);
    return false;
  });
  const support = `import{startedModule as $started,missingModule as $missing}from"${SUPPORT}";`;
  const cases: string[] = [];
  let imports = "";
  for (const name of names) {
    if (nodeModuleFile(name, platform, file) !== null) {
      const local = `$node${cases.length}`;
      imports += `import ${local} from${JSON.stringify(name)};`;
      cases.push(`$name===${JSON.stringify(name)}?${local}:`);
      continue;
    }
    const found = resolveAsNode(name, file, "require");
    if (found === null) continue;
    cases.push(`$name===${JSON.stringify(name)}?import(${JSON.stringify(COMMON + linkedName(found))}):`);
  }
  const require = `function($name){return ${cases.join("")}$missing($name)}`;
  const made = `var module=$started(),exports=module.exports,require=${require};`;
  return `${support}${imports}export{};${made}`;
}

/** The ECMAScript module that stands for the CommonJS module `file`. */
export function importedSource(file: string, version: ts.ScriptTarget): ts.SourceFile {
  const names = [...exportedNames(file)].filter((name) => name !== "default");
  const reads = names.map((name, i) => `,$${i}=$member($exports,${JSON.stringify(name)})`).join("");
  const list = names.map((name, i) => `$${i} as ${JSON.stringify(name)}`).join(",");
  const text =
    `import{member as $member,required as $required}from"${SUPPORT}";` +
    `const $exports=$required(import(${JSON.stringify(COMMON + file)}))${reads};` +
    `export default $exports;export{${list}};\n`;
  return ts.createSourceFile(importedName(file), text, version, true, ts.ScriptKind.JS);
}

/** The names that Node finds in the source of a CommonJS module, as its lexer does: without running anything. */
export function exportedNames(file: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  if (seen.has(file) || extname(file) === ".json") return found;
  seen.add(file);
  const source = parse(file, ts.sys.readFile(file) ?? "");
  if (ts.isExternalModule(source)) return found;
  const others = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      assignment(node, found, others);
    else if (ts.isCallExpression(node)) definition(node, found, others);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const name of others) {
    const target = isBuiltin(name) ? null : resolveAsNode(name, file, "require");
    if (target !== null) for (const n of exportedNames(target, seen)) found.add(n);
  }
  return found;
}

function assignment({ left, right }: ts.BinaryExpression, found: Set<string>, others: Set<string>): void {
  if (ts.isPropertyAccessExpression(left) && isExports(left.expression)) found.add(left.name.text);
  else if (ts.isElementAccessExpression(left) && isExports(left.expression)) {
    if (ts.isStringLiteral(left.argumentExpression)) found.add(left.argumentExpression.text);
  } else if (isExports(left) && ts.isPropertyAccessExpression(left)) {
    const required = isRequire(right);
    if (required !== null) {
      others.clear();
      others.add(required);
    } else if (ts.isObjectLiteralExpression(right)) literal(right, found, others);
  }
}

/** The lexer reads a literal up to the first member that is more than a name. */
function literal(node: ts.ObjectLiteralExpression, found: Set<string>, others: Set<string>): void {
  for (const p of node.properties) {
    if (ts.isSpreadAssignment(p)) {
      const required = isRequire(p.expression);
      if (required !== null) others.add(required);
      else if (!ts.isIdentifier(p.expression)) return;
      continue;
    }
    if (ts.isAccessor(p)) found.add(ts.isGetAccessor(p) ? "get" : "set");
    else if (ts.isIdentifier(p.name)) found.add(p.name.text);
    else if (ts.isStringLiteral(p.name) && ts.isPropertyAssignment(p)) found.add(p.name.text);
    if (!ts.isShorthandPropertyAssignment(p)) return;
  }
}

/** Object.defineProperty(exports, "name", ...), and the helpers by which compilers write `export *`. */
function definition(node: ts.CallExpression, found: Set<string>, others: Set<string>): void {
  const callee = node.expression;
  const [first, second, third] = node.arguments;
  if (first === undefined) return;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  if (name === "__export" || name === "__exportStar") {
    const required = isRequire(first);
    if (required !== null) others.add(required);
  }
  if (name !== "defineProperty" || !isExports(first) || second === undefined || third === undefined) return;
  if (!ts.isStringLiteral(second) || !ts.isObjectLiteralExpression(third)) return;
  const fits = third.properties.some((p) => p.name !== undefined && /^(get|value)$/.test(p.name.getText()));
  if (fits) found.add(second.text);
}
