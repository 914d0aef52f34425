// Variables of modules: the globals behind them, those whose values are known, and what runs to initialise them.

import ts from "typescript";
import { operandType } from "../ir/build.ts";
import type { Func, Global, Operand, Type } from "../ir/types.ts";
import { containerOf, isModuleLevel } from "./captures.ts";
import { Constants } from "./constants.ts";
import type { Lowering } from "./lowering.ts";
import { libraryInitialiser, staticsInitialiser } from "./modules.ts";
import { defaultExport } from "./namespaces.ts";
import { EMPTY_ENV } from "./reps.ts";

/** `needsCheck`: it holds a hole, behind which a ReferenceError waits, until it is initialised. */
export type GlobalBinding = { readonly global: Global; readonly needsCheck: boolean; readonly name: string };

export class ModuleVariables {
  private readonly lowering: Lowering;
  private readonly constants: Constants;
  private readonly globals = new Map<ts.Symbol, GlobalBinding>();
  private readonly initialisers = new Map<ts.SourceFile, { position: number; func: Func }[]>();
  private readonly initialised = new Set<ts.Node>();
  /** Those whose initialisation may be observed from code that runs before it. */
  readonly late = new Set<ts.Symbol>();
  /** Those that begin with the function that declares them. */
  readonly assignedFunctions: { readonly global: Global; readonly func: Func }[] = [];

  constructor(lowering: Lowering) {
    this.lowering = lowering;
    this.constants = new Constants(lowering.checker);
  }

  /** The global behind a module-level variable, made on first use. */
  of(symbol: ts.Symbol): GlobalBinding {
    const known = this.globals.get(symbol);
    if (known !== undefined) return known;
    const declaration = defaultExport(symbol) ?? symbol.valueDeclaration!;
    const checked = this.late.has(symbol);
    const rep = this.lowering.declared.variable(declaration, EMPTY_ENV);
    const type: Type = checked || (isVar(declaration) && rep !== "ref") ? "value" : rep;
    const file = this.lowering.input.relative(declaration.getSourceFile().fileName);
    const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    const global = this.lowering.builder.newGlobal(`${file}:${symbol.name}`, type, isConstant && !checked);
    const binding = { global, needsCheck: checked, name: symbol.name };
    this.globals.set(symbol, binding);
    if (ts.isFunctionDeclaration(declaration)) {
      const { func } = this.lowering.functionInstance(declaration, EMPTY_ENV);
      func.needsGenericEntry = true;
      this.assignedFunctions.push({ global, func });
    } else this.planInitialiser(declaration);
    return binding;
  }

  /** Variables declared by `var` that start as undefined: generated code starts those of any value as holes. */
  hoisted(): Global[] {
    const hoisted: Global[] = [];
    for (const [symbol, { global, needsCheck }] of this.globals)
      if (global.type === "value" && !needsCheck && isVar(symbol.valueDeclaration!)) hoisted.push(global);
    return hoisted;
  }

  /** The value of a module-level constant that no read can precede, or null when it is not known. */
  constant(symbol: ts.Symbol): Operand | null {
    if (this.late.has(symbol)) return null;
    const constant = this.constants.operand(symbol);
    if (constant === null) return null;
    const rep = this.lowering.declared.variable(symbol.valueDeclaration!, EMPTY_ENV);
    return rep === operandType(constant) ? constant : null;
  }

  /** A library variable that is used needs its initialiser to run at start. */
  private planInitialiser(declaration: ts.Declaration): void {
    const file = declaration.getSourceFile();
    if (!this.lowering.input.isLibraryFile(file.fileName)) return;
    let at: ts.Node = declaration;
    while (!ts.isVariableDeclaration(at)) at = at.parent;
    const variable = at;
    this.planOnce(variable.parent.parent, () => libraryInitialiser(this.lowering, variable));
  }

  /** The static fields of a library class need what they begin with, once one of them is used. */
  planStatics(cls: ts.ClassLikeDeclaration): void {
    if (this.lowering.input.isLibraryFile(cls.getSourceFile().fileName))
      this.planOnce(cls, () => staticsInitialiser(this.lowering, cls));
  }

  private planOnce(node: ts.Node, makeInitialiser: () => Func): void {
    if (this.initialised.has(node)) return;
    this.initialised.add(node);
    const file = node.getSourceFile();
    const list = this.initialisers.get(file) ?? [];
    list.push({ position: node.getStart(), func: makeInitialiser() });
    this.initialisers.set(file, list);
  }

  /** Initialisers of the used variables of a library module, in source order. */
  initialisersOf(file: ts.SourceFile): Func[] {
    return [...(this.initialisers.get(file) ?? [])]
      .sort((a, b) => a.position - b.position)
      .map((i) => i.func);
  }

  /** A variable of a module of the program or the library, or what is kept in one. */
  has(symbol: ts.Symbol): boolean {
    const exported = defaultExport(symbol);
    if (exported !== null) return !exported.getSourceFile().isDeclarationFile;
    const d = symbol.valueDeclaration;
    return (
      d !== undefined &&
      (ts.isVariableDeclaration(d) ||
        ts.isBindingElement(d) ||
        (ts.isClassDeclaration(d) && this.lowering.classValues.has(d)) ||
        this.lowering.captures.isAssignedFunction(symbol)) &&
      !d.getSourceFile().isDeclarationFile &&
      isModuleLevel(d) &&
      ts.isSourceFile(containerOf(d))
    );
  }
}

/** Declared by `var`, so that it is undefined before it is initialised. */
export function isVar(declaration: ts.Node): boolean {
  let at: ts.Node = declaration;
  while (at !== undefined && !ts.isVariableDeclarationList(at)) {
    if (ts.isParameter(at) || ts.isSourceFile(at) || ts.isBlock(at)) return false;
    at = at.parent;
  }
  return at !== undefined && (at.flags & ts.NodeFlags.BlockScoped) === 0;
}
