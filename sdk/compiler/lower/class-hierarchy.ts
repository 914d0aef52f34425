// Facts about the classes of a whole program: who extends whom, what is overridden, which static types can lie.

import ts from "typescript";
import { type ClassNode, hasName, isStatic, memberText, parameterProperties } from "./class-nodes.ts";
import { type Lowering, typeParametersOf } from "./lowering.ts";

export class ClassHierarchy {
  protected readonly lowering: Lowering;
  private readonly subclasses = new Map<ClassNode, ClassNode[]>();
  /** Names of the members of every class and object literal; `open` when there may be more. */
  private readonly nameSets: { node: ts.Node; names: ReadonlySet<string>; open: boolean }[] = [];
  /** Names of members of classes made at run time, and the library classes that some of those extend. */
  private readonly madeNames = new Set<string>();
  private readonly madeBases = new Set<ClassNode>();
  private readonly fakeable = new Map<ClassNode, boolean>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
    for (const file of lowering.input.program.getSourceFiles()) {
      if (!file.isDeclarationFile) this.scan(file);
    }
  }

  private scan(node: ts.Node): void {
    if (ts.isClassLike(node)) {
      const names = new Set<string>();
      for (const m of node.members) {
        if (m.name === undefined) continue;
        const name = memberText(m.name);
        if (!isStatic(m) || name === "@@hasInstance") names.add(name);
      }
      for (const p of parameterProperties(node)) names.add((p.name as ts.Identifier).text);
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
    }
    ts.forEachChild(node, (child) => this.scan(child));
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

  /**
   * True when an object that is no instance of this class (or of another version of it) can have its static
   * type: then members must also be found by name. TypeScript's private members rule that out.
   */
  isFakeable(node: ClassNode): boolean {
    const known = this.fakeable.get(node);
    if (known !== undefined) return known;
    const names = this.nameSets.find((s) => s.node === node)!.names;
    const nominal = node.members.some(
      (m) =>
        ts.getCombinedModifierFlags(m as ts.Declaration) &
          (ts.ModifierFlags.Private | ts.ModifierFlags.Protected) ||
        (m.name !== undefined && ts.isPrivateIdentifier(m.name)),
    );
    const result =
      typeParametersOf(node).length > 0 ||
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

  /** True when any class or object literal of the program has a member of that name. */
  someMemberNamed(name: string): boolean {
    return this.nameSets.some((s) => s.names.has(name));
  }

  protected derives(node: ts.Node, base: ClassNode): boolean {
    return (this.subclasses.get(base) ?? []).some((s) => s === node || this.derives(node, s));
  }
}
