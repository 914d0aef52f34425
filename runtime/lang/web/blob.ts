// Blob and File (W3C File API): bytes that never change, with a type, read whole. Streams of them are not here.

import type { Inspector } from "../inspect/inspect.ts";
import { registerText } from "../inspect/special.ts";
import { String_prototype_toWellFormed } from "../string/code-points.ts";
import { strFromUtf8, utf8Of } from "../utf8.ts";
import { CodedTypeError, wrongType } from "./coded-error.ts";

interface BlobOptions {
  readonly type?: unknown;
  readonly endings?: unknown;
}

interface FileOptions extends BlobOptions {
  readonly lastModified?: unknown;
}

export class Blob {
  readonly #bytes: Uint8Array;
  readonly #type: string;

  /**
   * The bytes of `sources` one after the other: buffers and views copied, blobs, and texts of all else as UTF-8.
   * @throws TypeError ERR_INVALID_ARG_TYPE when `sources` cannot be iterated, or is a text
   */
  constructor(sources?: unknown, options?: unknown) {
    registerBlob();
    const list = sources === undefined ? [] : sequence(sources);
    const { type, endings } = dictionary(options);
    if (endings !== undefined && endings !== "transparent" && endings !== "native")
      throw new CodedTypeError(
        "ERR_INVALID_ARG_VALUE",
        `The property 'options.endings' is invalid. Received '${endings}'`,
      );
    const parts = list.map((source) => bytesOf(source, endings === "native"));
    this.#bytes = joined(parts);
    this.#type = type === undefined ? "" : typeOf(type);
  }

  /** In bytes. */
  get size(): number {
    return this.#bytes.length;
  }

  /** A media type in lower case, or an empty text. */
  get type(): string {
    return this.#type;
  }

  /** The bytes from `start` up to `end`, both counted from the end when negative, under another type. */
  slice(start = 0, end = this.size, contentType = ""): Blob {
    const from = within(start, this.size);
    return new Blob([this.#bytes.subarray(from, Math.max(from, within(end, this.size)))], {
      type: contentType,
    });
  }

  /** A copy of the bytes, after a turn of the queue of jobs, as Node reads them. */
  async arrayBuffer(): Promise<ArrayBuffer> {
    await undefined;
    return this.#bytes.slice().buffer as ArrayBuffer;
  }

  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await this.arrayBuffer());
  }

  /** The bytes as UTF-8, without a byte order mark; U+FFFD for what is none. */
  async text(): Promise<string> {
    const bytes = new Uint8Array(await this.arrayBuffer());
    const hasMark = bytes.length > 2 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return strFromUtf8(bytes, hasMark ? 3 : 0, bytes.length);
  }

  get [Symbol.toStringTag](): string {
    return "Blob";
  }

  /** What a source of another blob consists of. */
  static bytesOf(blob: Blob): Uint8Array {
    return blob.#bytes;
  }
}

export class File extends Blob {
  readonly #name: string;
  readonly #lastModified: number;

  constructor(sources?: unknown, name?: unknown, options?: unknown) {
    if (name === undefined)
      throw new CodedTypeError(
        "ERR_MISSING_ARGS",
        'The "fileBits" and "fileName" arguments must be specified',
      );
    super(sources, options);
    this.#name = String_prototype_toWellFormed(`${name}`);
    const time = (options as FileOptions | null | undefined)?.lastModified;
    const given = time === undefined ? Date.now() : Number(time);
    this.#lastModified = Number.isNaN(given) ? 0 : given;
  }

  get name(): string {
    return this.#name;
  }

  /** In milliseconds since 1970; when the object was made, unless it was given. */
  get lastModified(): number {
    return this.#lastModified;
  }

  override get [Symbol.toStringTag](): string {
    return "File";
  }
}

function sequence(sources: unknown): unknown[] {
  const isIterable = typeof sources === "object" && sources !== null && Symbol.iterator in sources;
  if (!isIterable) throw wrongType("sources", "a sequence", sources);
  return [...(sources as Iterable<unknown>)];
}

function dictionary(options: unknown): BlobOptions {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object" && typeof options !== "function")
    throw wrongType("options", "a dictionary", options);
  return options as BlobOptions;
}

function bytesOf(source: unknown, isNative: boolean): Uint8Array {
  if (source instanceof Blob) return Blob.bytesOf(source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const text = `${source}`;
  return utf8Of(isNative ? text.replaceAll("\r\n", "\n") : text);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Only printable ASCII makes a type. */
function typeOf(given: unknown): string {
  const text = `${given}`;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return "";
  }
  return text.toLowerCase();
}

function within(place: number, size: number): number {
  const whole = Math.trunc(place) || 0;
  return whole < 0 ? Math.max(size + whole, 0) : Math.min(whole, size);
}

let registered = false;
function registerBlob(): void {
  if (registered) return;
  registered = true;
  registerText((object, inspector, _name, isDeep) => {
    if (!(object instanceof Blob)) return null;
    if (isDeep) return object instanceof File ? "[File]" : "[Blob]";
    return object instanceof File ? fileText(object, inspector) : blobText(object, inspector);
  });
}

function blobText({ size, type }: Blob, inspector: Inspector): string {
  return `Blob ${inspector.inspect({ size, type }, 0)}`;
}

function fileText({ size, type, name, lastModified }: File, inspector: Inspector): string {
  return `File ${inspector.inspect({ size, type, name, lastModified }, 0)}`;
}
