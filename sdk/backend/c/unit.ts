// One C file in the making: its text, and the declarations that the text turned out to need.
//
// Each file declares exactly what it uses. That keeps its text, and with it the cached object, unchanged
// when something it does not use changes elsewhere in the program.

import { staticSymbol } from "../../compiler/ir/symbols.ts";
import type { ClassInfo, Func, Global, Shape } from "../../compiler/ir/types.ts";
import { cString, stringDeclaration, stringName, symbolName } from "./literals.ts";
import { cType, declare, type Program, placement } from "./program.ts";

/** How the names of the files made from Ingot's own sources begin. */
const OWN_FILES = "ingot_";

/** Whether a C file is made from Ingot's own sources. */
export function isOwnFile(name: string): boolean {
  return name.startsWith(OWN_FILES);
}

/** Stands for "back to the lines of the C file itself" until the text is joined and lines are counted. */
export const RESET_LINE = "#line reset";

export class Unit {
  readonly program: Program;
  /** File name of the C text. */
  readonly name: string;
  /** Functions defined here; everyone else's are declared extern. */
  readonly own: ReadonlySet<Func>;
  /** Functions of this unit that other units mention. */
  private readonly shared: ReadonlySet<Func>;
  /** Every string literal of the program, for the file that defines them. */
  private readonly strings: Set<string>;
  private readonly declarations = new Map<string, string>();
  private readonly text: string[] = [];
  private counter = 0;
  /** Whether it is compiled for size. */
  readonly isForSize: boolean;
  /** Whether calls through interfaces guess at the class of the object. */
  guesses = true;
  /** Whether what is likely is tried in place: arrays of another kind than declared, numbers in values of no known type. */
  isForSpeed = false;
  /** Where functions that files share are defined; null when no file is compiled for size. */
  readonly outlined: Unit | null;
  /** Names of the functions in it, of the file that others share. */
  readonly defined = new Set<string>();

  constructor(
    program: Program,
    name: string,
    own: ReadonlySet<Func>,
    shared: ReadonlySet<Func>,
    strings: Set<string>,
    outlined: Unit | null = null,
    isForSize = false,
  ) {
    this.isForSize = isForSize;
    this.outlined = outlined;
    this.program = program;
    this.name = name;
    this.own = own;
    this.shared = shared;
    this.strings = strings;
  }

  /** Whether it is made from Ingot's own sources. */
  get isOwn(): boolean {
    return isOwnFile(this.name);
  }

  /**
   * What a value was expected to be, for a message: all of it in files of the program, in Ingot's own `short`. There the
   * stack says enough, and the texts would be a tenth of a program.
   */
  expectation(short: string, full: string): string {
    return cString(this.isOwn ? short : full);
  }

  push(...lines: string[]): void {
    this.pushAll(lines);
  }

  /** The same for any number of lines: as arguments of a call, a few hundred thousand overflow the stack. */
  pushAll(lines: readonly string[]): void {
    for (const line of lines) this.text.push(line);
  }

  /** A name that no other call on this unit returns. */
  fresh(prefix: string): string {
    // Two underscores: legal() never gives such a name to a local of the source.
    return `${prefix}__${this.counter++}`;
  }

  /** Adds a definition that the text of this unit needs before it, once per key. */
  declare(key: string, text: string): void {
    this.declareOnce(key, () => text);
  }

  private declareOnce(key: string, text: () => string): void {
    if (this.declarations.has(key)) return;
    this.declarations.set(key, "");
    const line = text();
    // Declared after whatever `text` itself needed.
    this.declarations.delete(key);
    this.declarations.set(key, line);
  }

  /** The static object of a string literal, as `Obj *`. */
  string(text: string): string {
    return `((Obj *)${this.stringKey(text)})`;
  }

  /** The same as a constant expression for tables, `const Obj *`. */
  stringKey(text: string): string {
    const name = stringName(text);
    this.strings.add(text);
    this.declareOnce(name, () => stringDeclaration(text));
    return `(const Obj *)&${name}`;
  }

  /** The static object of a property key, a string or a symbol, as `Obj *`. */
  key(text: string): string {
    return `((Obj *)${this.tableKey(text)})`;
  }

  /** The same as a constant expression for tables, `const Obj *`. */
  tableKey(text: string): string {
    if (staticSymbol(text) === null) return this.stringKey(text);
    const name = symbolName(text);
    this.program.symbols.add(text);
    this.declareOnce(name, () => `extern const Sym ${name};`);
    return `(const Obj *)&${name}`;
  }

  /** The storage class that the function and what belongs to it is declared with. */
  linkage(func: Func): string {
    return !this.own.has(func) ? "extern " : this.shared.has(func) ? "" : "static ";
  }

