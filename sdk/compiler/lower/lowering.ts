// Lowering of a whole program: which functions, classes and variables are reached, and their IR counterparts.
//
// Work is on demand: a function is lowered when something lowered refers to it, a class when it is
// constructed, a method when a call or a lookup by name could reach it. What is never reached is never
// looked at, so unused drivers and library code cost nothing. A function of the library waits longer, until the pass
// that finds reachable code enters it: most of what a table or a dead branch mentions never runs. Bodies are lowered
// by function.ts. Over 600 lines because every table that reached code fills is kept here, where the work list is.

import ts from "typescript";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type FuncBuilder, ModuleBuilder, operandType } from "../ir/build.ts";
import { keyAsName } from "../ir/symbols.ts";
import type { Func, Global, Module, Operand, Shape, Type } from "../ir/types.ts";
import { usesArguments } from "./arguments-object.ts";
import { builtinLength } from "./builtin-lengths.ts";
import { BuiltinValues, writtenNames } from "./builtin-values.ts";
import { isOnlyCalculatedWith } from "./calculated.ts";
import { CaptureAnalysis, containerOf, isModuleLevel } from "./captures.ts";
import { type ClassNode, mentionsThis } from "./class-nodes.ts";
import { ClassValues } from "./class-values.ts";
import { Classes } from "./classes.ts";
import { Constants } from "./constants.ts";
import { ForeignThis } from "./foreign-this.ts";
import { FunctionLowering } from "./function.ts";
import { FunctionIdentity } from "./function-identity.ts";
import { generatorFunctions } from "./generators.ts";
import { isJavaScript, withoutTypesOfJavaScript } from "./javascript.ts";
import { membersOf } from "./kinds.ts";
import { LooseProperties } from "./loose-properties.ts";
import { Missing } from "./missing.ts";
import { libraryInitialiser, lowerModules, staticsInitialiser } from "./modules.ts";
import { behindNodeModule, defaultExport, resolveAlias, runOnce } from "./namespaces.ts";
import { evaluationOrder } from "./program.ts";
import { at, Refused } from "./refuse.ts";
import { EMPTY_ENV, indexedKind, isLibrarySymbol, type Rep, repOf, type TypeEnv } from "./reps.ts";
import { computedSymbolKey, StaticSymbols } from "./symbols.ts";
import {
  type FunctionNode,
  isAssignmentOperator,
  isGenerator,
  isNewTarget,
  isThisParameter,
  parametersOf,
  skipOuter,
} from "./syntax.ts";
import { TestedVariables } from "./tested.ts";
import { namedProperties } from "./unicode-properties.ts";
import { WidenedTypes } from "./widened.ts";

/** One compiled version of a function: its node and the representations of the type parameters around it. */
export interface FunctionInstance {
  readonly node: FunctionNode;
  readonly env: TypeEnv;
  readonly func: Func;
  /** Writes the body, once. */
  readonly builder: FuncBuilder;
  /** For static members of classes: the class that `this` is. */
  readonly receiver?: ClassNode;
  /** Declared signature of the parameters, without `this`. */
  readonly params: readonly ParameterInfo[];
  readonly returns: Type;
  /** Parameters, by name, that hold an object of one function known here (callbacks.ts). */
  readonly targets?: ReadonlyMap<string, FunctionInstance>;
}

export interface ParameterInfo {
  readonly type: Type;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly name: string;
  /** A number for which undefined is as good as NaN (calculated.ts). */
  readonly takesMissing: boolean;
}

export type GlobalBinding = { readonly global: Global; readonly needsCheck: boolean; readonly name: string };

export interface LoweringInput {
  readonly program: ts.Program;
  /** All modules in evaluation order. */
  readonly files: readonly ts.SourceFile[];
  /**
   * The modules of each program, in evaluation order. Usually there is one program; with several in one
   * executable, the runtime call `selected_program` says which one runs.
   */
  readonly programs: readonly (readonly ts.SourceFile[])[];
  readonly packageRoot: string;
  /** Modules of Ingot itself, whose variables are initialised only when used. */
  readonly isLibraryFile: (file: string) => boolean;
  /** Where the program will run. Default: the host. */
  readonly platform?: "host" | "board" | undefined;
  /** Shortens file names for locations and function names. */
  readonly relative: (file: string) => string;
  /** Makes versions of library functions for the callbacks that the program passes: faster, but larger. */
  readonly isForSpeed?: boolean;
}

/** Finds what the program can reach, and has it written; `settle` completes what goes with it. */
export type FindReachable = (
  module: Module,
  roots: readonly Func[],
  how: { readonly write: (func: Func) => void; readonly settle: () => void },
) => void;

