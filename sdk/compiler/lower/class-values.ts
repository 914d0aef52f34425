// Which classes are objects made at run time, and which exist once, known to the compiler.
//
// The second kind has fixed slots and direct calls, and serves most programs. A class becomes the first kind when
// the difference could be seen: it is evaluated more than once and used as a value, extends what only the run tells or
// a class of JavaScript, has a constructor that returns an object or names computed at run time, its prototype is
// handled, or its static members may be listed (listings.ts). Its whole family then is of that kind, for a fixed slot of
// an ancestor would not fit. Library classes never are. Looks at syntax and symbols only, but for what may be listed.

import ts from "typescript";
import { usesArguments } from "./arguments-object.ts";
import {
  boundTo,
  type ClassNode,
  isAmbient,
  isCallee,
  isStatic,
  isStaticElement,
  memberText,
  mentionsThis,
} from "./class-nodes.ts";
import { isJavaScript } from "./javascript.ts";
import { membersOf } from "./kinds.ts";
import { type Listing, listedBy, listing } from "./listings.ts";
import { resolveAlias } from "./namespaces.ts";
import { isLibrarySymbol } from "./reps.ts";
import { isAssignmentOperator, isStrictEquality, skipOuter } from "./syntax.ts";

export class ClassValues {
  private readonly checker: ts.TypeChecker;
  private readonly files: ReadonlySet<ts.SourceFile>;
  private readonly classes: ClassNode[] = [];
  private readonly made = new Set<ClassNode>();
  private readonly usedAsValue = new Set<ClassNode>();
  /** Names of properties that functions are assigned to, on objects that may be of any class. */
  private readonly assignedFunctions = new Set<string>();
  /** `object.constructor` stands somewhere as a value: any class may be. */
  private asksConstructors = false;
  /** Some class extends what is not known before the run, or its prototype is handled: any used as a value may be it. */
  private openHeritage = false;
  /** Static methods that say `this`, by name. */
  private readonly sayingThis = new Map<string, ClassNode[]>();

  constructor(checker: ts.TypeChecker, files: readonly ts.SourceFile[]) {
    this.checker = checker;
    this.files = new Set(files);
    const withClasses = files.filter((f) => /\bclass\b/.test(f.text));
    for (const file of withClasses) this.collect(file);
    if (this.classes.length === 0) return;
    for (const file of files) this.findUses(file);
    for (const node of this.classes) if (this.needsRun(node)) this.made.add(node);
    if (this.openHeritage) for (const node of this.usedAsValue) this.made.add(node);
    else this.findListed();
    this.spread();
  }

  /** True when evaluating `node` makes a new class object each time. */
  has(node: ts.Node): boolean {
    return this.made.has(node as ClassNode);
  }

  /** Not of the library, whose modules for Node's are imported as a program's own are. */
  private isOwn(node: ClassNode): boolean {
    return this.files.has(node.getSourceFile());
  }

  private collect(node: ts.Node): void {
    if (ts.isClassLike(node)) {
      this.classes.push(node);
      for (const m of node.members) {
        if (!ts.isMethodDeclaration(m) || !isStatic(m) || !mentionsThis(m)) continue;
        const name = memberText(m.name);
        this.sayingThis.set(name, [...(this.sayingThis.get(name) ?? []), node]);
      }
    }
    ts.forEachChild(node, (c) => this.collect(c));
  }

  // ---- Features of the class itself -------------------------------------------------------------------------