  /** The C function of `func`. */
  code(func: Func): string {
    const name = this.program.functions.of(func);
    this.declareOnce(name, () => `${this.linkage(func)}${this.signature(func)};`);
    return name;
  }

  signature(func: Func, parameterNames?: string[]): string {
    const params = func.params.map((p, i) => declare(p.type, parameterNames?.[i] ?? "").trim());
    if (func.captures.length > 0) params.unshift(parameterNames === undefined ? "Obj *" : "Obj *env");
    return `${declare(func.result, this.program.functions.of(func))}(${params.join(", ") || "void"})`;
  }

  /** The entry of `func` that takes boxed arguments. */
  boxed(func: Func): string {
    const name = `${this.program.functions.of(func)}__boxed`;
    this.declareOnce(
      name,
      () => `${this.linkage(func)}Value ${name}(Obj *, Value, uint32_t, const Value *);`,
    );
    return name;
  }

  /** The static function object of a function without captures, as `const Obj *`. */
  functionObject(func: Func): string {
    const name = `${this.program.functions.of(func)}__fn`;
    const type = this.program.sharedEntries.has(func) ? "SharedFn" : "Fn";
    this.declareOnce(name, () => `${this.linkage(func)}const ${type} ${name};`);
    return `(const Obj *)&${name}`;
  }

  /** The shape of the closures of `func`, as `const Shape *`; also declares their struct. */
  closureShape(func: Func): string {
    const name = `${this.program.functions.of(func)}__closure`;
    this.declareOnce(name, () => {
      const members = this.captureMembers(func).map((m, i) => `${declare(func.captures[i]!.type, m)};`);
      return `struct ${name} { Fn head; ${members.join(" ")} };\n${this.linkage(func)}const Shape ${name};`;
    });
    return `(&${name})`;
  }

  closureStruct(func: Func): string {
    this.closureShape(func);
    return `struct ${this.program.functions.of(func)}__closure`;
  }

  captureMembers(func: Func): string[] {
    return func.captures.map((c, i) => (c.name === "" ? `v${i}` : `v${i}_${c.name.replace(/\W/g, "_")}`));
  }

  /** `const Shape *` of a shape of the program. */
  shape(shape: Shape): string {
    const name = this.program.shapes.of(shape);
    const resume = this.program.frames.get(shape);
    // By name and not by its place among all: the C of a library file is to be the same in many programs.
    const linkage = resume === undefined ? "extern " : this.linkage(resume);
    this.declareOnce(`${name}__shape`, () => `${linkage}const Shape ${name}__shape;`);
    return `(&${name}__shape)`;
  }

  /** The struct type of a shape's instances. */
  struct(shape: Shape): string {
    const name = `struct ${this.program.shapes.of(shape)}`;
    this.declareOnce(name, () => {
      const members = this.program.members(shape);
      const resume = this.program.frames.get(shape);
      const frame = resume?.frame?.isGenerator ? "Frame frame; Value handed_out;" : "Frame frame;";
      const head = resume === undefined ? "const Shape *shape;" : frame;
      const slots = placement(shape).map((i) => `${declare(shape.slots[i]!.type, members[i]!)};`);
      return `${name} { ${[head, ...slots, ...(shape.extensible ? ["Obj *ext;"] : [])].join(" ")} };`;
    });
    return name;
  }

  global(global: Global): string {
    const name = this.program.globals.of(global);
    this.declareOnce(name, () => `extern ${declare(global.type, name)};`);
    return name;
  }

  /** The class object, as `Obj *`. */
  classObject(cls: ClassInfo): string {
    const name = `${this.program.classes.of(cls)}__object`;
    this.declareOnce(name, () => `extern ClassObj ${name};`);
    return `((Obj *)&${name})`;
  }

  classInfo(cls: ClassInfo): string {
    const name = this.program.classes.of(cls);
    this.declareOnce(name, () => `extern const ClassInfo ${name};`);
    return `&${name}`;
  }

  /** A function-pointer type with the signature of `func`. */
  pointerTo(func: Func): string {
    const env = func.captures.length > 0 ? ["Obj *"] : [];
    const params = [...env, ...func.params.map((p) => cType(p.type))].join(", ") || "void";
    return `${cType(func.result)} (*)(${params})`;
  }

  /** The finished text. */
  toString(): string {
    const lines = [
      "/* Made by the Ingot compiler from TypeScript: edits are lost. */",
      '#include "prelude.h"',
      "",
      ...[...this.declarations.values()].flatMap((d) => d.split("\n")),
      "",
      ...this.text,
    ];
    const out: string[] = [];
    for (const line of lines) {
      if (line === RESET_LINE) out.push(`#line ${out.length + 2} "${this.name}"`);
      else out.push(line);
    }
    return `${out.join("\n")}\n`;
  }
}
