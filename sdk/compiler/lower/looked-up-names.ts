// Names that reached code looks up at run time: members of these names must be there to be found.

import ts from "typescript";
import { writtenNames } from "./builtin-values.ts";
import { membersOf } from "./kinds.ts";
import type { Lowering } from "./lowering.ts";

export class LookedUpNames {
  private readonly lowering: Lowering;
  private readonly names = new Set<string>();
  /** Those, and names that are looked up on what is no built-in object. */
  private readonly members = new Set<string>();
  private isEvery = false;
  private hasDictionaries = false;

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  /** Some instruction looks `key` up at run time: methods and built-ins of that name must exist. */
  note(key: string): void {
    this.members.add(key);
    if (this.names.has(key)) return;
    this.names.add(key);
    this.lowering.builtins.addKey(key);
  }

  /**
   * The same on an object of the type: in one of Ingot's own files, whose types hold, no built-in object is looked into
   * when the type says that it has other members, too. `type` is null for instances of a class.
   */
  noteMember(access: ts.Node, key: string, type: ts.Type | null): void {
    const isOwn = this.lowering.classes.isOfAppliances(access.getSourceFile().fileName);
    if (isOwn && (type === null || !this.mayBeBuiltin(type))) this.members.add(key);
    else this.note(key);
  }

  /** Whether an array, text, function or another built-in object may be of the type, declared in Ingot's own files. */
  private mayBeBuiltin(type: ts.Type): boolean {
    const parts = membersOf(type).filter((t) => !(t.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
    return parts.some((t) => {
      const declarations = t.symbol?.declarations ?? [];
      if (!(t.flags & ts.TypeFlags.Object) || declarations.length === 0) return true;
      if (!declarations.every((d) => this.lowering.classes.isOfAppliances(d.getSourceFile().fileName)))
        return true;
      if (t.getCallSignatures().length > 0 || t.getNumberIndexType() !== undefined) return true;
      return t.getProperties().every((p) => this.lowering.builtins.isMember(p.name));
    });
  }

  /** Some instruction looks up names computed at run time. */
  noteEvery(): void {
    if (this.isEvery) return;
    this.isEvery = true;
    for (const key of writtenNames(this.lowering.input))
      if (this.lowering.builtins.isMember(key)) this.note(key);
  }

  /**
   * Names computed at run time are looked up in a dictionary, which a class of the program may be behind. Methods of
   * built-in objects and of the library's classes are not found there (D14).
   */
  noteDictionary(): void {
    this.hasDictionaries = true;
  }

  /** A member `key` of the class `node` may be looked up by name. */
  has(key: string, node: ts.ClassLikeDeclaration): boolean {
    if (this.isEvery || this.members.has(key)) return true;
    return this.hasDictionaries && !this.lowering.input.isLibraryFile(node.getSourceFile().fileName);
  }

  /** Names that reached code looks up. */
  get all(): Iterable<string> {
    return this.names;
  }
}
