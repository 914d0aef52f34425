// What the operating system under a host program does for fs.ts: whole files, folders, standard input.
//
// Paths are texts as Node takes them; errors are Node's, with errno, code, syscall and path. Boards have no such
// files: the compiler refuses programs for them that import `fs`.

import { strFromUtf8, strToUtf8 } from "../lang/native.ts";

/** Operations of runtime/native/host-files.c. */
export const READ = 0;
export const WRITE = 1;
export const APPEND = 2;
export const KIND = 3;
export const LIST = 4;
export const MAKE_FOLDER = 5;
export const REMOVE = 6;
export const REMOVE_FOLDER = 7;
export const RENAME = 8;
const FOLDER = 9;
const INPUT = 10;
export const SIZE = 11;

/** Bytes, or a number: negative when the operating system refused. @intrinsic host_file */
declare function hostFile(operation: number, path: Uint8Array, second: Uint8Array): unknown;

const NOTHING = new Uint8Array(1);

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
  return hostFile(operation, terminated(path), NOTHING) as number;
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
  const result = hostFile(READ, terminated(path), NOTHING);
  if (typeof result !== "number") return result as Uint8Array;
  // Folders can be opened; it is reading them that fails.
  throw result === EISDIR ? systemError(result, "read", null, null) : systemError(result, "open", path, null);
}

/** Makes `bytes` the contents of the file, or adds them behind (WRITE, APPEND). */
export function writeBytes(operation: number, path: string, bytes: Uint8Array): void {
  const result = hostFile(operation, terminated(path), bytes) as number;
  if (result < 0) throw systemError(result, "open", path, null);
}

export function rename(from: string, to: string): void {
  const result = hostFile(RENAME, terminated(from), terminated(to)) as number;
  if (result < 0) throw systemError(result, "rename", from, to);
}

/** Names in the folder, in order of their code units, as Node lists them. */
export function namesIn(path: string): string[] {
  const result = hostFile(LIST, terminated(path), NOTHING);
  if (typeof result === "number") throw systemError(result, "scandir", path, null);
  const bytes = result as Uint8Array;
  const names: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0, from);
    names.push(strFromUtf8(bytes, from, end));
    from = end + 1;
  }
  return names.sort();
}

const ENOSYS = -38;

/** The working folder; the root on a board, where there is none. */
export function workingFolder(): string {
  const result = hostFile(FOLDER, NOTHING, NOTHING);
  if (result === ENOSYS) return "/";
  if (typeof result === "number") throw systemError(result, "uv_cwd", null, null);
  const bytes = result as Uint8Array;
  return strFromUtf8(bytes, 0, bytes.length);
}

/** The next piece of standard input, waiting for it; empty at the end. */
export function nextInput(): Uint8Array {
  const result = hostFile(INPUT, NOTHING, NOTHING);
  if (typeof result === "number") throw systemError(result, "read", null, null);
  return result as Uint8Array;
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