export class Lowering {
  readonly checker: ts.TypeChecker;
  readonly builder = new ModuleBuilder();
  readonly captures: CaptureAnalysis;
  readonly foreignThis: ForeignThis;
  private readonly constants: Constants;
  readonly symbols: StaticSymbols;
  /** Where undefined comes although types say otherwise. */
  readonly missing: Missing;
  readonly tested: TestedVariables;
  readonly widened: WidenedTypes;
  readonly loose: LooseProperties;
  /** Which classes are objects made at run time. */
  readonly classValues: ClassValues;
  readonly classes: Classes;
  readonly builtins: BuiltinValues;
  readonly diagnostics: Diagnostic[] = [];
  readonly input: LoweringInput;
  /** The program may freeze objects, so stores to fields must ask. */
  usesFreeze = false;
  /** The properties that sources of the program name in regular expressions, or in texts that may become some. */
  readonly unicodeProperties = new Set<string>();
  private readonly queue: (() => void)[] = [];
  /** What writes the bodies of library functions that nothing is known to reach so far. */
  private readonly unwritten = new Map<Func, () => void>();
  /** Since it was last false, code was lowered. */
  private hasGrown = false;
  private readonly instances = new Map<string, FunctionInstance>();
  private readonly made = new Map<Func, FunctionInstance>();
  private readonly nodeIds = new Map<ts.Node, number>();
  private readonly globals = new Map<ts.Symbol, GlobalBinding>();
  private readonly literalShapes = new Map<string, Shape>();
  private readonly language: ReadonlyMap<string, ts.Symbol>;
  private readonly dynamicKeys = new Set<string>();
  /** Those, and names that are looked up on what is no built-in object. */
  private readonly memberKeys = new Set<string>();
  private everyKeyIsDynamic = false;
  private hasDictionaryKeys = false;
  /** Some code may give an object a property whose name only comes together at run time. */
  addsByName = false;
  private readonly initialisers = new Map<ts.SourceFile, { position: number; func: Func }[]>();
  private readonly initialised = new Set<ts.Node>();
  /** Module-level variables whose initialisation may be observed from code that runs before it. */
  readonly lateGlobals = new Set<ts.Symbol>();

  constructor(input: LoweringInput) {
    this.input = input;
    this.checker = withoutTypesOfJavaScript(input.program);
    this.symbols = new StaticSymbols(this.checker);
    for (const file of input.program.getSourceFiles()) if (!file.isDeclarationFile) this.symbols.scan(file);
    const own = input.files.filter((f) => !input.isLibraryFile(f.fileName));
    this.missing = new Missing(this.checker, own, input.isLibraryFile);
    this.tested = new TestedVariables(this.checker, own);
    this.widened = new WidenedTypes(
      this.checker,
      own.filter((f) => !isJavaScript(f)),
    );
    this.loose = new LooseProperties(this.checker, own);
    this.classValues = new ClassValues(this.checker, own);
    this.captures = new CaptureAnalysis(
      this.checker,
      this.classValues,
      new FunctionIdentity(this.checker, own),
    );
    this.constants = new Constants(this.checker);
    for (const file of input.program.getSourceFiles()) {
      if (file.isDeclarationFile) continue;
      if (input.isLibraryFile(file.fileName)) continue;
      if (/\b(freeze|seal|preventExtensions)\b/.test(file.text)) this.usesFreeze = true;
      for (const name of namedProperties(file.text)) this.unicodeProperties.add(name);
    }
    this.language = this.languageExports();
    this.classes = new Classes(this);
    this.foreignThis = new ForeignThis(this);
    this.builtins = new BuiltinValues(this, this.language);
  }

  /**
   * Lowers everything that `reach` finds reachable. Diagnostics say what was refused; the module is then not usable.
   * Of the library, functions that are mentioned but not reached keep empty bodies.
   */
  run(hooks: ReadonlyMap<string, string>, reach: FindReachable): Module {
    for (const [hook, exported] of hooks) {
      const symbol = this.language.get(exported);
      const node = symbol === undefined ? null : functionDeclaration(symbol);
      if (node === null) throw new Error(`runtime/lang exports no function "${exported}"`);
      this.builder.module.hooks.set(hook, this.functionInstance(node, EMPTY_ENV).func);
    }
    const modules = lowerModules(this);
    this.settle();
    const { module } = this.builder;
    do {
      this.hasGrown = false;
      // What the entry, which is written last, names.
      const roots = [...this.moduleFunctions.values(), ...this.assignedFunctions.map(({ func }) => func)];
      reach(module, roots, { write: (func) => this.writeBody(func), settle: () => this.settle() });
      // What is reached in one go depends on the order. It is whole when nothing comes to it from the beginning.
    } while (this.hasGrown);
    this.builtins.finish();
    modules.finish();
    module.unwritten = new Set(this.unwritten.keys());
    return module;
  }