  private needsRun(node: ClassNode): boolean {
    if (ts.isClassDeclaration(node) && isAmbient(node)) return false;
    // Code without types finds everything by name anyway.
    if (isJavaScript(node)) return true;
    const heritage = heritageOf(node);
    if (heritage !== null && this.classOf(heritage) === null && !this.isLibraryClass(heritage)) {
      this.openHeritage = true;
      return true;
    }
    // Constructors of JavaScript add properties, before the fields that a subclass declares.
    const base = heritage === null ? null : this.classOf(heritage);
    if (base !== null && isJavaScript(base)) return true;
    for (const m of node.members) {
      if (ts.isIndexSignatureDeclaration(m)) return true;
      if (ts.isConstructorDeclaration(m) && returnsObject(m)) return true;
      if (m.name !== undefined && memberText(m.name) === "[computed]") return true;
      if (ts.canHaveModifiers(m) && m.modifiers?.some((x) => x.kind === ts.SyntaxKind.AccessorKeyword))
        return true;
      if (this.needsHome(m)) return true;
      if (ts.isMethodDeclaration(m) && !isStatic(m) && this.assignedFunctions.has(memberText(m.name)))
        return true;
      if (ts.isMethodDeclaration(m) && !isStatic(m) && base !== null && this.countsArguments(m, base))
        return true;
    }
    if (!isRepeated(node)) return false;
    return this.usedAsValue.has(node) || node.members.some((m) => this.isOfEachEvaluation(m));
  }

  /** Takes a list of its arguments where the method it overrides has optional ones: how many came must be known. */
  private countsArguments(method: ts.MethodDeclaration, base: ClassNode): boolean {
    const from = usesArguments(method)
      ? 0
      : method.parameters.findIndex((p) => p.dotDotDotToken !== undefined);
    if (from < 0) return false;
    for (let at: ClassNode | null = base; at !== null; at = this.baseOf(at)) {
      for (const m of at.members) {
        if (!ts.isMethodDeclaration(m) || isStatic(m) || memberText(m.name) !== memberText(method.name))
          continue;
        if (!usesArguments(m) && m.parameters.slice(from).some(isOptional)) return true;
      }
    }
    return false;
  }

  private baseOf(node: ClassNode): ClassNode | null {
    const heritage = heritageOf(node);
    return heritage === null ? null : this.classOf(heritage);
  }

  /** Static state, and static code that uses variables around the class. */
  private isOfEachEvaluation(m: ts.ClassElement): boolean {
    if (ts.isClassStaticBlockDeclaration(m)) return true;
    if (!isStatic(m)) return false;
    return ts.isPropertyDeclaration(m) || this.usesLocals(m, m.parent);
  }

  private usesLocals(node: ts.Node, cls: ts.Node): boolean {
    if (ts.isIdentifier(node)) {
      const d = this.checker.getSymbolAtLocation(node)?.valueDeclaration;
      if (d === undefined || d.getSourceFile() !== node.getSourceFile() || ts.isClassElement(d)) return false;
      const inside = d.pos >= cls.pos && d.end <= cls.end;
      return !inside && isRepeated(d);
    }
    return ts.forEachChild(node, (c) => this.usesLocals(c, cls) || undefined) ?? false;
  }

  private isLibraryClass(heritage: ts.Expression): boolean {
    const symbol = this.symbolOf(heritage);
    return symbol !== null && isLibrarySymbol(symbol);
  }

