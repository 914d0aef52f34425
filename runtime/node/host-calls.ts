// System calls of Linux that files.ts needs, with their arguments as the kernel takes them.
//
// Results are numbers, negative (-errno) when the call was refused; calls that a signal interrupted are made again.
// Boards have none: every call gives -ENOSYS there.

import { byteGet } from "../lang/native.ts";
import { strFromUtf8 } from "../lang/utf8.ts";

/** In the order of runtime/native/host-files.c. */
const OPEN = 0;
const READ = 1;
const WRITE = 2;
const CLOSE = 3;
const STAT = 4;
const LIST = 5;
const MAKE_FOLDER = 6;
const UNLINK = 7;
const RENAME = 8;
const FOLDER = 9;

/** Numbers and Uint8Arrays, of which the kernel gets the address. @intrinsic host_call */
declare function hostCall(operation: number, args: readonly unknown[]): number;

const EINTR = -4;
const EIO = -5;
const ENOTDIR = -20;
/** Paths are relative to the working folder. */
const AT_FDCWD = -100;
const AT_REMOVEDIR = 0x200;
const O_WRONLY = 0x1;
const O_CREAT = 0x40;
const O_TRUNC = 0x200;
const O_APPEND = 0x400;
const O_CLOEXEC = 0x80000;
/** Of struct statx: its size, the bits that ask for the basic facts, and where two of them stand. */
const STATX_BYTES = 256;
const STATX_BASIC = 0x7ff;
const STATX_MODE = 28;
const STATX_SIZE = 40;
const PIECE = 1 << 16;
const PATH_MAX = 4096;
/** Of struct linux_dirent64. */
const ENTRY_LENGTH = 16;
const ENTRY_NAME = 19;

export const REGULAR = 1;
export const IS_FOLDER = 2;
export const OTHER = 3;

function call(operation: number, args: readonly unknown[]): number {
  for (;;) {
    const result = hostCall(operation, args);
    if (result !== EINTR) return result;
  }
}

/** One read of at most 64 KiB; empty at the end. */
export function readPiece(file: number): Uint8Array | number {
  const piece = new Uint8Array(PIECE);
  const count = call(READ, [file, piece, PIECE]);
  return count < 0 ? count : piece.slice(0, count);
}

/** The contents of a file. `path` ends in a zero byte, here and below. */
export function readFile(path: Uint8Array): Uint8Array | number {
  const file = call(OPEN, [AT_FDCWD, path, O_CLOEXEC]);
  if (file < 0) return file;
  let bytes = new Uint8Array(PIECE);
  let used = 0;
  for (;;) {
    if (used === bytes.length) {
      const larger = new Uint8Array(2 * used);
      larger.set(bytes);
      bytes = larger;
    }
    const count = call(READ, [file, bytes.subarray(used), bytes.length - used]);
    if (count > 0) used += count;
    else {
      hostCall(CLOSE, [file]);
      return count < 0 ? count : bytes.slice(0, used);
    }
  }
}

/** The same of a regular file that nobody writes, with less code. */
export function readAtOnce(path: Uint8Array): Uint8Array | number {
  const size = stat(path, true);
  const file = size < 0 ? size : call(OPEN, [AT_FDCWD, path, O_CLOEXEC]);
  if (file < 0) return file;
  const bytes = new Uint8Array(size);
  const count = call(READ, [file, bytes, size]);
  hostCall(CLOSE, [file]);
  return count < size ? EIO : bytes;
}

/** Makes `bytes` the contents of the file, or adds them behind. */
export function writeFile(path: Uint8Array, bytes: Uint8Array, append: boolean): number {
  const flags = O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC);
  const file = call(OPEN, [AT_FDCWD, path, flags, 0o666]);
  if (file < 0) return file;
  for (let done = 0; done < bytes.length; ) {
    const count = call(WRITE, [file, bytes.subarray(done), bytes.length - done]);
    if (count < 0) {
      hostCall(CLOSE, [file]);
      return count;
    }
    done += count;
  }
  return hostCall(CLOSE, [file]);
}

/** What `path` is (REGULAR and so on), or with `wantsSize` its size in bytes. */
export function stat(path: Uint8Array, wantsSize: boolean): number {
  const facts = new Uint8Array(STATX_BYTES);
  const result = call(STAT, [AT_FDCWD, path, 0, STATX_BASIC, facts]);
  if (result < 0) return result;
  if (wantsSize) {
    let size = 0;
    for (let i = 7; i >= 0; i--) size = size * 256 + byteGet(facts, STATX_SIZE + i);
    return size;
  }
  const type = byteGet(facts, STATX_MODE + 1) >> 4;
  return type === 8 ? REGULAR : type === 4 ? IS_FOLDER : OTHER;
}

/** The names in a folder, in no order. */
export function list(path: Uint8Array): string[] | number {
  const kind = stat(path, false);
  if (kind !== IS_FOLDER) return kind < 0 ? kind : ENOTDIR;
  const folder = call(OPEN, [AT_FDCWD, path, O_CLOEXEC]);
  if (folder < 0) return folder;
  const names: string[] = [];
  const entries = new Uint8Array(PIECE);
  for (;;) {
    const count = call(LIST, [folder, entries, PIECE]);
    for (let at = 0; at < count; at += entries[at + ENTRY_LENGTH]! | (entries[at + ENTRY_LENGTH + 1]! << 8)) {
      const name = strFromUtf8(entries, at + ENTRY_NAME, entries.indexOf(0, at + ENTRY_NAME));
      if (name !== "." && name !== "..") names.push(name);
    }
    if (count > 0) continue;
    hostCall(CLOSE, [folder]);
    return count < 0 ? count : names;
  }
}

export function makeFolder(path: Uint8Array): number {
  return call(MAKE_FOLDER, [AT_FDCWD, path, 0o777]);
}

/** Of a file, or of an empty folder. */
export function remove(path: Uint8Array, isFolder: boolean): number {
  return call(UNLINK, [AT_FDCWD, path, isFolder ? AT_REMOVEDIR : 0]);
}

export function rename(from: Uint8Array, to: Uint8Array): number {
  return call(RENAME, [AT_FDCWD, from, AT_FDCWD, to, 0]);
}

/** The path of the working folder. */
export function workingFolder(): string | number {
  const bytes = new Uint8Array(PATH_MAX);
  const count = call(FOLDER, [bytes, PATH_MAX]);
  return count < 0 ? count : strFromUtf8(bytes, 0, count - 1);
}