  /** Lowers what is known to be needed, and completes the tables with what it made reachable. */
  private settle(): void {
    do {
      for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
        this.hasGrown = true;
        next();
      }
    } while (this.classes.completeTables());
    this.classes.fillTables();
  }

  private writeBody(func: Func): void {
    const write = this.unwritten.get(func);
    if (write === undefined) return;
    this.unwritten.delete(func);
    this.hasGrown = true;
    write();
  }

  /**
   * `write` gives `func`, whose declaration is `node`, its body after the function being lowered now. For functions
   * of the library it waits until something reaches them: most are only mentioned, in tables and dead branches.
   */
  body(func: Func, node: ts.Node, write: () => void): void {
    const guarded = (): void => {
      this.guard(write);
    };
    if (this.input.isLibraryFile(node.getSourceFile().fileName)) this.unwritten.set(func, guarded);
    else this.defer(guarded);
  }

  /** The program may leave an object uncaught that is no Error. */
  keepInspector(): void {
    const declaration = this.languageFunction("inspectThrown");
    if (declaration !== null)
      this.builder.module.hooks.set("inspect_thrown", this.functionInstance(declaration, EMPTY_ENV).func);
  }

  /** Runs `work` later, after the function being lowered now. */
  defer(work: () => void): void {
    this.queue.push(work);
  }

  /** Runs `work`, turning a refusal into a diagnostic. False when it was refused. */
  guard(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { diagnostic } = error;
      // A generic function, or one that is declared and called, is refused once.
      const same = (d: Diagnostic): boolean =>
        d.code === diagnostic.code &&
        d.file === diagnostic.file &&
        d.line === diagnostic.line &&
        d.column === diagnostic.column;
      if (!this.diagnostics.some(same)) this.diagnostics.push(diagnostic);
      return false;
    }
  }

  // ---- Functions ------------------------------------------------------------------------------------------

  /** The instance of a function that captures nothing; its body is lowered later. */
  functionInstance(node: FunctionNode, env: TypeEnv, called: ClassNode | null = null): FunctionInstance {
    const relevant = this.relevantEnv(node, env);
    // A static member that says `this` has a version for each class it is called on.
    const receiver = called !== null && this.isStaticMember(node) && mentionsThis(node) ? called : null;
    const of = receiver === null || receiver === node.parent ? "" : `:${this.nodeId(receiver)}`;
    const key = `${this.nodeId(node)}:${envKey(relevant)}${of}`;
    const known = this.instances.get(key);
    if (known !== undefined) return known;
    if (ts.isFunctionDeclaration(node) && ADDING.test(node.name?.text ?? "")) this.addsByName = true;
    const made = this.newInstance(node, relevant);
    const instance = receiver === null ? made : { ...made, receiver };
    this.instances.set(key, instance);
    this.body(instance.func, node, () => new FunctionLowering(this, instance).lowerBody());
    return instance;
  }

  /** Whether the function, or a class or function around it, is marked `@rare` in Ingot's own sources. */
  isRare(node: ts.Node): boolean {
    if (!this.input.isLibraryFile(node.getSourceFile().fileName)) return false;
    for (let at = node; !ts.isSourceFile(at); at = at.parent) if (isMarked(at, "rare")) return true;
    return false;
  }

  /** A fresh instance with its IR signature; the caller lowers the body. */
  newInstance(
    node: FunctionNode,
    env: TypeEnv,
    thisShape: Shape | null = null,
    file: ts.SourceFile = node.getSourceFile(),
  ): FunctionInstance {
    const name = this.functionName(node);
    const fb = this.builder.newFunc(`${this.input.relative(file.fileName)}:${qualifiedName(node)}`, name);
    const func = fb.func;
    func.thisShape = thisShape;
    func.loc = this.location(node);
    func.isWeak = isMarked(node, "weak") && this.input.isLibraryFile(node.getSourceFile().fileName);
    if (this.isRare(node)) func.isRare = true;
    func.isAsync = !!(ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Async);
    func.generator = generatorFunctions(this, node, func.isAsync);
    if (isPlainFunction(node)) func.isConstructor = true;
    if (func.isConstructor === true && mentionsNewTarget(node)) func.takesTarget = true;
    func.hasThis = thisShape !== null || this.usesThis(node);
    if (thisShape !== null && ts.isMethodDeclaration(node) && !saysThis(node))
      func.ignoresThis = !this.input.isLibraryFile(file.fileName);
    if (func.hasThis) fb.param("this", func.thisShape === null ? "value" : "ref");
    const params = this.parameters(node, env);
    for (const p of params) {
      const local = fb.param(p.name, p.type);
      if (p.takesMissing) local.takesMissing = true;
    }
    func.hasRest = params.some((p) => p.rest);
    const own = this.input.isLibraryFile(node.getSourceFile().fileName) ? builtinLength(node) : null;
    func.arity = own ?? arity(node);
    func.result = this.resultType(node, env);
    const instance = { node, env, func, builder: fb, params, returns: func.result };
    this.made.set(func, instance);
    return instance;
  }

  /** What `newInstance` made: the declaration behind a function object. */
  instanceOf(func: Func): FunctionInstance | undefined {
    return this.made.get(func);
  }

  /** True for a type parameter whose values are stored boxed whatever it stands for. */
  boxes(parameter: ts.Symbol): boolean {
    return this.missing.hidesIn(parameter) || this.widened.has(parameter);
  }

  parameters(node: FunctionNode, env: TypeEnv): ParameterInfo[] {
    if (usesArguments(node))
      return [{ type: "ref", optional: false, rest: true, name: "arguments", takesMissing: false }];
    return parametersOf(node).map((p) => {
      const rest = p.dotDotDotToken !== undefined;
      const optional = p.initializer !== undefined || p.questionToken !== undefined;
      const rep = rest ? "ref" : repOf(this.checker, this.checker.getTypeAtLocation(p), env);
      const boxed =
        (rep !== "ref" && (optional || this.missing.mayHold(p))) || (!rest && this.tested.has(p, rep));
      const takesMissing =
        rep === "f64" &&
        !boxed &&
        !this.input.isLibraryFile(node.getSourceFile().fileName) &&
        isOnlyCalculatedWith(this.checker, p);
      return {
        type: boxed ? "value" : rep,
        optional,
        rest,
        name: ts.isIdentifier(p.name) ? p.name.text : "",
        takesMissing,
      };
    });
  }

  resultType(node: FunctionNode, env: TypeEnv): Type {
    // Only who calls the setter itself sees what it returns, as JavaScript can.
    if (ts.isSetAccessorDeclaration(node) && ts.isObjectLiteralExpression(node.parent) && isJavaScript(node))
      return "value";
    if (ts.isConstructorDeclaration(node) || ts.isSetAccessorDeclaration(node)) return "void";
    if (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Async) return "ref";
    if (isGenerator(node)) return "ref";
    const signature = this.checker.getSignatureFromDeclaration(node);
    if (signature === undefined || isJavaScript(node)) return "value";
    const type = signature.getReturnType();
    // Inferred, it comes from tests of a value against all that its type says, which a cast may have defeated.
    if (type.flags & ts.TypeFlags.Never)
      return node.type === undefined && returnsMissing(node, () => true) ? "value" : "void";
    if (type.flags & ts.TypeFlags.Void) return this.missing.passesOn(node) ? "value" : "void";
    const rep = repOf(this.checker, type, env);
    // An element read out of bounds makes the result undefined as under Node; without an annotation, so does a property.
    if (rep === "value") return rep;
    if (rep === "ref") return this.missing.mayBeOther(node) ? "value" : rep;
    const found =
      (node.type === undefined && returnsMissing(node, (e) => this.mayBeMissing(e, env))) ||
      this.missing.mayReturn(node);
    return found ? "value" : rep;
  }

  /** A plain function that mentions `this` takes it as its first parameter. */
  private usesThis(node: FunctionNode): boolean {
    if (ts.isArrowFunction(node) || node.body === undefined) return false;
    // In static members `this` is the class, known by name.
    if (this.isStaticMember(node)) return false;
    if (node.parameters.some(isThisParameter)) return true;
    return saysThis(node);
  }

  /** A static member of a class that the compiler knows. */
  isStaticMember(node: ts.Node): boolean {
    if (!ts.isClassElement(node) || this.classValues.has(node.parent)) return false;
    return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0;
  }

  functionName(node: FunctionNode): string {
    if (ts.isConstructorDeclaration(node)) return node.parent.name?.text ?? "";
    if (node.name !== undefined) {
      const role = ts.isGetAccessor(node) ? "get " : ts.isSetAccessor(node) ? "set " : "";
      return role + nameText(node.name);
    }
    let parent: ts.Node = node.parent;
    while (skipOuter(parent) !== parent) parent = parent.parent;
    // `export default` of a function without a name.
    if (ts.isExportAssignment(parent) || ts.isFunctionDeclaration(node)) return "default";
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
    if (setsPrototype(parent)) return "";
    if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return nameText(parent.name);
    if (ts.isBindingElement(parent) || ts.isParameter(parent))
      return ts.isIdentifier(parent.name) ? parent.name.text : "";
    if (ts.isShorthandPropertyAssignment(parent)) return parent.name.text;
    if (!ts.isBinaryExpression(parent) || !isAssignmentOperator(parent.operatorToken.kind)) return "";
    return ts.isIdentifier(parent.left) ? parent.left.text : "";
  }

  /** `env` cut down to the type parameters that stand around `node`. */
  private relevantEnv(node: ts.Node, env: TypeEnv): TypeEnv {
    if (env.size === 0) return env;
    const result = new Map<ts.Symbol, Rep>();
    for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
      for (const p of typeParametersOf(at)) {
        const symbol = this.checker.getSymbolAtLocation(p.name);
        const rep = symbol === undefined ? undefined : env.get(symbol);
        if (symbol !== undefined && rep !== undefined) result.set(symbol, rep);
      }
    }
    return result;
  }

  nodeId(node: ts.Node): number {
    let id = this.nodeIds.get(node);
    if (id === undefined) {
      id = this.nodeIds.size;
      this.nodeIds.set(node, id);
    }
    return id;
  }

  location(node: ts.Node): { file: string; line: number; column: number } {
    const file = node.getSourceFile();
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return { file: this.input.relative(file.fileName), line: line + 1, column: character + 1 };
  }

  // ---- Variables ------------------------------------------------------------------------------------------

  /** The global behind a module-level variable, made on first use. */
  globalVariable(symbol: ts.Symbol): GlobalBinding {
    const known = this.globals.get(symbol);
    if (known !== undefined) return known;
    const declaration = defaultExport(symbol) ?? symbol.valueDeclaration!;
    const checked = this.lateGlobals.has(symbol);
    const rep = this.variableRep(declaration, EMPTY_ENV);
    const type: Type = checked || (isVar(declaration) && rep !== "ref") ? "value" : rep;
    const file = this.input.relative(declaration.getSourceFile().fileName);
    const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    const global = this.builder.newGlobal(`${file}:${symbol.name}`, type, isConstant && !checked);
    const binding = { global, needsCheck: checked, name: symbol.name };
    this.globals.set(symbol, binding);
    if (ts.isFunctionDeclaration(declaration)) {
      const { func } = this.functionInstance(declaration, EMPTY_ENV);
      func.needsGenericEntry = true;
      this.assignedFunctions.push({ global, func });
    } else this.planInitialiser(declaration);
    return binding;
  }

  /** Variables of modules that begin with the function that declares them. */
  readonly assignedFunctions: { readonly global: Global; readonly func: Func }[] = [];

  /** Variables declared by `var` that start as undefined: generated code starts those of any value as holes. */
  hoistedGlobals(): Global[] {
    const hoisted: Global[] = [];
    for (const [symbol, { global, needsCheck }] of this.globals)
      if (global.type === "value" && !needsCheck && isVar(symbol.valueDeclaration!)) hoisted.push(global);
    return hoisted;
  }

  /** The value of a module-level constant that no read can precede, or null when it is not known. */
  constantVariable(symbol: ts.Symbol): Operand | null {
    if (this.lateGlobals.has(symbol)) return null;
    const constant = this.constants.operand(symbol);
    if (constant === null) return null;
    const rep = this.variableRep(symbol.valueDeclaration!, EMPTY_ENV);
    return rep === operandType(constant) ? constant : null;
  }

  /** A library variable that is used needs its initialiser to run at start. */
  private planInitialiser(declaration: ts.Declaration): void {
    const file = declaration.getSourceFile();
    if (!this.input.isLibraryFile(file.fileName)) return;
    let at: ts.Node = declaration;
    while (!ts.isVariableDeclaration(at)) at = at.parent;
    const variable = at;
    this.planOnce(variable.parent.parent, () => libraryInitialiser(this, variable));
  }

  /** The static fields of a library class need what they begin with, once one of them is used. */
  planStatics(cls: ts.ClassLikeDeclaration): void {
    if (this.input.isLibraryFile(cls.getSourceFile().fileName))
      this.planOnce(cls, () => staticsInitialiser(this, cls));
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
  libraryInitialisers(file: ts.SourceFile): Func[] {
    return [...(this.initialisers.get(file) ?? [])]
      .sort((a, b) => a.position - b.position)
      .map((i) => i.func);
  }

  /** Representation of a variable; `value` when its initialiser may be an element out of bounds. */
  variableRep(declaration: ts.Node, env: TypeEnv): Rep {
    if (ts.isExportAssignment(declaration)) {
      const given = declaration.expression;
      const plain = repOf(this.checker, this.checker.getTypeAtLocation(given), env);
      return plain !== "ref" && this.mayBeMissing(given, env) ? "value" : plain;
    }
    if (
      ts.isFunctionDeclaration(declaration) &&
      declaration.name !== undefined &&
      this.captures.isAssignedFunction(this.checker.getSymbolAtLocation(declaration.name))
    )
      return "value";
    const type = this.checker.getTypeAtLocation(declaration);
    const rep = repOf(this.checker, type, env);
    if (rep === "value" || this.tested.has(declaration, rep)) return "value";
    if (rep === "ref") {
      const other =
        ts.isVariableDeclaration(declaration) &&
        (this.missing.mayBeOther(declaration) || this.loose.initialises(declaration));
      return other || this.isClaimed(declaration, env) ? "value" : rep;
    }
    if (this.missing.mayHold(declaration)) return "value";
    if (
      ts.isVariableDeclaration(declaration) &&
      declaration.type === undefined &&
      declaration.initializer !== undefined
    ) {
      if (this.mayBeMissing(declaration.initializer, env)) return "value";
    }
    if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent))
      return "value";
    if (ts.isBindingElement(declaration) && ts.isArrayBindingPattern(declaration.parent)) {
      const source = this.checker.getTypeAtLocation(declaration.parent);
      if (declaration.initializer === undefined && !this.checker.isTupleType(source)) return "value";
    }
    return rep;
  }

  /** `const entry = found as Entry`, where `found` may be anything: a number in it must not hurt unless it is used. */
  private isClaimed(declaration: ts.Node, env: TypeEnv): boolean {
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
    if (this.input.isLibraryFile(declaration.getSourceFile().fileName)) return false;
    const given = skipOuter(declaration.initializer) as ts.Expression;
    if (given === declaration.initializer && declaration.type === undefined) return false;
    return repOf(this.checker, this.checker.getTypeAtLocation(given), env) === "value";
  }

  /** A read whose value may be undefined whatever its type says: an element, or a property found by name. */
  mayBeMissing(node: ts.Expression, env: TypeEnv): boolean {
    const inner = skipOuter(node) as ts.Expression;
    if (ts.isConditionalExpression(inner))
      return this.mayBeMissing(inner.whenTrue, env) || this.mayBeMissing(inner.whenFalse, env);
    if (ts.isElementAccessExpression(inner)) return true;
    if (mayYieldBigint(inner, (e) => repOf(this.checker, this.checker.getTypeAtLocation(e), env)))
      return true;
    if (!ts.isPropertyAccessExpression(inner)) return false;
    const type = this.checker.getTypeAtLocation(inner.expression);
    if (indexedKind(this.checker, this.checker.getNonNullableType(type)) !== null) return false;
    const instance = this.classes.ofType(type, env);
    if (instance !== null)
      return this.classes.member(instance, inner.name.text) === null && !ts.isPrivateIdentifier(inner.name);
    const symbol = this.checker.getSymbolAtLocation(inner.name);
    const declared = symbol?.valueDeclaration;
    return (
      declared !== undefined &&
      (ts.isPropertySignature(declared) ||
        ts.isPropertyAssignment(declared) ||
        ts.isShorthandPropertyAssignment(declared)) &&
      !this.isLibrary(symbol!)
    );
  }

  isModuleVariable(symbol: ts.Symbol): boolean {
    const exported = defaultExport(symbol);
    if (exported !== null) return !exported.getSourceFile().isDeclarationFile;
    const d = symbol.valueDeclaration;
    return (
      d !== undefined &&
      (ts.isVariableDeclaration(d) ||
        ts.isBindingElement(d) ||
        (ts.isClassDeclaration(d) && this.classValues.has(d)) ||
        this.captures.isAssignedFunction(symbol)) &&
      !d.getSourceFile().isDeclarationFile &&
      isModuleLevel(d) &&
      ts.isSourceFile(containerOf(d))
    );
  }

  // ---- Shapes of object literals --------------------------------------------------------------------------

  /** The shape of literals with these properties in this order. */
  literalShape(slots: readonly { key: string; type: Type; optional: boolean }[], extensible: boolean): Shape {
    const key = `${extensible}|${slots.map((s) => `${s.key}:${s.type}${s.optional ? "?" : ""}`).join(",")}`;
    let shape = this.literalShapes.get(key);
    if (shape === undefined) {
      shape = this.builder.newShape("Object", {
        slots: slots.map((s) => ({ ...s, hidden: false })),
        extensible,
      });
      this.literalShapes.set(key, shape);
    }
    return shape;
  }

  // ---- Language library -----------------------------------------------------------------------------------

  private languageExports(): Map<string, ts.Symbol> {
    const result = new Map<string, ts.Symbol>();
    const files = ["hal/base/hooks", "runtime/loop/host-hooks", "runtime/lang/hooks", "runtime/lang/globals"];
    for (const name of files) {
      const file = this.input.program.getSourceFile(`${this.input.packageRoot}/${name}.ts`);
      const module = file === undefined ? undefined : this.checker.getSymbolAtLocation(file);
      if (module === undefined) continue;
      for (const exported of this.checker.getExportsOfModule(module)) {
        result.set(exported.name, this.unalias(exported));
      }
    }
    return result;
  }

  /** What runtime/lang exports under `name`, or null. */
  languageSymbol(name: string): ts.Symbol | null {
    return this.language.get(name) ?? null;
  }

  languageFunction(name: string): ts.FunctionDeclaration | null {
    const symbol = this.languageSymbol(name);
    return symbol === null ? null : functionDeclaration(symbol);
  }

  unalias(symbol: ts.Symbol): ts.Symbol {
    return behindNodeModule(this.checker, resolveAlias(this.checker, symbol));
  }

  isLibrary(symbol: ts.Symbol): boolean {
    return isLibrarySymbol(symbol);
  }

  // ---- Bigints ------------------------------------------------------------------------------------------------

  private readonly bigints = new Map<string, Global>();

  /** Something reached can make a bigint: the operators of the native core need what they do with one. */
  noteBigint(): void {
    if (this.bigintOperator !== null) return;
    const node = this.languageFunction("bigintOperation");
    if (node === null) throw new Error('runtime/lang exports no function "bigintOperation"');
    this.bigintOperator = this.functionInstance(node, EMPTY_ENV).func;
    this.builder.module.hooks.set("bigint", this.bigintOperator);
    this.builtins.addBigints();
  }

  private bigintOperator: Func | null = null;

  /** The program can have a Buffer of Node where it says Uint8Array: its own modules name what makes them. */
  get knowsBuffers(): boolean {
    this.buffersKnown ??= this.input.files.some(
      (file) => !this.input.isLibraryFile(file.fileName) && /\bBuffer\b|crypto|\bfs\b|stdin/.test(file.text),
    );
    return this.buffersKnown;
  }

  private buffersKnown: boolean | null = null;

  /** Something reached makes a Buffer of Node. */
  noteBuffer(): void {
    this.builtins.addBuffers();
  }

  /** The global that keeps a literal's value once it was made. */
  bigintLiteral(text: string): Global {
    let global = this.bigints.get(text);
    if (global === undefined) {
      global = this.builder.newGlobal(`${text}n`, "ref");
      this.bigints.set(text, global);
    }
    return global;
  }

  /** Functions of the user's modules. */
  readonly moduleFunctions = new Map<ts.SourceFile, Func>();

  /** What the first `import()` of `module` runs: modules that no import declaration reaches. */
  laterModules(module: ts.Symbol): Func[] {
    const file = module.declarations!.find(ts.isSourceFile)!;
    const result: Func[] = [];
    for (const f of evaluationOrder(this.input.program, [file.fileName])) {
      const func = this.moduleFunctions.get(f);
      if (func === undefined || this.input.programs.some((p) => p.includes(f))) continue;
      result.push(this.guardedRun(f, func));
    }
    return result;
  }

  private readonly guarded = new Map<ts.SourceFile, Func>();

  /** A function that runs the module unless an earlier call did. */
  private guardedRun(file: ts.SourceFile, func: Func): Func {
    const known = this.guarded.get(file);
    if (known !== undefined) return known;
    const once = runOnce(this, file, func);
    this.guarded.set(file, once);
    return once;
  }

  // ---- Lookup by name ---------------------------------------------------------------------------------------

  /** Some instruction looks `key` up at run time: methods and built-ins of that name must exist. */
  noteDynamicKey(key: string): void {
    this.memberKeys.add(key);
    if (this.dynamicKeys.has(key)) return;
    this.dynamicKeys.add(key);
    this.builtins.addKey(key);
  }

  /**
   * The same on an object of the type: in one of Ingot's own files, whose types hold, no built-in object is looked into
   * when the type says that it has other members, too. `type` is null for instances of a class.
   */
  noteMemberKey(access: ts.Node, key: string, type: ts.Type | null): void {
    const isOwn = this.classes.isOfAppliances(access.getSourceFile().fileName);
    if (isOwn && (type === null || !this.mayBeBuiltin(type))) this.memberKeys.add(key);
    else this.noteDynamicKey(key);
  }

  /** Whether an array, text, function or another built-in object may be of the type, declared in Ingot's own files. */
  private mayBeBuiltin(type: ts.Type): boolean {
    const parts = membersOf(type).filter((t) => !(t.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
    return parts.some((t) => {
      const declarations = t.symbol?.declarations ?? [];
      if (!(t.flags & ts.TypeFlags.Object) || declarations.length === 0) return true;
      if (!declarations.every((d) => this.classes.isOfAppliances(d.getSourceFile().fileName))) return true;
      if (t.getCallSignatures().length > 0 || t.getNumberIndexType() !== undefined) return true;
      return t.getProperties().every((p) => this.builtins.isMember(p.name));
    });
  }

  /** Some instruction looks up names computed at run time. */
  noteEveryKey(): void {
    if (this.everyKeyIsDynamic) return;
    this.everyKeyIsDynamic = true;
    for (const key of writtenNames(this.input)) if (this.builtins.isMember(key)) this.noteDynamicKey(key);
  }

  /**
   * Names computed at run time are looked up in a dictionary, which a class of the program may be behind. Methods of
   * built-in objects and of the library's classes are not found there (D14).
   */
  noteDictionaryKey(): void {
    this.hasDictionaryKeys = true;
  }

  /** A member `key` of the class `node` may be looked up by name. */
  isDynamicKey(key: string, node: ts.ClassLikeDeclaration): boolean {
    if (this.everyKeyIsDynamic || this.memberKeys.has(key)) return true;
    return this.hasDictionaryKeys && !this.input.isLibraryFile(node.getSourceFile().fileName);
  }

  /** Names that reached code looks up. */
  get lookedUp(): Iterable<string> {
    return this.dynamicKeys;
  }
}

/** Functions of the library that add properties to the objects they are given. */
const ADDING = /^(Object_(assign|definePropert(y|ies))|Reflect_(set|defineProperty))$/;

/** A function with a `prototype`: neither arrow nor method, async function or generator. */
function isPlainFunction(node: FunctionNode): boolean {
  return (
    (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) &&
    node.asteriskToken === undefined &&
    !(ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Async) &&
    // Functions of the library are no constructors, unless they ask whether they are called as one.
    (!node.getSourceFile().fileName.includes("/runtime/lang/") || mentionsNewTarget(node))
  );
}

function mentionsNewTarget(node: ts.Node): boolean {
  if (isNewTarget(node)) return true;
  return (
    ts.forEachChild(node, (c) =>
      ts.isArrowFunction(c) || !(isOwnThis(c) || ts.isFunctionLike(c))
        ? mentionsNewTarget(c) || undefined
        : undefined,
    ) ?? false
  );
}

export function functionDeclaration(symbol: ts.Symbol): ts.FunctionDeclaration | null {
  const all = symbol.declarations ?? [];
  const found = all.find(
    (d): d is ts.FunctionDeclaration => ts.isFunctionDeclaration(d) && d.body !== undefined,
  );
  return found ?? all.find((d): d is ts.FunctionDeclaration => ts.isFunctionDeclaration(d)) ?? null;
}

/** True when the comment of a declaration has the tag. */
function isMarked(node: ts.Node, tag: string): boolean {
  return ts.getJSDocTags(node).some((t) => t.tagName.text === tag);
}

export function envKey(env: TypeEnv): string {
  return [...env.values()].join(",");
}

/** Type parameters that a node introduces. */
export function typeParametersOf(node: ts.Node): readonly ts.TypeParameterDeclaration[] {
  const own = (node as { typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> }).typeParameters;
  return own ?? [];
}

/** True when the function's parameters or body say `this` or `super` of its own. */
function saysThis(node: FunctionNode): boolean {
  let found = false;
  const visit = (n: ts.Node): void => {
    if (n.kind === ts.SyntaxKind.ThisKeyword || n.kind === ts.SyntaxKind.SuperKeyword) found = true;
    else if (!found && (ts.isArrowFunction(n) || !isOwnThis(n))) ts.forEachChild(n, visit);
  };
  for (const p of node.parameters) ts.forEachChild(p, visit);
  if (node.body !== undefined) ts.forEachChild(node.body, visit);
  return found;
}

/** Nodes inside which `this` means something else. */
function isOwnThis(node: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isClassLike(node)
  );
}