  /** Code that needs the object its method belongs to, or new.target. */
  private needsHome(member: ts.ClassElement): boolean {
    const visit = (node: ts.Node): boolean => {
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword) return true;
      if (node.kind === ts.SyntaxKind.SuperKeyword && !this.isPlainSuper(node.parent, node)) return true;
      if (ts.isClassLike(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node))
        return false;
      return ts.forEachChild(node, (c) => visit(c) || undefined) ?? false;
    };
    return ts.forEachChild(member, (c) => visit(c) || undefined) ?? false;
  }

  /** super(...) and super.method(...) without spread; accessors by `super.name`. */
  private isPlainSuper(parent: ts.Node, node: ts.Node): boolean {
    if (ts.isElementAccessExpression(parent)) return false;
    const access = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent : null;
    const callee = access ?? node;
    const call = callee.parent;
    const symbol = access === null ? undefined : this.checker.getSymbolAtLocation(access.name);
    if (ts.isCallExpression(call) && call.expression === callee) {
      if (call.arguments.some(ts.isSpreadElement)) return false;
      return access === null || (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Method) !== 0);
    }
    return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Accessor) !== 0;
  }

  // ---- Uses ---------------------------------------------------------------------------------------------------

  private findUses(node: ts.Node): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isIdentifier(node) && !isName(node)) {
      const cls = this.classOf(node);
      if (cls !== null) this.noteUse(cls, node);
    }
    if (ts.isClassExpression(node) && !isNamedByConstant(node)) this.usedAsValue.add(node);
    if (node.kind === ts.SyntaxKind.ThisKeyword && !ts.isPropertyAccessExpression(node.parent)) {
      const cls = classOfStaticThis(node);
      if (cls !== null && this.isOwn(cls)) this.usedAsValue.add(cls);
    }
    if (ts.isPropertyAccessExpression(node) && node.name.text === "constructor")
      this.asksConstructors ||= !ts.isPropertyAccessExpression(node.parent) && !isCompared(node);
    if (ts.isPropertyAccessExpression(node) && node.name.text === "prototype" && !isMethodRead(node))
      this.notePrototype(node.expression);
    if (ts.isPropertyAccessExpression(node) && !isCallee(node))
      this.noteTaken(node.expression, node.name, boundTo(node));
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent))
      this.noteTaken(node.parent, node.propertyName ?? node.name, null);
    const target = assignmentTarget(node);
    if (target !== null) this.noteAssignment(target, ts.isBinaryExpression(node) ? node.right : null);
    if (ts.isCallExpression(node)) this.noteDefinition(node);
    ts.forEachChild(node, (c) => this.findUses(c));
  }

  private noteUse(cls: ClassNode, name: ts.Identifier): void {
    if (!this.isOwn(cls)) return;
    let node: ts.Expression = name;
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) node = node.parent;
    while (skipOuter(node.parent) !== node.parent && ts.isExpression(node.parent)) node = node.parent;
    const parent = node.parent;
    if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent) || ts.isExportAssignment(parent)) return;
    if (ts.isNewExpression(parent) && parent.expression === node) return;
    if (ts.isExpressionWithTypeArguments(parent)) return;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
      if (parent.name.text === "prototype" && !isMethodRead(parent)) this.made.add(cls);
      return;
    }
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) {
      if (isRepeated(cls)) this.usedAsValue.add(cls);
      return;
    }
    this.usedAsValue.add(cls);
    const kind = listedBy(parent, node);
    if (kind !== null && hasListed(cls, kind)) this.made.add(cls);
  }

  /** A static method that says `this` is taken off its class, and may be called on another one, or on none. */
  private noteTaken(holder: ts.Node, name: ts.Node, to: ts.Expression | null): void {
    const owners = ts.isIdentifier(name) ? this.sayingThis.get(name.text) : undefined;
    if (owners === undefined) return;
    const type = this.checker.getTypeAtLocation(holder);
    if (to !== null && this.checker.getTypeAtLocation(to).symbol === type.symbol) return;
    for (const owner of owners)
      if (type.flags & ts.TypeFlags.Any || this.isOrInherits(type, owner)) this.made.add(owner);
  }

  /** Whether `type` is that of `base` or of a class which extends it. */
  private isOrInherits(type: ts.Type, base: ClassNode): boolean {
    const cls = (type.symbol as ts.Symbol | undefined)?.declarations?.find(ts.isClassLike) ?? null;
    for (let at = cls; at !== null; at = this.baseOf(at)) if (at === base) return true;
    return false;
  }

  /** `C.prototype` where C is a parameter or the like: the class is the one that its type names, or may be any. */
  private notePrototype(holder: ts.Expression): void {
    const named = this.symbolOf(holder);
    if (named !== null && (isLibrarySymbol(named) || this.classOf(holder) !== null)) return;
    const type = this.checker.getTypeAtLocation(holder);
    const cls = (type.symbol as ts.Symbol | undefined)?.declarations?.find(ts.isClassLike);
    if (cls !== undefined && this.isOwn(cls)) this.made.add(cls);
    else if (type.flags & ts.TypeFlags.Any || type.getConstructSignatures().length > 0)
      this.openHeritage = true;
  }

  /** Assigning to a method, or to a static field through a class that inherits it. */
  private noteAssignment(target: ts.Expression, value: ts.Expression | null): void {
    if (ts.isElementAccessExpression(target)) {
      const key = this.checker.getTypeAtLocation(target.argumentExpression);
      const keys = membersOf(key);
      if (value !== null && keys.every((k) => k.isStringLiteral()) && this.mayBeFunction(value))
        for (const k of keys) this.assignedFunctions.add((k as ts.StringLiteralType).value);
    }
    if (!ts.isPropertyAccessExpression(target)) return;
    const symbol = this.checker.getSymbolAtLocation(target.name);
    if (symbol !== undefined && isLibrarySymbol(symbol)) return;
    const d = symbol?.valueDeclaration;
    if (d === undefined || !ts.isClassElement(d) || !ts.isClassLike(d.parent)) {
      // Through `any` or a type that is no class, the object may be an instance all the same.
      if (value !== null && this.mayBeFunction(value)) this.assignedFunctions.add(target.name.text);
      return;
    }
    if (!this.isOwn(d.parent)) return;
    if (ts.isMethodDeclaration(d)) this.made.add(d.parent);
    if (!ts.isPropertyDeclaration(d) || !isStatic(d)) return;
    const through = this.classOf(target.expression);
    if (through !== null && through !== d.parent) this.made.add(d.parent);
  }

  /** Object.assign(x, { name() {} }), Object.defineProperty(x, "name", ...) and their like. */
  private noteDefinition(call: ts.CallExpression): void {
    const { expression: callee, arguments: args } = call;
    if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return;
    if (!/^(Object|Reflect)$/.test(callee.expression.text)) return;
    const key = args[1];
    if (/^(defineProperty|set)$/.test(callee.name.text) && key !== undefined && ts.isStringLiteralLike(key))
      this.assignedFunctions.add(key.text);
    if (!/^(assign|defineProperties)$/.test(callee.name.text)) return;
    for (const source of args.slice(1)) {
      if (!ts.isObjectLiteralExpression(source)) continue;
      for (const p of source.properties) {
        if (p.name === undefined || ts.isComputedPropertyName(p.name)) continue;
        const value = ts.isPropertyAssignment(p)
          ? p.initializer
          : ts.isShorthandPropertyAssignment(p)
            ? p.name
            : null;
        if (callee.name.text !== "assign" || value === null || this.mayBeFunction(value))
          this.assignedFunctions.add(memberText(p.name));
      }
    }
  }

  private mayBeFunction(value: ts.Expression): boolean {
    const type = this.checker.getTypeAtLocation(value);
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true;
    return type.getCallSignatures().length > 0;
  }

  /** Classes whose static members a listing may show that is given more than their names. */
  private findListed(): void {
    const reached = this.asksConstructors ? this.classes : [...this.usedAsValue];
    const open = reached.filter((cls) => this.isOwn(cls) && !this.made.has(cls) && hasListed(cls, "members"));
    if (open.length === 0) return;
    const kinds = new Set<Listing>();
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node) || kinds.has("members")) return;
      const kind = listing(this.checker, node);
      if (kind !== null) kinds.add(kind);
      ts.forEachChild(node, visit);
    };
    for (const file of this.files) visit(file);
    for (const kind of kinds) for (const cls of open) if (hasListed(cls, kind)) this.made.add(cls);
  }

  // ---- Families -----------------------------------------------------------------------------------------------

  private spread(): void {
    const bases = new Map<ClassNode, ClassNode>();
    for (const node of this.classes) {
      const heritage = heritageOf(node);
      const base = heritage === null ? null : this.classOf(heritage);
      if (base !== null && this.isOwn(base)) bases.set(node, base);
    }
    for (let changed = true; changed; ) {
      const before = this.made.size;
      for (const [node, base] of bases) {
        if (this.made.has(base)) this.made.add(node);
        if (this.made.has(node)) this.made.add(base);
      }
      changed = this.made.size !== before;
    }
  }

  private symbolOf(node: ts.Expression): ts.Symbol | null {
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return null;
    const shorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
    const symbol = shorthand
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    return symbol === undefined ? null : resolveAlias(this.checker, symbol);
  }

  /** The class of the program that an expression names. */
  private classOf(node: ts.Expression): ClassNode | null {
    const symbol = this.symbolOf(node);
    if (symbol === null) return null;
    const own = symbol.declarations?.find(ts.isClassLike);
    if (own !== undefined) return own.getSourceFile().isDeclarationFile ? null : own;
    const d = symbol.valueDeclaration;
    if (d === undefined || !ts.isVariableDeclaration(d) || d.initializer === undefined) return null;
    return ts.isClassExpression(d.initializer) && isNamedByConstant(d.initializer) ? d.initializer : null;
  }
}

