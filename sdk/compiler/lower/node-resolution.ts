// Which file a module name means under Node: ESM_RESOLVE of Node's documentation of ECMAScript modules, and
// require.resolve of its documentation of CommonJS modules.
//
// Follows `exports`, `imports`, `main` and self-references of package.json. It knows nothing of types, which TypeScript
// resolves by rules of its own, and loads nothing.

import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { isBuiltin } from "./node-modules.ts";

/** How the name is written: in an import (declaration or call), or in a call of require(). */
export type ImportKind = "import" | "require";

const CONDITIONS: Readonly<Record<ImportKind, ReadonlySet<string>>> = {
  import: new Set(["node", "import", "module-sync", "default"]),
  require: new Set(["node", "require", "module-sync", "default"]),
};

interface Package {
  readonly folder: string;
  readonly json: {
    readonly name?: unknown;
    readonly type?: unknown;
    readonly main?: unknown;
    readonly exports?: unknown;
    readonly imports?: unknown;
  };
}

/** The absolute path of the file that `name` means in the module `from`, links followed; null where there is none. */
export function resolveAsNode(name: string, from: string, kind: ImportKind): string | null {
  const found = locate(name, from, kind);
  return found === null ? null : realpathSync(found);
}

function locate(name: string, from: string, kind: ImportKind): string | null {
  if (isBuiltin(name)) return null;
  if (/^\.{0,2}\/|^\.{1,2}$/.test(name)) return fileOrSearched(resolve(dirname(from), name), kind);
  const home = packageAround(from);
  if (name.startsWith("#")) {
    if (home === null || !isMap(home.json.imports)) return null;
    return mapped(home, home.json.imports, name, kind);
  }
  const parts = /^((?:@[^/]+\/)?[^/@][^/]*)(\/.*)?$/.exec(name);
  if (parts === null) return null;
  const subpath = `.${parts[2] ?? ""}`;
  if (home !== null && home.json.name === parts[1] && home.json.exports != null)
    return exported(home, subpath, kind);
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", parts[1]!);
    if (isFolder(candidate)) return inPackage(candidate, subpath, kind);
    if (folder === dirname(folder)) return null;
  }
}

function inPackage(folder: string, subpath: string, kind: ImportKind): string | null {
  const found = { folder, json: readPackage(folder) ?? {} };
  if (found.json.exports != null) return exported(found, subpath, kind);
  if (subpath === ".") return asFolder(folder);
  return fileOrSearched(join(folder, subpath), kind);
}

/** LOAD_AS_FILE and LOAD_AS_DIRECTORY for require(); imports name files in full. */
function fileOrSearched(path: string, kind: ImportKind): string | null {
  if (isFile(path)) return path;
  return kind === "import" ? null : (withExtension(path) ?? asFolder(path));
}

function withExtension(path: string): string | null {
  return [".js", ".json"].map((e) => path + e).find(isFile) ?? null;
}

function asFolder(folder: string): string | null {
  if (!isFolder(folder)) return null;
  const main = readPackage(folder)?.main;
  if (typeof main === "string" && main !== "") {
    const path = join(folder, main);
    const found = isFile(path) ? path : (withExtension(path) ?? withExtension(join(path, "index")));
    if (found !== null) return found;
  }
  return withExtension(join(folder, "index"));
}

// ---- Maps of package.json ---------------------------------------------------------------------------------------

/** PACKAGE_EXPORTS_RESOLVE */
function exported(found: Package, subpath: string, kind: ImportKind): string | null {
  const { exports } = found.json;
  const sugar = !isMap(exports) || !Object.keys(exports).some((key) => key.startsWith("."));
  if (sugar) return subpath === "." ? target(found, exports, null, kind) : null;
  return mapped(found, exports as Record<string, unknown>, subpath, kind);
}

/** PACKAGE_IMPORTS_EXPORTS_RESOLVE: an exact key, or the pattern with the longest text before its star. */
function mapped(found: Package, map: Record<string, unknown>, key: string, kind: ImportKind): string | null {
  if (Object.hasOwn(map, key) && !key.includes("*")) return target(found, map[key], null, kind);
  const patterns = Object.keys(map)
    .filter((pattern) => pattern.includes("*"))
    .map((pattern) => ({ pattern, star: pattern.indexOf("*") }))
    .sort((a, b) => b.star - a.star || b.pattern.length - a.pattern.length);
  for (const { pattern, star } of patterns) {
    const end = pattern.slice(star + 1);
    const fits = key.startsWith(pattern.slice(0, star)) && key.endsWith(end) && key.length >= pattern.length;
    if (fits) return target(found, map[pattern], key.slice(star, key.length - end.length), kind);
  }
  return null;
}

/** PACKAGE_TARGET_RESOLVE */
function target(found: Package, value: unknown, star: string | null, kind: ImportKind): string | null {
  if (typeof value === "string") {
    const name = star === null ? value : value.replaceAll("*", star);
    if (!name.startsWith("./")) return locate(name, join(found.folder, "package.json"), kind);
    const path = join(found.folder, name);
    return isFile(path) ? path : null;
  }
  if (Array.isArray(value)) {
    for (const each of value) {
      const hit = target(found, each, star, kind);
      if (hit !== null) return hit;
    }
    return null;
  }
  if (!isMap(value)) return null;
  for (const [condition, each] of Object.entries(value)) {
    if (!CONDITIONS[kind].has(condition)) continue;
    const hit = target(found, each, star, kind);
    if (hit !== null || each === null) return hit;
  }
  return null;
}

// ---- Packages ---------------------------------------------------------------------------------------------------

function packageAround(file: string): Package | null {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const json = readPackage(folder);
    if (json !== null) return { folder, json };
    if (folder === dirname(folder) || folder.endsWith("/node_modules")) return null;
  }
}

/** "commonjs" or "module" as the package around `file` says; null where it says nothing. */
export function packageType(file: string): "commonjs" | "module" | null {
  const type = packageAround(file)?.json.type;
  return type === "commonjs" || type === "module" ? type : null;
}

function readPackage(folder: string): Package["json"] | null {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return null;
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isMap(json) ? json : {};
  } catch {
    return {};
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** True for files that hold JavaScript. */
export function isScript(path: string): boolean {
  return [".js", ".mjs", ".cjs"].includes(extname(path));
}
