// Source files that many programs share, parsed once: TypeScript's declarations and Ingot's own modules.
//
// They are most of what a small program has to parse. What a snapshot of the process brought along (sdk/cli/snapshot.ts)
// counts as parsed; a file that changed since is read again.

import { statSync } from "node:fs";
import ts from "typescript";

interface Parsed {
  /** Modification time in milliseconds. */
  readonly stamp: number;
  readonly file: ts.SourceFile;
}

/** Where a snapshot leaves its files: the bundle that is loaded later has another copy of this module. */
const KEPT = Symbol.for("ingot.library-files");

const keeper = globalThis as { [KEPT]?: Map<string, Parsed> };
const files = keeper[KEPT] ?? new Map<string, Parsed>();
keeper[KEPT] = files;

export type ReadSourceFile = ts.CompilerHost["getSourceFile"];

/** The file `name`, which Ingot itself or a package brought, as `read` gives it. `isOwn`: one of Ingot's modules. */
export function libraryFile(
  name: string,
  isOwn: boolean,
  read: ReadSourceFile,
  ...[version, onError, fresh]: [...Tail<Parameters<ReadSourceFile>>]
): ts.SourceFile | undefined {
  const stamp = statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? -1;
  const known = files.get(name);
  if (known !== undefined && known.stamp === stamp) return known.file;
  const file = read(name, isOwn ? version : withoutComments(version), onError, fresh);
  if (file !== undefined) files.set(name, { stamp, file });
  return file;
}

type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

/** The comments of declarations, most of TypeScript's library, say nothing to the compiler. */
function withoutComments(version: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.CreateSourceFileOptions {
  const options = typeof version === "object" ? version : { languageVersion: version };
  return { ...options, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
}
