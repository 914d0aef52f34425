// A stream of bytes that is read from start to end: standard input, a file. What programs do with Node's Readable for
// these two: events, an encoding, an async iterator. Pipes, objects and `read()` are not here.

import type { Buffer } from "../lang/buffer-types.d.ts";
import { TextDecoder } from "../lang/web/text-decoder.ts";
import { addSource, removeSource } from "../loop/sources.ts";
import { asBuffer } from "./buffer-construct.ts";
import { EventEmitter } from "./events.ts";

type Chunk = string | Buffer;

export class InputStream extends EventEmitter {
  readonly fd = 0;
  readonly #next: () => Uint8Array;
  #decoder: TextDecoder | null = null;
  #flowing = false;
  #ended = false;

  /** `next` gives the next bytes, empty at the end, and may wait for them. */
  constructor(next: () => Uint8Array) {
    super();
    this.#next = next;
  }

  /** Chunks are texts from now on. */
  setEncoding(encoding: string): this {
    this.#decoder = new TextDecoder(encoding === "ascii" || encoding === "binary" ? "latin1" : encoding);
    return this;
  }

  override on(event: string | symbol, listener: (...args: unknown[]) => void): this {
    super.on(event, listener);
    if (event === "data") this.resume();
    return this;
  }

  resume(): this {
    if (this.#flowing || this.#ended) return this;
    this.#flowing = true;
    addSource(this);
    return this;
  }

  pause(): this {
    if (this.#flowing) removeSource(this);
    this.#flowing = false;
    return this;
  }

  unref(): this {
    return this;
  }

  /** One chunk a turn of the event loop. */
  poll(): boolean {
    let bytes: Uint8Array;
    try {
      bytes = this.#next();
    } catch (error) {
      this.pause();
      this.#ended = true;
      this.emit("error", error);
      this.emit("close");
      return true;
    }
    if (bytes.length > 0) {
      this.emit("data", this.#chunk(bytes));
      return true;
    }
    this.pause();
    this.#ended = true;
    const rest = this.#decoder === null ? "" : this.#decoder.decode();
    if (rest !== "") this.emit("data", rest);
    this.emit("end");
    this.emit("close");
    return true;
  }

  #chunk(bytes: Uint8Array): Chunk {
    return this.#decoder === null ? asBuffer(bytes) : this.#decoder.decode(bytes, { stream: true });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk, undefined> {
    for (let bytes = this.#next(); bytes.length > 0; bytes = this.#next()) {
      const chunk = this.#chunk(bytes);
      if (chunk.length > 0) yield chunk;
    }
    this.#ended = true;
    return undefined;
  }
}
