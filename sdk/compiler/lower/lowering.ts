// Lowering of a whole program: which functions, classes and variables are reached, and their IR counterparts.
//
// Work is on demand: a function is lowered when something lowered refers to it, a class when it is
// constructed, a method when a call or a lookup by name could reach it. What is never reached is never
// looked at, so unused drivers and library code cost nothing. A function of the library waits longer, until the pass
// that finds reachable code enters it: most of what a table or a dead branch mentions never runs. Bodies are lowered
// by function.ts. Over 400 lines: the work list, and the functions and shapes that go with it.

import ts from "typescript";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type FuncBuilder, ModuleBuilder } from "../ir/build.ts";
import type { Func, Global, Module, Shape, Type } from "../ir/types.ts";
import { builtinLength } from "./builtin-lengths.ts";
import { BuiltinValues } from "./builtin-values.ts";
import { CaptureAnalysis } from "./captures.ts";
import { type ClassNode, mentionsThis } from "./class-nodes.ts";
import { ClassValues } from "./class-values.ts";
import { Classes } from "./classes.ts";
import { functionName, qualifiedName } from "./declared-names.ts";
import { DeclaredReps, type ParameterInfo } from "./declared-reps.ts";
import { ForeignThis } from "./foreign-this.ts";
import { FunctionLowering } from "./function.ts";
import { FunctionIdentity } from "./function-identity.ts";
import {
  arity,
  functionDeclaration,
  isPlainFunction,
  mentionsNewTarget,
  saysThis,
  typeParametersOf,
} from "./function-nodes.ts";
import { generatorFunctions } from "./generators.ts";
import { isJavaScript, withoutTypesOfJavaScript } from "./javascript.ts";
import { LookedUpNames } from "./looked-up-names.ts";
import { LooseProperties } from "./loose-properties.ts";
import { Missing } from "./missing.ts";
import { ModuleVariables } from "./module-variables.ts";
import { lowerModules } from "./modules.ts";
import { behindNodeModule, resolveAlias, runOnce } from "./namespaces.ts";
import { isAbsentBuiltin } from "./package-code.ts";
import { evaluationOrder } from "./program.ts";
import { Refused } from "./refuse.ts";
import { ReplacedStatics } from "./replaced-statics.ts";
import { EMPTY_ENV, isLibrarySymbol, type Rep, type TypeEnv } from "./reps.ts";
import { StaticSymbols } from "./symbols.ts";
import { type FunctionNode, isThisParameter } from "./syntax.ts";
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
  readonly symbols: StaticSymbols;
  /** Where undefined comes although types say otherwise. */
  readonly missing: Missing;
  readonly tested: TestedVariables;
  readonly widened: WidenedTypes;
  readonly loose: LooseProperties;
  readonly replaced: ReplacedStatics;
  /** Which classes are objects made at run time. */
  readonly classValues: ClassValues;
  readonly classes: Classes;
  readonly builtins: BuiltinValues;
  readonly declared: DeclaredReps;
  readonly variables: ModuleVariables;
  readonly lookedUp: LookedUpNames;
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
  private readonly literalShapes = new Map<string, Shape>();
  private readonly language: ReadonlyMap<string, ts.Symbol>;
  /** Some code may give an object a property whose name only comes together at run time. */
  addsByName = false;

  constructor(input: LoweringInput) {
    this.input = input;
    this.checker = withoutTypesOfJavaScript(input.program, (s) => isAbsentBuiltin(s, this.language));
    this.language = this.languageExports();
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
    this.replaced = new ReplacedStatics(this.checker, input);
    this.classValues = new ClassValues(this.checker, own);
    this.captures = new CaptureAnalysis(
      this.checker,
      this.classValues,
      new FunctionIdentity(this.checker, own),
    );
    for (const file of input.program.getSourceFiles()) {
      if (file.isDeclarationFile) continue;
      if (input.isLibraryFile(file.fileName)) continue;
      if (/\b(freeze|seal|preventExtensions)\b/.test(file.text)) this.usesFreeze = true;
      for (const name of namedProperties(file.text)) this.unicodeProperties.add(name);
    }
    this.declared = new DeclaredReps(this);
    this.variables = new ModuleVariables(this);
    this.lookedUp = new LookedUpNames(this);
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
      const roots = [
        ...this.moduleFunctions.values(),
        ...this.variables.assignedFunctions.map(({ func }) => func),
      ];
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

  /**
   * The instance whose object the function's name means. In the body of a generic function, which has versions for the
   * types that it is called with, that is not the version that runs: `f.limit` is the same everywhere.
   */
  namedInstance(node: FunctionNode, env: TypeEnv, called: ClassNode | null = null): FunctionInstance {
    const outside = new Map(env);
    for (const p of typeParametersOf(node)) {
      const symbol = this.checker.getSymbolAtLocation(p.name);
      if (symbol !== undefined) outside.delete(symbol);
    }
    return this.functionInstance(node, outside, called);
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
    const name = functionName(node);
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
    const params = this.declared.parameters(node, env);
    for (const p of params) {
      const local = fb.param(p.name, p.type);
      if (p.takesMissing) local.takesMissing = true;
    }
    func.hasRest = params.some((p) => p.rest);
    const own = this.input.isLibraryFile(node.getSourceFile().fileName) ? builtinLength(node) : null;
    func.arity = own ?? arity(node);
    func.result = this.declared.result(node, env);
    const instance = { node, env, func, builder: fb, params, returns: func.result };
    this.made.set(func, instance);
    return instance;
  }

  /** What `newInstance` made: the declaration behind a function object. */
  instanceOf(func: Func): FunctionInstance | undefined {
    return this.made.get(func);
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
}

/** Functions of the library that add properties to the objects they are given. */
const ADDING = /^(Object_(assign|definePropert(y|ies))|Reflect_(set|defineProperty))$/;

/** True when the comment of a declaration has the tag. */
function isMarked(node: ts.Node, tag: string): boolean {
  return ts.getJSDocTags(node).some((t) => t.tagName.text === tag);
}

export function envKey(env: TypeEnv): string {
  return [...env.values()].join(",");
}