export function isVar(declaration: ts.Node): boolean {
  let at: ts.Node = declaration;
  while (at !== undefined && !ts.isVariableDeclarationList(at)) {
    if (ts.isParameter(at) || ts.isSourceFile(at) || ts.isBlock(at)) return false;
    at = at.parent;
  }
  return at !== undefined && (at.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** Arithmetic on operands of unknown type, which TypeScript calls a number, but bigints make a bigint. */
function mayYieldBigint(node: ts.Expression, rep: (e: ts.Expression) => Rep): boolean {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return (
      node.operator !== ts.SyntaxKind.ExclamationToken &&
      node.operator !== ts.SyntaxKind.PlusToken &&
      rep(node.operand) === "value"
    );
  if (!ts.isBinaryExpression(node)) return false;
  const kind = node.operatorToken.kind;
  const arithmetic =
    (kind >= ts.SyntaxKind.MinusToken && kind <= ts.SyntaxKind.PercentToken) ||
    (kind >= ts.SyntaxKind.LessThanLessThanToken && kind <= ts.SyntaxKind.CaretToken);
  return arithmetic && rep(node.left) === "value" && rep(node.right) === "value";
}

/** True when some return statement yields an expression for which `missing` holds. */
function returnsMissing(node: FunctionNode, missing: (e: ts.Expression) => boolean): boolean {
  const body = node.body;
  if (body === undefined) return false;
  if (!ts.isBlock(body)) return missing(body);
  let found = false;
  const visit = (n: ts.Node): void => {
    if (ts.isReturnStatement(n) && n.expression !== undefined && missing(n.expression)) found = true;
    else if (!ts.isFunctionLike(n) && !ts.isClassLike(n)) ts.forEachChild(n, visit);
  };
  visit(body);
  return found;
}

/** Number of parameters before the first optional one (ExpectedArgumentCount). */
export function arity(node: FunctionNode): number {
  const params = parametersOf(node);
  const end = params.findIndex((p) => p.initializer !== undefined || p.dotDotDotToken !== undefined);
  return end < 0 ? params.length : end;
}

/** `__proto__: value`, which sets the prototype; shorthand and computed ones are properties. */
export function setsPrototype(p: ts.Node): p is ts.PropertyAssignment {
  return (
    ts.isPropertyAssignment(p) && !ts.isComputedPropertyName(p.name) && propertyText(p.name) === "__proto__"
  );
}

/** The text of a property name; "@@iterator" for [Symbol.iterator]; private names keep their #. */
export function propertyText(name: ts.PropertyName | ts.PrivateIdentifier): string {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteral(name) || ts.isNoSubstitutionTemplateLiteral(name)) return name.text;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  if (ts.isComputedPropertyName(name)) {
    const e = name.expression;
    const symbol = computedSymbolKey(name);
    if (symbol !== null) return symbol;
    if (ts.isStringLiteral(e)) return e.text;
  }
  throw new Refused(
    at(name, "E2001", "a computed member name cannot be compiled here", "write the name out"),
  );
}

/** A name for the `name` property of functions; "" where it is computed. */
function nameText(name: ts.PropertyName): string {
  if (!ts.isComputedPropertyName(name) || ts.isStringLiteral(name.expression)) return propertyText(name);
  return keyAsName(computedSymbolKey(name) ?? "");
}

function qualifiedName(node: FunctionNode): string {
  const parts: string[] = [];
  for (let n: ts.Node | undefined = node; n !== undefined && !ts.isSourceFile(n); n = n.parent) {
    if (ts.isConstructorDeclaration(n)) parts.unshift("constructor");
    else if (ts.isFunctionLike(n) || ts.isClassLike(n) || ts.isModuleDeclaration(n)) {
      const name = n.name;
      parts.unshift(
        name !== undefined &&
          (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name))
          ? name.text
          : nameFromParent(n),
      );
    }
  }
  return parts.join(".");
}

function nameFromParent(node: ts.Node): string {
  const parent = node.parent;
  if (
    (ts.isVariableDeclaration(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent)) &&
    ts.isIdentifier(parent.name)
  ) {
    return parent.name.text;
  }
  const file = node.getSourceFile();
  return `fn${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}
