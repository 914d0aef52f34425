// What a program's own tsconfig.json has to say: how strictly it wants to be checked, and where names of modules lead.
//
// Only that is taken from it. Target, library, module system and emit are the compiler's; which files belong to the
// program is what it imports. docs/decisions/0013 says why lowering does not go by these options.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Options that decide which errors the checker reports, and change no meaning. */
const STRICTNESS = [
  "noImplicitAny",
  "strictNullChecks",
  "strictFunctionTypes",
  "strictBindCallApply",
  "strictPropertyInitialization",
  "strictBuiltinIteratorReturn",
  "noImplicitThis",
  "useUnknownInCatchVariables",
] as const;

export interface ProgramConfig {
  /** The options of the checker by which the program is accepted; null when it is all of `strict`. */
  readonly strictness: ts.CompilerOptions | null;
  /** Whether its types leave out null and undefined where they may come. */
  readonly mayBeNull: boolean;
  /** `paths` and what they are relative to; empty where there are none. */
  readonly paths: ts.CompilerOptions;
}

const NONE: ProgramConfig = { strictness: null, mayBeNull: false, paths: {} };

/** The configuration around the program whose first module is `entry`. */
export function programConfig(entry: string): ProgramConfig {
  const file = above(dirname(entry), "tsconfig.json");
  if (file === null) return writtenFor(dirname(entry)) === "older" ? withStrictness({}, false) : NONE;
  const read = ts.readConfigFile(file, (path) => readFileSync(path, "utf8"));
  // The files that it lists are not asked for; `extends` is followed.
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    readDirectory: () => [],
    fileExists: existsSync,
    readFile: (path) => readFileSync(path, "utf8"),
  };
  const { options } = ts.parseJsonConfigFileContent(read.config ?? {}, host, dirname(file), undefined, file);
  const paths: ts.CompilerOptions = {};
  if (options.paths !== undefined) {
    paths.paths = options.paths;
    // Patterns are relative to the file that has them, or to the base; the compiler's own options have neither.
    paths.pathsBasePath = options.pathsBasePath ?? dirname(file);
  }
  if (options.baseUrl !== undefined) {
    paths.baseUrl = options.baseUrl;
    // TypeScript 6 warns of it, which is between the program and its next TypeScript.
    paths.ignoreDeprecations = "6.0";
  }
  // From 6 on, TypeScript is strict when nobody says so.
  return { ...withStrictness(options, options.strict ?? writtenFor(dirname(file)) === "6"), paths };
}

function withStrictness(options: ts.CompilerOptions, strict: boolean): ProgramConfig {
  const given = STRICTNESS.map((name) => [name, options[name] ?? strict] as const);
  const all = given.every(([, on]) => on);
  const strictness = Object.fromEntries(given);
  // TypeScript calls it an error to ask for the second without the first, but not when `strict` asks.
  if (strictness.strictNullChecks === false) strictness.strictPropertyInitialization = false;
  const mayBeNull =
    strictness.strictNullChecks === false || strictness.strictPropertyInitialization === false;
  return { strictness: all ? null : strictness, mayBeNull, paths: {} };
}

/** The TypeScript that the package in `folder` asks for: 6 or later, an older one, or none. */
function writtenFor(folder: string): "6" | "older" | "none" {
  const file = above(folder, "package.json");
  if (file === null) return "none";
  try {
    const json = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string> | undefined>;
    const version = json.devDependencies?.typescript ?? json.dependencies?.typescript;
    if (version === undefined) return "none";
    const major = /\d+/.exec(version)?.[0];
    return major === undefined ? "none" : Number(major) >= 6 ? "6" : "older";
  } catch {
    return "none";
  }
}

/** The nearest file of that name in `folder` or above it. */
function above(folder: string, name: string): string | null {
  for (let here = folder; ; here = dirname(here)) {
    const file = join(here, name);
    if (existsSync(file)) return file;
    if (here === dirname(here)) return null;
  }
}
