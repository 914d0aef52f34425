// Node's module `path` for POSIX: texts only, no file is looked at but for the working folder.
//
// Written from Node's documentation. `win32` and `matchesGlob` are not here.

import { wrongType } from "./errors.ts";
import { workingFolder } from "./files.ts";

export const sep = "/";
export const delimiter = ":";

export interface ParsedPath {
  root: string;
  dir: string;
  base: string;
  ext: string;
  name: string;
}
export interface FormatInputPathObject {
  root?: string | undefined;
  dir?: string | undefined;
  base?: string | undefined;
  ext?: string | undefined;
  name?: string | undefined;
}

function requireText(value: unknown, name: string): void {
  if (typeof value !== "string") throw wrongType(name, "of type string", value);
}

/** Takes out ".", empty parts and "..", which stays at the start of paths that are relative. */
function simplified(path: string, absolute: boolean): string {
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept[kept.length - 1] !== "..") kept.pop();
    else if (!absolute) kept.push("..");
  }
  return kept.join("/");
}

export function normalize(path: string): string {
  requireText(path, "path");
  if (path === "") return ".";
  const absolute = path.startsWith("/");
  let text = simplified(path, absolute);
  if (text === "") {
    if (absolute) return "/";
    return path.endsWith("/") ? "./" : ".";
  }
  if (path.endsWith("/")) text += "/";
  return absolute ? `/${text}` : text;
}

export function isAbsolute(path: string): boolean {
  requireText(path, "path");
  return path.startsWith("/");
}

export function join(...paths: string[]): string {
  let joined = "";
  for (const path of paths) {
    requireText(path, "path");
    if (path !== "") joined += joined === "" ? path : `/${path}`;
  }
  return joined === "" ? "." : normalize(joined);
}

export function resolve(...paths: string[]): string {
  let path = "";
  for (let i = paths.length - 1; i >= 0 && !path.startsWith("/"); i--) {
    const part = paths[i]!;
    requireText(part, `paths[${i}]`);
    if (part !== "") path = path === "" ? part : `${part}/${path}`;
  }
  if (!path.startsWith("/")) path = path === "" ? workingFolder() : `${workingFolder()}/${path}`;
  return `/${simplified(path, true)}`;
}

export function relative(from: string, to: string): string {
  requireText(from, "from");
  requireText(to, "to");
  const start = resolve(from)
    .split("/")
    .filter((part) => part !== "");
  const end = resolve(to)
    .split("/")
    .filter((part) => part !== "");
  let same = 0;
  while (same < start.length && same < end.length && start[same] === end[same]) same++;
  const up = start.slice(same).map(() => "..");
  return [...up, ...end.slice(same)].join("/");
}

/** Where the last part begins and ends: slashes behind it do not count. */
function lastPart(path: string): readonly [number, number] {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end--;
  return [end === 0 ? 0 : path.lastIndexOf("/", end - 1) + 1, end];
}

export function dirname(path: string): string {
  requireText(path, "path");
  if (path === "") return ".";
  const [from] = lastPart(path);
  if (from === 0) return path.startsWith("/") ? "/" : ".";
  // One slash ends the folder's name; others before it belong to that name, as Node has it.
  const folder = path.slice(0, from - 1);
  return folder === "" ? "/" : from === 2 && path.startsWith("//") ? "//" : folder;
}

export function basename(path: string, suffix?: string): string {
  requireText(path, "path");
  if (suffix !== undefined) requireText(suffix, "suffix");
  if (suffix === path) return "";
  const [from, end] = lastPart(path);
  const name = path.slice(from, end);
  const ends = suffix !== undefined && suffix !== "" && name.endsWith(suffix) && name !== suffix;
  return ends ? name.slice(0, name.length - suffix.length) : name;
}

export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 || name === ".." ? "" : name.slice(dot);
}

export function parse(path: string): ParsedPath {
  requireText(path, "path");
  const base = basename(path);
  const ext = extname(path);
  const root = path.startsWith("/") ? "/" : "";
  const [from] = lastPart(path);
  const dir = from > 1 ? path.slice(0, from - 1) : root;
  return { root, dir, base, ext, name: base.slice(0, base.length - ext.length) };
}

export function format(parts: FormatInputPathObject): string {
  const extension =
    parts.ext === undefined || parts.ext === "" || parts.ext.startsWith(".")
      ? (parts.ext ?? "")
      : `.${parts.ext}`;
  const base = parts.base ? parts.base : `${parts.name ?? ""}${extension}`;
  const dir = parts.dir ? parts.dir : parts.root;
  if (!dir) return base;
  return dir === parts.root ? `${dir}${base}` : `${dir}/${base}`;
}

/** The other names of this module. */
export const posix = {
  basename,
  delimiter,
  dirname,
  extname,
  format,
  isAbsolute,
  join,
  normalize,
  parse,
  relative,
  resolve,
  sep,
};
const all = { ...posix, posix };

export { all as default };