function isOptional(p: ts.ParameterDeclaration): boolean {
  return p.questionToken !== undefined || p.initializer !== undefined;
}

/** What a class extends, or null. */
export function heritageOf(node: ClassNode): ts.Expression | null {
  const clause = node.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression ?? null;
}

/** In a function or loop: may be evaluated more than once. */
export function isRepeated(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isPropertyDeclaration(at) || ts.isClassStaticBlockDeclaration(at))
      return true;
    if (ts.isIterationStatement(at, false)) return true;
  }
  return false;
}

/** `const C = class {}`: the constant stands for the class. */
function isNamedByConstant(node: ts.ClassExpression): boolean {
  const d = node.parent;
  return (
    ts.isVariableDeclaration(d) &&
    d.initializer === node &&
    ts.isIdentifier(d.name) &&
    (ts.getCombinedNodeFlags(d) & ts.NodeFlags.Const) !== 0
  );
}

/** The identifier declares, or names a member. */
function isName(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent) || ts.isImportClause(parent)) return true;
  return (parent as { name?: ts.Node }).name === node;
}

/** C.prototype.method, read. */
function isMethodRead(prototype: ts.Expression): boolean {
  const access = prototype.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== prototype) return false;
  const around = access.parent;
  if (ts.isDeleteExpression(around)) return false;
  return assignmentTarget(around) !== access && !/^(constructor|__proto__)$/.test(access.name.text);
}

