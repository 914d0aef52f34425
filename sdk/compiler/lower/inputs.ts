// What a program was made from, where that is nothing but open files: the same again gives the same program.
//
// Looking for a module asks which files a folder has, so folders count as well. Where more decides - packages,
// JavaScript, JSON, assets, configuration that leads elsewhere - there is no answer.

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type ts from "typescript";

export interface ProgramInputs {
  /** Absolute files whose text decides, or that they are absent. Ingot's own and TypeScript's are not among them. */
  readonly files: readonly string[];
  /** Absolute folders whose lists of names decide. */
  readonly folders: readonly string[];
}

/** Settings by which a configuration takes in other files, or sends relative imports elsewhere. */
const LEADS_ELSEWHERE = /"(extends|rootDirs|references)"/;

/**
 * The inputs of `program`, or null. `isOwn`: files of Ingot; `isKnown`: names of modules that lead to one file whatever
 * the folders hold.
 */
export function programInputs(
  program: ts.Program,
  entry: string,
  isOwn: (file: string) => boolean,
  isKnown: (name: string) => boolean,
): ProgramInputs | null {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const file of program.getSourceFiles()) {
    if (isOwn(file.fileName) || program.isSourceFileDefaultLibrary(file)) continue;
    const imported = isPlain(file) ? relativeImports(file, isKnown) : null;
    if (imported === null) return null;
    files.add(file.fileName);
    const folder = dirname(file.fileName);
    folders.add(folder);
    for (const name of imported) {
      const path = join(folder, name);
      folders.add(dirname(path));
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) folders.add(path);
    }
  }
  for (const file of configurations(dirname(entry))) {
    if (existsSync(file) && LEADS_ELSEWHERE.test(readFileSync(file, "utf8"))) return null;
    files.add(file);
  }
  return { files: [...files].sort(), folders: [...folders].sort() };
}

/** TypeScript as it lies on the disk, outside packages. */
function isPlain(file: ts.SourceFile): boolean {
  const { fileName } = file;
  if (!/(?<!\.d)\.ts$/.test(fileName) || fileName.includes("/node_modules/")) return false;
  const { referencedFiles, typeReferenceDirectives, libReferenceDirectives } = file;
  if (referencedFiles.length + typeReferenceDirectives.length + libReferenceDirectives.length > 0)
    return false;
  return existsSync(fileName);
}

/** The relative names that a module imports; null when others lead to what folders hold. */
function relativeImports(file: ts.SourceFile, isKnown: (name: string) => boolean): string[] | null {
  // Every name of a module in it, those of types and of import() included.
  const { imports } = file as unknown as { readonly imports: readonly ts.StringLiteralLike[] };
  const names = imports.map(({ text }) => text).filter((name) => !isKnown(name));
  return names.every((name) => /^\.\.?(\/|$)/.test(name)) ? names : null;
}

/** What says how the program around `folder` is to be checked, whether it is there or not. */
function configurations(folder: string): string[] {
  const files: string[] = [];
  for (let here = folder; ; here = dirname(here)) {
    files.push(join(here, "tsconfig.json"), join(here, "package.json"));
    if (here === dirname(here)) return files;
  }
}
