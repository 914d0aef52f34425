// Which variables a function takes from the functions around it, and which of those need a heap cell.
//
// A variable is captured by value when nothing can assign it after the function object was made; otherwise
// both sides share a cell. Functions that capture nothing are static objects and cost nothing to make.

import ts from "typescript";
import { meansArguments } from "./arguments-object.ts";
import { isStaticElement } from "./class-nodes.ts";
import type { ClassValues } from "./class-values.ts";
import type { FunctionIdentity } from "./function-identity.ts";
import { isJavaScript } from "./javascript.ts";
import { isAssignmentOperator, isFunctionNode, isNewTarget, skipOuter } from "./syntax.ts";

/** A place that runs as one IR function: a function, the field initialisers of a class, or a module. */
export function containerOf(node: ts.Node): ts.Node {
  let at = node.parent;
  for (;;) {
    if (isFunctionNode(at) || ts.isSourceFile(at)) return at;
    if (ts.isPropertyDeclaration(at) || ts.isClassStaticBlockDeclaration(at)) return at;
    at = at.parent;
  }
}

/** True for variables that live as long as the module: declared by its statements, not in a block inside. */
export function isModuleLevel(declaration: ts.Node): boolean {
  let at: ts.Node = declaration;
  while (
    ts.isVariableDeclaration(at) ||
    ts.isBindingElement(at) ||
    ts.isBindingName(at) ||
    ts.isVariableDeclarationList(at)
  ) {
    at = at.parent;
  }
  if (ts.isImportSpecifier(at) || ts.isImportClause(at) || ts.isNamespaceImport(at)) return true;
  if (at.parent === undefined) return true;
  // A list that is no statement of its own belongs to a loop.
  if (at !== declaration && !ts.isVariableStatement(at)) return false;
  return ts.isSourceFile(at.parent) || ts.isModuleBlock(at.parent);
}

export interface Captures {
  /** Symbols of variables, parameters and closures of enclosing functions, in order of first use. */
  readonly symbols: readonly ts.Symbol[];
  readonly usesThis: boolean;
  /** An arrow function that says `arguments`. */
  readonly usesArguments: boolean;
}

interface DirectCaptures {
  readonly symbols: Set<ts.Symbol>;
  usesThis: boolean;
  usesArguments: boolean;
}

/**
 * Facts about variables of a whole program; every answer is cached. A file is read when something in it is first
 * asked about: much of the library is not, and nothing outside a file captures or assigns its variables.
 */
export class CaptureAnalysis {
  private readonly checker: ts.TypeChecker;
  private readonly direct = new Map<ts.Node, DirectCaptures>();
  /** Those of the file that is read last. */
  private inFile = new Map<ts.Node, DirectCaptures>();
  private readonly captureCache = new Map<ts.Node, Captures>();
  private readonly assigned = new Set<ts.Symbol>();
  /** Symbol -> functions that mention it from inside. */
  private readonly capturedBy = new Map<ts.Symbol, ts.Node[]>();
  private readonly hoisted = new Map<ts.FunctionDeclaration, boolean>();
  private readonly firstUse = new Map<ts.Symbol, number>();
  private readonly scanned = new Set<ts.SourceFile>();
  private readonly nonStatic = new Set<ts.Node>();
  private readonly globalUsers = new Set<ts.Symbol>();
  /** Classes of functions, and the functions around each place that names one. */
  private mentions: { cls: ts.ClassLikeDeclaration; functions: readonly ts.Node[] }[] = [];

  private readonly classValues: ClassValues;
  private readonly identity: FunctionIdentity;

  constructor(checker: ts.TypeChecker, classValues: ClassValues, identity: FunctionIdentity) {
    this.checker = checker;
    this.classValues = classValues;
    this.identity = identity;
  }

  private read(node: ts.Node | undefined): void {
    const file = node?.getSourceFile();
    if (file === undefined || file.isDeclarationFile || this.scanned.has(file)) return;
    this.scanned.add(file);
    this.inFile = new Map();
    this.visit(file, []);
    this.spreadClassCaptures();
    this.findStaticFunctions();
  }

  private readSymbol(symbol: ts.Symbol): void {
    this.read(symbol.valueDeclaration ?? symbol.declarations?.[0]);
  }

