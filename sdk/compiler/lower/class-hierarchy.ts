// Facts about the classes of a whole program: who extends whom, what is overridden, which static types can lie.

import ts from "typescript";
import { type ClassNode, hasName, isStatic, memberText, parameterProperties } from "./class-nodes.ts";
import { typeParametersOf } from "./function-nodes.ts";
import { isJavaScript } from "./javascript.ts";
import type { Lowering } from "./lowering.ts";
import { type NotableNode, notableNodes } from "./notable-nodes.ts";

export class ClassHierarchy {
  protected readonly lowering: Lowering;
  private readonly subclasses = new Map<ClassNode, ClassNode[]>();
  /** Names of the members of every class and object literal; `open` when there may be more. */
  private readonly nameSets: { node: ts.Node; names: ReadonlySet<string>; open: boolean }[] = [];
  /** Names of members of classes made at run time, and the library classes that some of those extend. */
  private readonly madeNames = new Set<string>();
  private readonly madeBases = new Set<ClassNode>();
  private isGivenHasInstance = false;
  private readonly fakeable = new Map<ClassNode, boolean>();
  /** Interfaces that some class says it implements. */
  private readonly implemented = new Set<ts.Symbol>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
    for (const file of lowering.input.program.getSourceFiles()) {
      if (!file.isDeclarationFile) for (const node of notableNodes(file)) this.note(node);
    }
  }

  private note(node: NotableNode): void {
    if (ts.isClassLike(node)) {
      const names = new Set<string>();
      for (const m of node.members) {
        if (m.name === undefined) continue;
        const name = memberText(m.name);
        if (!isStatic(m) || name === "@@hasInstance") names.add(name);
      }
      for (const p of parameterProperties(node)) names.add((p.name as ts.Identifier).text);
      for (const symbol of this.interfaceSymbols(node)) this.implemented.add(symbol);
      const base = this.baseNode(node);
      const made = this.lowering.classValues.has(node);
      if (made) for (const n of names) this.madeNames.add(n);
      for (let at = made ? base : null; at !== null; at = this.baseNode(at)) this.madeBases.add(at);
      if (base !== null && !made) this.subclasses.set(base, [...(this.subclasses.get(base) ?? []), node]);
      this.nameSets.push({ node, names, open: base !== null || made });
    } else if (ts.isObjectLiteralExpression(node)) {
      const names = new Set<string>();
      let open = false;
      for (const p of node.properties) {
        if (p.name !== undefined) names.add(memberText(p.name));
        else open = true;
      }
      this.nameSets.push({ node, names, open });
    } else if (ts.isPropertyAccessExpression(node)) {
      // Object.defineProperty(f, Symbol.hasInstance, ...)
      if (ts.isCallExpression(node.parent)) this.isGivenHasInstance = true;
    }
  }

  /** True when a class made at run time that extends `node`, of the library, may have a `key` of its own. */
  isOverriddenAtRunTime(node: ClassNode, key: string): boolean {
    return this.madeBases.has(node) && this.madeNames.has(key);
  }

  /** Promise: its methods make promises of the class of their receiver (SpeciesConstructor), which the library's do not. */
  makesItsKind(node: ClassNode): boolean {
    return (
      node.name?.text === "Promise" &&
      node === this.lowering.languageSymbol("Promise")?.declarations?.find(ts.isClassLike)
    );
  }

  baseNode(node: ClassNode): ClassNode | null {
    const clause = node.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword);
    const expression = clause?.types[0]?.expression;
    if (expression === undefined) return null;
    return this.classOfExpression(expression);
  }

  /** The class that an expression names, through imports and built-in globals; null otherwise. */
  classOfExpression(expression: ts.Expression): ClassNode | null {
    if (!ts.isIdentifier(expression) && !ts.isPropertyAccessExpression(expression)) return null;
    const symbol = this.lowering.checker.getSymbolAtLocation(expression);
    return symbol === undefined ? null : this.classOfSymbol(symbol);
  }

  classOfSymbol(given: ts.Symbol): ClassNode | null {
    const symbol = this.lowering.unalias(given);
    const own = symbol.declarations?.find(ts.isClassLike);
    if (own !== undefined && !own.getSourceFile().isDeclarationFile)
      return this.lowering.classValues.has(own) ? null : own;
    const variable = symbol.valueDeclaration;
    if (variable !== undefined && ts.isVariableDeclaration(variable) && variable.initializer !== undefined) {
      const { initializer } = variable;
      if (ts.isClassExpression(initializer) && !this.lowering.captures.isReassigned(symbol))
        return this.lowering.classValues.has(initializer) ? null : initializer;
    }
    if (this.lowering.isLibrary(symbol)) {
      return this.lowering.languageSymbol(symbol.name)?.declarations?.find(ts.isClassLike) ?? null;
    }
    return null;
  }

  hasSubclasses(node: ClassNode): boolean {
    return this.subclasses.has(node);
  }

  /** True when some subclass in the program declares `key` itself. */
  protected isOverridden(node: ClassNode, key: string): boolean {
    return (this.subclasses.get(node) ?? []).some(
      (s) => s.members.some((m) => hasName(m, key)) || this.isOverridden(s, key),
    );
  }

  /** The name of the interface that objects of `type` are declared to have, when a class says that it implements it. */
  implementedInterface(type: ts.Type): string | null {
    const symbol = this.lowering.checker.getNonNullableType(type).symbol as ts.Symbol | undefined;
    return symbol !== undefined && this.implemented.has(symbol) ? symbol.name : null;
  }

  /** Names of the interfaces that the class says it implements, with those that they extend. */
  protected interfacesOf(node: ClassNode): string[] {
    return [...new Set([...this.interfaceSymbols(node)].map((symbol) => symbol.name))];
  }

  private interfaceSymbols(node: ts.ClassLikeDeclaration | ts.InterfaceDeclaration): Set<ts.Symbol> {
    const found = new Set<ts.Symbol>();
    const isClass = ts.isClassLike(node);
    for (const clause of node.heritageClauses ?? []) {
      // What a class extends is a class, and its interfaces are that one's shape's.
      if (isClass && clause.token === ts.SyntaxKind.ExtendsKeyword) continue;
      for (const { expression } of clause.types) {
        const symbol = this.lowering.checker.getSymbolAtLocation(expression);
        const declared = symbol === undefined ? undefined : this.lowering.unalias(symbol);
        if (declared === undefined || this.lowering.isLibrary(declared)) continue;
        found.add(declared);
        for (const d of declared.declarations ?? [])
          if (ts.isInterfaceDeclaration(d)) for (const s of this.interfaceSymbols(d)) found.add(s);
      }
    }
    return found;
  }

  /**
   * True when an object that is no instance of this class (or of another version of it) can have its static
   * type: then members must also be found by name. TypeScript's private members rule that out.
   */
  isFakeable(node: ClassNode): boolean {
    const known = this.fakeable.get(node);
    if (known !== undefined) return known;
    const names = this.nameSets.find((s) => s.node === node)!.names;
    const nominal = isNominal(node);
    const result =
      typeParametersOf(node).length > 0 ||
      this.lowering.foreignThis.hasHeirs(node) ||
      (!nominal &&
        this.nameSets.some(
          (s) =>
            s.node !== node &&
            !this.derives(s.node, node) &&
            (s.open || [...names].every((n) => s.names.has(n))),
        ));
    this.fakeable.set(node, result);
    return result;
  }

  /**
   * True when an access in one of Ingot's own files finds instances of this class, of those files too, and nothing else:
   * then other objects are refused there. Types hold in those files, which make no such object by a literal or a cast.
   *
   * In the language library, whose functions meet whatever a program has, only of classes marked `@sealed`: no object of
   * a program passes for one. Those marked `@sealed outside` are sealed for the other files. Of generic classes, a variable
   * may hold another version than its type says (a Map of strings as one of anything): few can be marked.
   */
  isSealed(node: ClassNode, access: ts.Node): boolean {
    const where = this.sealed.get(node) ?? this.whereSealed(node);
    this.sealed.set(node, where);
    const { fileName } = access.getSourceFile();
    if (where === "nowhere" || !this.lowering.input.isLibraryFile(fileName)) return false;
    return where === "everywhere" || !isOfLanguage(fileName);
  }
  private readonly sealed = new Map<ClassNode, "nowhere" | "outside" | "everywhere">();

  private whereSealed(node: ClassNode): "nowhere" | "outside" | "everywhere" {
    const { fileName } = node.getSourceFile();
    if (!this.lowering.input.isLibraryFile(fileName) || !ts.isSourceFile(node.parent)) return "nowhere";
    if (this.lowering.classValues.has(node) || this.madeBases.has(node)) return "nowhere";
    const mark = ts.getJSDocTags(node).find((tag) => tag.tagName.text === "sealed");
    if (mark !== undefined) return mark.comment === "outside" ? "outside" : "everywhere";
    if (isOfLanguage(fileName) || typeParametersOf(node).length > 0) return "nowhere";
    return isNominal(node) || this.isAlone(node) ? "outside" : "nowhere";
  }

  /** True for Ingot's own files but those of the language library. */
  isOfAppliances(fileName: string): boolean {
    return this.lowering.input.isLibraryFile(fileName) && !isOfLanguage(fileName);
  }

  /** The class with members of all these names, if no other class but its subclasses and no object literal has them. */
  onlyClassWith(names: readonly string[]): ClassNode | null {
    // Objects of JavaScript get their members by assignments.
    this.hasJavaScript ??= this.lowering.input.program.getSourceFiles().some(isJavaScript);
    if (this.hasJavaScript) return null;
    const found = this.nameSets.filter((s) => {
      const has = ts.isClassLike(s.node) ? this.namesOf(s.node) : s.open ? this.typeNamesOf(s.node) : s.names;
      return names.every((n) => has.has(n));
    });
    return (
      found
        .map((s) => s.node)
        .filter(ts.isClassLike)
        .find((base) => found.every((s) => s.node === base || this.derives(s.node, base))) ?? null
    );
  }
  private hasJavaScript: boolean | null = null;

  /** Names of the properties of an object literal that takes over those of another. */
  private typeNamesOf(literal: ts.Node): Set<string> {
    const { checker } = this.lowering;
    return new Set(checker.getPropertiesOfType(checker.getTypeAtLocation(literal)).map((p) => p.name));
  }

  /** True when no other class and no object literal has all of its members. */
  private isAlone(node: ClassNode): boolean {
    const names = [...this.namesOf(node)];
    return !this.nameSets.some((s) => {
      if (s.node === node || this.derives(s.node, node)) return false;
      const has = ts.isClassLike(s.node) ? this.namesOf(s.node) : s.names;
      return names.every((n) => has.has(n));
    });
  }

  /** Names of its members, inherited ones included. */
  private namesOf(node: ClassNode): Set<string> {
    const names = new Set<string>();
    for (let at: ClassNode | null = node; at !== null; at = this.baseNode(at))
      for (const n of this.nameSets.find((s) => s.node === at)?.names ?? []) names.add(n);
    return names;
  }

  /** True when some object of the program may say by Symbol.hasInstance what its instances are. */
  get asksHasInstance(): boolean {
    return this.isGivenHasInstance || this.nameSets.some((s) => s.names.has("@@hasInstance"));
  }

  derives(node: ts.Node, base: ClassNode): boolean {
    return (this.subclasses.get(base) ?? []).some((s) => s === node || this.derives(node, s));
  }
}

/** True when TypeScript lets no object of another class pass for one of this: it has private members. */
function isNominal(node: ClassNode): boolean {
  return node.members.some(
    (m) =>
      ts.getCombinedModifierFlags(m as ts.Declaration) &
        (ts.ModifierFlags.Private | ts.ModifierFlags.Protected) ||
      (m.name !== undefined && ts.isPrivateIdentifier(m.name)),
  );
}

/** Of the language library or Node's modules, where a program may expect its objects to be taken by their members. */
function isOfLanguage(fileName: string): boolean {
  return /\/runtime\/(lang|node)\//.test(fileName);
}