function assignmentTarget(node: ts.Node): ts.Expression | null {
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind))
    return skipOuter(node.left) as ts.Expression;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return skipOuter(node.operand) as ts.Expression;
  return null;
}

/** True when such a listing shows something of the class itself. */
function hasListed(cls: ClassNode, kind: Listing): boolean {
  return cls.members.some((m) => {
    if (!isStatic(m) || m.name === undefined || ts.isPrivateIdentifier(m.name)) return false;
    return kind === "members" || ts.isPropertyDeclaration(m);
  });
}

/** `a.constructor === b.constructor` hands no class on. */
function isCompared(node: ts.Expression): boolean {
  return ts.isBinaryExpression(node.parent) && isStrictEquality(node.parent.operatorToken.kind);
}

/** The class that `this` is in its static members; null elsewhere. */
function classOfStaticThis(node: ts.Node): ClassNode | null {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isClassElement(at) && ts.isClassLike(at.parent)) return isStaticElement(at) ? at.parent : null;
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at) || ts.isClassLike(at)) return null;
  }
  return null;
}

/** Code that says `super` of the object its method belongs to. */
export function mentionsSuper(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.SuperKeyword) return true;
  if (ts.isClassLike(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) return false;
  return ts.forEachChild(node, (c) => mentionsSuper(c) || undefined) ?? false;
}

/** True when a constructor may return an object of its own choice in place of `this`. */
function returnsObject(node: ts.ConstructorDeclaration): boolean {
  const found = (n: ts.Node): boolean => {
    if (ts.isReturnStatement(n)) return n.expression !== undefined;
    if (ts.isFunctionLike(n) || ts.isClassLike(n)) return false;
    return ts.forEachChild(n, (c) => found(c) || undefined) ?? false;
  };
  return node.body !== undefined && found(node.body);
}