  private visit(node: ts.Node, functions: ts.Node[]): void {
    let inner = functions;
    if (isFunctionNode(node) || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node)) {
      inner = [...functions, node];
      const entry: DirectCaptures = { symbols: new Set(), usesThis: false, usesArguments: false };
      this.direct.set(node, entry);
      this.inFile.set(node, entry);
    }
    if (ts.isIdentifier(node) && isReference(node)) this.noteReference(node, inner);
    if (
      node.kind === ts.SyntaxKind.ThisKeyword ||
      node.kind === ts.SyntaxKind.SuperKeyword ||
      isNewTarget(node)
    ) {
      this.noteArrows(inner, (entry) => {
        entry.usesThis = true;
      });
    }
    if (ts.isIdentifier(node) && meansArguments(node)) {
      this.noteArrows(inner, (entry) => {
        entry.usesArguments = true;
      });
    }
    this.noteAssignment(node);
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    ts.forEachChild(node, (child) => this.visit(child, inner));
  }

  /** The function that has its own `this` and `arguments`, and the arrow functions in it down to this place. */
  private noteArrows(
    functions: readonly ts.Node[],
    note: (entry: { usesThis: boolean; usesArguments: boolean }) => void,
  ): void {
    for (let i = functions.length - 1; i >= 0; i--) {
      const f = functions[i]!;
      const entry = this.direct.get(f);
      if (entry !== undefined) note(entry);
      if (!ts.isArrowFunction(f)) break;
    }
  }

  private noteReference(node: ts.Identifier, functions: ts.Node[]): void {
    const symbol = this.referenced(node);
    if (symbol === undefined) return;
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || declaration.getSourceFile() !== node.getSourceFile()) return;
    const start = node.getStart();
    if (start < (this.firstUse.get(symbol) ?? Number.MAX_SAFE_INTEGER) && !isDeclarationName(node)) {
      this.firstUse.set(symbol, start);
    }
    const cls = this.localClass(declaration);
    if (cls !== null) {
      if (functions.length > 0) this.mentions.push({ cls, functions });
      return;
    }
    if (!isVariableLike(declaration) && !this.classValues.has(declaration)) return;
    if (isModuleLevel(declaration)) {
      if (functions.length > 0) this.globalUsers.add(symbol);
      return;
    }
    this.noteCapture(symbol, declaration, functions);
  }

  /** Every function between a use of `symbol` and the function that owns it captures it. */
  private noteCapture(symbol: ts.Symbol, declaration: ts.Node, functions: readonly ts.Node[]): boolean {
    const owner = containerOf(ts.isParameter(declaration) ? declaration.name : declaration);
    let changed = false;
    for (let i = functions.length - 1; i >= 0; i--) {
      const f = functions[i]!;
      if (f === owner) break;
      const { symbols } = this.direct.get(f)!;
      if (symbols.has(symbol)) continue;
      symbols.add(symbol);
      changed = true;
      const users = this.capturedBy.get(symbol);
      if (users === undefined) this.capturedBy.set(symbol, [f]);
      else users.push(f);
    }
    return changed;
  }

  /**
   * Whoever names a class may construct it, so it needs what the members of the class capture. A name in scope
   * means the activation that the class belongs to: no object has to stand for the evaluated class.
   */
  private spreadClassCaptures(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const { cls, functions } of this.mentions) {
        for (const symbol of this.memberSymbols(cls)) {
          if (this.noteCapture(symbol, symbol.valueDeclaration!, functions)) changed = true;
        }
      }
    }
    this.mentions = [];
  }

  private memberSymbols(cls: ts.ClassLikeDeclaration): Set<ts.Symbol> {
    const result = new Set<ts.Symbol>();
    for (let at: ts.ClassLikeDeclaration | null = cls; at !== null; at = this.localBase(at)) {
      for (const m of at.members) {
        if (isStaticElement(m)) continue;
        for (const s of this.direct.get(m)?.symbols ?? []) result.add(s);
      }
    }
    return result;
  }

  private localBase(cls: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | null {
    const clause = cls.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword);
    const expression = clause?.types[0]?.expression;
    if (expression === undefined || !ts.isIdentifier(expression)) return null;
    const declaration = this.referenced(expression)?.valueDeclaration;
    return declaration === undefined ? null : this.localClass(declaration);
  }

  /** The class that a declaration inside a function names for good. */
  private localClass(declaration: ts.Node): ts.ClassLikeDeclaration | null {
    if (ts.isClassLike(declaration)) return this.classValues.has(declaration) ? null : declaration;
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return null;
    const constant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (!constant || isModuleLevel(declaration) || !ts.isClassExpression(declaration.initializer))
      return null;
    return this.classValues.has(declaration.initializer) ? null : declaration.initializer;
  }

  /** The variables that instances of `cls` carry: those that its members and those of its ancestors capture. */
  classCaptures(cls: ts.ClassLikeDeclaration): readonly ts.Symbol[] {
    this.read(cls);
    return this.needed(this.memberSymbols(cls));
  }

  private referenced(node: ts.Identifier): ts.Symbol | undefined {
    if (ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node) {
      return this.checker.getShorthandAssignmentValueSymbol(node.parent);
    }
    return this.checker.getSymbolAtLocation(node);
  }

  private noteAssignment(node: ts.Node): void {
    const target = (expression: ts.Node): void => {
      const inner = skipOuter(expression);
      if (ts.isIdentifier(inner)) {
        const symbol = this.referenced(inner);
        if (symbol !== undefined) this.assigned.add(symbol);
      } else if (ts.isArrayLiteralExpression(inner)) inner.elements.forEach(target);
      else if (ts.isObjectLiteralExpression(inner)) {
        for (const property of inner.properties) {
          if (ts.isPropertyAssignment(property)) target(property.initializer);
          else if (ts.isShorthandPropertyAssignment(property)) target(property.name);
          else if (ts.isSpreadAssignment(property)) target(property.expression);
        }
      } else if (ts.isSpreadElement(inner)) target(inner.expression);
      else if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken)
        target(inner.left);
    };
    if (ts.isBinaryExpression(node)) {
      if (isAssignmentOperator(node.operatorToken.kind)) target(node.left);
    } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) {
        target(node.operand);
      }
    } else if (
      (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    ) {
      target(node.initializer);
    }
  }

  /** Function declarations whose free variables are all themselves such functions need no object of their own. */
  private findStaticFunctions(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [node, { symbols, usesThis, usesArguments }] of this.inFile) {
        if (this.nonStatic.has(node)) continue;
        const dynamic =
          this.identity.has(node) ||
          ((usesThis || usesArguments) && ts.isArrowFunction(node)) ||
          [...symbols].some((s) => {
            const f = this.functionFor(s);
            return f === null || this.nonStatic.has(f);
          });
        if (dynamic) {
          this.nonStatic.add(node);
          changed = true;
        }
      }
    }
  }

  /** The function declaration that a symbol names for good. */
  private functionFor(symbol: ts.Symbol): ts.Node | null {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isFunctionDeclaration(declaration)) return null;
    return this.assigned.has(symbol) ? null : declaration;
  }

  /** A function declaration of JavaScript whose name is assigned: a variable that begins with the function. */
  isAssignedFunction(symbol: ts.Symbol | undefined): boolean {
    const declaration = symbol?.valueDeclaration;
    return (
      declaration !== undefined &&
      ts.isFunctionDeclaration(declaration) &&
      isJavaScript(declaration) &&
      this.isReassigned(symbol!)
    );
  }

  /** True when each evaluation of `node` is an object of its own even if it captures nothing. */
  hasIdentity(node: ts.Node): boolean {
    return this.identity.has(node);
  }

  /** True when `node` needs no captured values at all. */
  isStatic(node: ts.Node): boolean {
    this.read(node);
    return !this.nonStatic.has(node);
  }

  captures(node: ts.Node): Captures {
    this.read(node);
    const cached = this.captureCache.get(node);
    if (cached !== undefined) return cached;
    const entry = this.direct.get(node) ?? {
      symbols: new Set<ts.Symbol>(),
      usesThis: false,
      usesArguments: false,
    };
    const symbols = this.needed(entry.symbols);
    const arrow = ts.isArrowFunction(node);
    const result = {
      symbols,
      usesThis: entry.usesThis && arrow,
      usesArguments: entry.usesArguments && arrow,
    };
    this.captureCache.set(node, result);
    return result;
  }

  /** Without the functions that need no object. */
  private needed(symbols: ReadonlySet<ts.Symbol>): ts.Symbol[] {
    return [...symbols].filter((s) => {
      const f = this.functionFor(s);
      return f === null || this.nonStatic.has(f);
    });
  }

  /** A module-level variable mentioned inside some function. */
  isCapturedGlobal(symbol: ts.Symbol): boolean {
    this.readSymbol(symbol);
    return this.globalUsers.has(symbol);
  }

  /** Assigned anywhere besides its declaration. */
  isReassigned(symbol: ts.Symbol): boolean {
    this.readSymbol(symbol);
    return this.assigned.has(symbol);
  }

  isCaptured(symbol: ts.Symbol): boolean {
    this.readSymbol(symbol);
    return this.capturedBy.has(symbol);
  }

  /**
   * How a captured variable is shared: not at all, by value, through a cell, or through a cell that may
   * still be uninitialised when read.
   */
  sharing(symbol: ts.Symbol): "none" | "copy" | "cell" | "cell-tdz" {
    this.readSymbol(symbol);
    const users = this.capturedBy.get(symbol);
    const declaration = symbol.valueDeclaration;
    if (users === undefined || declaration === undefined) return "none";
    const end = ts.isFunctionDeclaration(declaration) ? declaration.getStart() : declaration.getEnd();
    const early = users.some((user) => this.creationPosition(user) < end || inSwitchCase(declaration));
    if (ts.isFunctionDeclaration(declaration)) return users.length > 0 ? "cell" : "none";
    // A `var` is there, as undefined, from the start of its function.
    if (early && isVarDeclaration(declaration)) return "cell";
    if (early && !ts.isParameter(declaration)) return "cell-tdz";
    if (this.isReassigned(symbol)) return "cell";
    return "copy";
  }

  /** Where in the source the object of `node` comes into being. */
  private creationPosition(node: ts.Node): number {
    let position = node.getStart();
    // Every function between counts: the outermost one that is made in the variable's own function.
    if (ts.isFunctionDeclaration(node) && this.isHoisted(node)) {
      const block = node.parent;
      position = Math.min(position, block.getStart());
    }
    return position;
  }

  /**
   * A nested function declaration is made at the start of its block when it is used before its place in the text, or by
   * another one that is, however many lie between. The others see more variables that are known to have their values.
   */
  isHoisted(node: ts.FunctionDeclaration): boolean {
    this.read(node);
    let hoisted = this.hoisted.get(node);
    if (hoisted === undefined) {
      hoisted = this.isNeededEarly(node);
      this.hoisted.set(node, hoisted);
    }
    return hoisted;
  }

  private isNeededEarly(node: ts.FunctionDeclaration): boolean {
    const start = node.getStart();
    const seen = new Set<ts.Node>([node]);
    for (const f of seen) {
      if (!ts.isFunctionDeclaration(f) || f.name === undefined) continue;
      const symbol = this.checker.getSymbolAtLocation(f.name);
      if (symbol === undefined) continue;
      if (f.parent.getStart() < start && this.isUsedEarly(f, symbol)) return true;
      for (const user of this.capturedBy.get(symbol) ?? []) seen.add(user);
    }
    return false;
  }

  private isUsedEarly(f: ts.FunctionDeclaration, symbol: ts.Symbol): boolean {
    return (
      this.isAssignedFunction(symbol) || (this.firstUse.get(symbol) ?? Number.MAX_SAFE_INTEGER) < f.getStart()
    );
  }
}

function isVariableLike(node: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node)
  );
}

/** A name that `var` declares, also inside a pattern. */
function isVarDeclaration(declaration: ts.Declaration): boolean {
  let root: ts.Node = declaration;
  while (ts.isBindingElement(root)) root = root.parent.parent;
  if (!ts.isVariableDeclaration(root) || !ts.isVariableDeclarationList(root.parent)) return false;
  return (root.parent.flags & ts.NodeFlags.BlockScoped) === 0;
}

function inSwitchCase(declaration: ts.Node): boolean {
  const statement = declaration.parent?.parent?.parent;
  return statement !== undefined && ts.isCaseOrDefaultClause(statement);
}

function isDeclarationName(node: ts.Identifier): boolean {
  const parent = node.parent;
  return (
    (ts.isFunctionDeclaration(parent) ||
      ts.isVariableDeclaration(parent) ||
      ts.isBindingElement(parent) ||
      ts.isParameter(parent)) &&
    parent.name === node
  );
}

/** An identifier that reads or writes a variable, as opposed to a property or type name. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertySignature(parent)) {
    return parent.name !== node;
  }
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return !ts.isQualifiedName(parent);
}
