// Node's module `fs` on the host: whole files at once, folders, standard input as file 0.
//
// Everything is done at once; promises and callbacks are settled later, as under Node. Streams, descriptors, links,
// times and permissions are not here: using them is a type error.

import type { Buffer, BufferEncoding } from "../lang/buffer-types.d.ts";
import { setImmediate } from "../loop/immediates.ts";
import { asBuffer } from "./buffer-construct.ts";
import { Buffer_prototype_toString } from "./buffer-methods.ts";
import { encoded } from "./encodings.ts";
import { wrongType } from "./errors.ts";
import {
  KIND,
  MAKE_FOLDER,
  namesIn,
  operate,
  REMOVE,
  REMOVE_FOLDER,
  readBytes,
  rename,
  SIZE,
  tryOn,
  writeBytes,
} from "./files.ts";
import { InputStream } from "./input-stream.ts";
import { fileURLToPath } from "./url.ts";

export type PathLike = string | URL;
type Text = { encoding: BufferEncoding; flag?: string | undefined } | BufferEncoding;
type Bytes = { encoding?: null | undefined; flag?: string | undefined } | null;
type Options =
  | { encoding?: BufferEncoding | null | undefined; flag?: string | undefined }
  | BufferEncoding
  | null;
type Content = string | Uint8Array;

function textOf(path: unknown): string {
  if (typeof path === "string") return path;
  if (path instanceof URL) return fileURLToPath(path);
  throw wrongType("path", "of type string or an instance of Buffer or URL", path);
}

function encodingOf(options: Options | undefined): BufferEncoding | null {
  if (typeof options === "string") return options;
  return options?.encoding ?? null;
}

/** The contents of a file, or of standard input for 0: a text if an encoding is given. */
export function readFileSync(path: PathLike | number, options: Text): string;
export function readFileSync(path: PathLike | number, options?: Bytes): Buffer;
export function readFileSync(path: PathLike | number, options?: Options): string | Buffer;
export function readFileSync(path: PathLike | number, options?: Options): string | Buffer {
  const name = path === 0 ? null : textOf(path);
  const bytes = readBytes(name === "/dev/stdin" ? null : name);
  const encoding = encodingOf(options);
  return encoding === null ? asBuffer(bytes) : Buffer_prototype_toString(bytes, encoding);
}

function contentOf(content: Content, options: Options | undefined): Uint8Array {
  const encoding = encodingOf(options);
  if (typeof content === "string") return encoded(content, encoding);
  if (content instanceof Uint8Array) return content;
  throw wrongType("data", "of type string or an instance of Buffer, TypedArray, or DataView", content);
}

export function writeFileSync(path: PathLike, content: Content, options?: Options): void {
  const append = typeof options === "object" && options !== null && options.flag === "a";
  writeBytes(textOf(path), contentOf(content, options), append);
}

export function appendFileSync(path: PathLike, content: Content, options?: Options): void {
  writeBytes(textOf(path), contentOf(content, options), true);
}

export function existsSync(path: PathLike): boolean {
  return tryOn(KIND, textOf(path)) >= 0;
}

export function readdirSync(path: PathLike): string[] {
  return namesIn(textOf(path));
}

/** With `recursive`, the folders above it are made too, and one that is there is no error. */
export function mkdirSync(path: PathLike, options?: { recursive?: boolean | undefined }): string | undefined {
  const name = textOf(path);
  if (options?.recursive !== true) {
    operate(MAKE_FOLDER, "mkdir", name);
    return undefined;
  }
  let first: string | undefined;
  for (let end = name.indexOf("/", 1); ; end = name.indexOf("/", end + 1)) {
    const part = end < 0 ? name : name.slice(0, end);
    if (tryOn(KIND, part) !== FOLDER_KIND) {
      operate(MAKE_FOLDER, "mkdir", part);
      first ??= part;
    }
    if (end < 0 || end === name.length - 1) return first;
  }
}

export function unlinkSync(path: PathLike): void {
  operate(REMOVE, "unlink", textOf(path));
}

export function rmdirSync(path: PathLike): void {
  operate(REMOVE_FOLDER, "rmdir", textOf(path));
}

export function renameSync(from: PathLike, to: PathLike): void {
  rename(textOf(from), textOf(to));
}

export function copyFileSync(from: PathLike, to: PathLike): void {
  writeBytes(textOf(to), readBytes(textOf(from)), false);
}

