// What the operating system under a host program does for fs.ts: whole files, folders, standard input.
//
// Paths are texts as Node takes them; errors are Node's, with errno, code, syscall and path. Boards have no such
// files: the compiler refuses programs for them that import `fs`.

import { strToUtf8 } from "../lang/native.ts";
import * as calls from "./host-calls.ts";

/** Operations of tryOn. */
export const KIND = 0;
export const MAKE_FOLDER = 1;
export const REMOVE = 2;
export const REMOVE_FOLDER = 3;
export const SIZE = 4;

/** Codes and texts of the errors that are met: errno(3) and libuv's words. */
const ERRORS: readonly (readonly [number, string, string])[] = [
  [1, "EPERM", "operation not permitted"],
  [2, "ENOENT", "no such file or directory"],
  [5, "EIO", "i/o error"],
  [9, "EBADF", "bad file descriptor"],
  [13, "EACCES", "permission denied"],
  [17, "EEXIST", "file already exists"],
  [18, "EXDEV", "cross-device link not permitted"],
  [20, "ENOTDIR", "not a directory"],
  [21, "EISDIR", "illegal operation on a directory"],
  [22, "EINVAL", "invalid argument"],
  [24, "EMFILE", "too many open files"],
  [26, "ETXTBSY", "text file is busy"],
  [28, "ENOSPC", "no space left on device"],
  [30, "EROFS", "read-only file system"],
  [36, "ENAMETOOLONG", "name too long"],
  [39, "ENOTEMPTY", "directory not empty"],
  [40, "ELOOP", "too many symbolic links encountered"],
];

function systemError(result: number, syscall: string, path: string | null, dest: string | null): Error {
  const known = ERRORS.find(([number]) => number === -result);
  const code = known === undefined ? `E${-result}` : known[1];
  let message = `${code}: ${known === undefined ? "unknown error" : known[2]}, ${syscall}`;
  if (path !== null) message += ` '${path}'`;
  if (dest !== null) message += ` -> '${dest}'`;
  const error = Object.assign(new Error(message), { errno: result, code, syscall });
  if (path !== null) Object.assign(error, { path });
  if (dest !== null) Object.assign(error, { dest });
  return error;
}

function terminated(path: string): Uint8Array {
  return strToUtf8(`${path}\0`);
}

/** A number of the operating system: what `operation` gives for `path`, negative when it was refused. */
export function tryOn(operation: number, path: string): number {
  const name = terminated(path);
  if (operation === KIND || operation === SIZE) return calls.stat(name, operation === SIZE);
  return operation === MAKE_FOLDER ? calls.makeFolder(name) : calls.remove(name, operation === REMOVE_FOLDER);
}

/** As tryOn, but refusals are errors that name `syscall`. */
export function operate(operation: number, syscall: string, path: string): number {
  const result = tryOn(operation, path);
  if (result < 0) throw systemError(result, syscall, path, null);
  return result;
}

const EISDIR = -21;

/** The contents of the file `path`; of standard input for null. */
export function readBytes(path: string | null): Uint8Array {
  if (path === null) return restOfInput();
  const result = calls.readFile(terminated(path));
  if (typeof result !== "number") return result;
  // Folders can be opened; it is reading them that fails.
  throw result === EISDIR ? systemError(result, "read", null, null) : systemError(result, "open", path, null);
}

/** Makes `bytes` the contents of the file, or adds them behind. */
export function writeBytes(path: string, bytes: Uint8Array, append: boolean): void {
  const result = calls.writeFile(terminated(path), bytes, append);
  if (result < 0) throw systemError(result, "open", path, null);
}

export function rename(from: string, to: string): void {
  const result = calls.rename(terminated(from), terminated(to));
  if (result < 0) throw systemError(result, "rename", from, to);
}

/** Names in the folder, in order of their code units, as Node lists them. */
export function namesIn(path: string): string[] {
  const result = calls.list(terminated(path));
  if (typeof result === "number") throw systemError(result, "scandir", path, null);
  return result.sort();
}

const ENOSYS = -38;

/** The working folder; the root on a board, where there is none. */
export function workingFolder(): string {
  const result = calls.workingFolder();
  if (result === ENOSYS) return "/";
  if (typeof result === "number") throw systemError(result, "uv_cwd", null, null);
  return result;
}

/** The next piece of standard input, waiting for it; empty at the end. */
export function nextInput(): Uint8Array {
  const result = calls.readPiece(0);
  if (typeof result === "number") throw systemError(result, "read", null, null);
  return result;
}

function restOfInput(): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = nextInput(); piece.length > 0; piece = nextInput()) {
    pieces.push(piece);
    length += piece.length;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
