// A reader of lines from an input stream: what the interfaces of `readline` and `readline/promises` share.
// History, keys, cursors and completion are not here.

import type { Buffer } from "../lang/buffer-types.d.ts";
import { TextDecoder } from "../lang/web/text-decoder.ts";
import { EventEmitter } from "./events.ts";

export interface Input {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}
export interface Output {
  write(text: string): boolean;
}
export interface ReadLineOptions {
  input: Input;
  output?: Output | undefined;
  terminal?: boolean | undefined;
  crlfDelay?: number | undefined;
  prompt?: string | undefined;
  historySize?: number | undefined;
}

export class LineReader extends EventEmitter {
  readonly #input: Input;
  readonly #output: Output | null;
  readonly #decoder = new TextDecoder();
  #prompt: string;
  #rest = "";
  #closed = false;
  #answer: ((line: string) => void) | null = null;
  readonly #lines: string[] = [];
  #waiting: ((line: string | null) => void) | null = null;
  #iterated = false;

  constructor(options: ReadLineOptions) {
    super();
    this.#input = options.input;
    this.#output = options.output ?? null;
    this.#prompt = options.prompt ?? "> ";
    this.#input.on("data", (chunk) => this.#take(chunk as string | Buffer));
    this.#input.on("end", () => this.#end());
  }

  #take(chunk: string | Buffer): void {
    const text = typeof chunk === "string" ? chunk : this.#decoder.decode(chunk, { stream: true });
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop()!;
    for (const line of lines) if (!this.#closed) this.#line(line);
  }

  #line(line: string): void {
    const answer = this.#answer;
    if (answer !== null) {
      this.#answer = null;
      answer(line);
      return;
    }
    if (this.#iterated) {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting === null) this.#lines.push(line);
      else waiting(line);
    }
    this.emit("line", line);
  }

  #end(): void {
    if (this.#rest.endsWith("\r")) this.#rest = this.#rest.slice(0, -1);
    if (this.#rest !== "") this.#line(this.#rest);
    this.#rest = "";
    this.close();
  }

  /** Writes `query` and calls back with the next line; false when the interface is closed. */
  protected ask(query: string, answer: (line: string) => void): boolean {
    if (this.#closed) return false;
    this.#output?.write(query);
    this.#answer = answer;
    this.#input.resume();
    return true;
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
  }

  getPrompt(): string {
    return this.#prompt;
  }

  prompt(): void {
    this.#output?.write(this.#prompt);
    this.#input.resume();
  }

  write(text: string): void {
    this.#take(text);
  }

  pause(): this {
    this.#input.pause();
    this.emit("pause");
    return this;
  }

  resume(): this {
    this.#input.resume();
    this.emit("resume");
    return this;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#input.pause();
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(null);
    this.emit("close");
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, undefined> {
    this.#iterated = true;
    for (;;) {
      const line = this.#lines.shift() ?? (this.#closed ? null : await this.#nextLine());
      if (line === null) return undefined;
      yield line;
    }
  }

  #nextLine(): Promise<string | null> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