/** With `recursive`, a folder and all that is in it; with `force`, what is not there is no error. */
export function rmSync(
  path: PathLike,
  options?: { recursive?: boolean | undefined; force?: boolean | undefined },
): void {
  const name = textOf(path);
  if (options?.force === true && tryOn(KIND, name) < 0) return;
  if (options?.recursive === true && operate(KIND, "rm", name) === FOLDER_KIND) {
    for (const each of namesIn(name)) rmSync(`${name}/${each}`, options);
    rmdirSync(name);
    return;
  }
  operate(REMOVE, "rm", name);
}

/** KIND of a file and of a folder. */
const FILE_KIND = 1;
const FOLDER_KIND = 2;

/** What stat says that does not depend on the machine. */
export class Stats {
  readonly #kind: number;
  readonly size: number;

  constructor(kind: number, size: number) {
    this.#kind = kind;
    this.size = size;
  }

  isFile(): boolean {
    return this.#kind === FILE_KIND;
  }

  isDirectory(): boolean {
    return this.#kind === FOLDER_KIND;
  }
}

export function statSync(path: PathLike): Stats {
  const name = textOf(path);
  return new Stats(operate(KIND, "stat", name), operate(SIZE, "stat", name));
}

/** The file as a stream, in one chunk. A file that cannot be read is an "error" event. */
export function createReadStream(path: PathLike, options?: Options): InputStream {
  const name = textOf(path);
  let read = false;
  const stream = new InputStream(() => {
    if (read) return new Uint8Array(0);
    read = true;
    return readBytes(name);
  });
  const encoding = encodingOf(options);
  return encoding === null ? stream : stream.setEncoding(encoding);
}

// ---- The same, later --------------------------------------------------------------------------------------------

type Done<T> = (error: Error | null, result: T) => void;

/** Calls back in a later turn. */
function later<T>(work: () => T, done: Done<T>): void {
  setImmediate(() => {
    let result: T;
    try {
      result = work();
    } catch (error) {
      done(error as Error, undefined as T);
      return;
    }
    done(null, result);
  });
}

export function readFile(path: PathLike | number, options: Text, done: Done<string>): void;
export function readFile(path: PathLike | number, options: Bytes, done: Done<Buffer>): void;
export function readFile(path: PathLike | number, done: Done<Buffer>): void;
export function readFile(
  path: PathLike | number,
  options: Options | Done<Buffer>,
  done?: Done<string> | Done<Buffer>,
): void {
  if (typeof options === "function") later(() => readFileSync(path), options);
  else later(() => readFileSync(path, options), done as Done<string | Buffer>);
}

export function writeFile(path: PathLike, content: Content, done: (error: Error | null) => void): void;
export function writeFile(
  path: PathLike,
  content: Content,
  options: Options,
  done: (error: Error | null) => void,
): void;
export function writeFile(
  path: PathLike,
  content: Content,
  options: Options | ((error: Error | null) => void),
  done?: (error: Error | null) => void,
): void {
  const given = typeof options === "function" ? null : options;
  const call = typeof options === "function" ? options : done!;
  later(
    () => writeFileSync(path, content, given),
    (error) => call(error),
  );
}

function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    later(work, (error, result) => (error === null ? resolve(result) : reject(error)));
  });
}

function readFileLater(path: PathLike, options: Text): Promise<string>;
function readFileLater(path: PathLike, options?: Bytes): Promise<Buffer>;
function readFileLater(path: PathLike, options?: Options): Promise<string | Buffer> {
  return promised(() => readFileSync(path, options));
}

/** Also the module `fs/promises`. */
export const promises = {
  readFile: readFileLater,
  writeFile: (path: PathLike, content: Content, options?: Options) =>
    promised(() => writeFileSync(path, content, options)),
  appendFile: (path: PathLike, content: Content, options?: Options) =>
    promised(() => appendFileSync(path, content, options)),
  readdir: (path: PathLike) => promised(() => readdirSync(path)),
  mkdir: (path: PathLike, options?: { recursive?: boolean | undefined }) =>
    promised(() => mkdirSync(path, options)),
  unlink: (path: PathLike) => promised(() => unlinkSync(path)),
  rm: (path: PathLike, options?: { recursive?: boolean | undefined; force?: boolean | undefined }) =>
    promised(() => rmSync(path, options)),
  stat: (path: PathLike) => promised(() => statSync(path)),
  /** Rejects where there is nothing. */
  access: (path: PathLike) =>
    promised(() => {
      operate(KIND, "access", textOf(path));
    }),
};

const all = {
  readFileSync,
  writeFileSync,
  appendFileSync,
  existsSync,
  readdirSync,
  mkdirSync,
  unlinkSync,
  rmdirSync,
  renameSync,
  copyFileSync,
  rmSync,
  statSync,
  createReadStream,
  readFile,
  writeFile,
  promises,
};

export { all as default };
