// Node's module `readline/promises`: lines of an input stream, and questions whose answers are promises.

import { CodedError } from "./errors.ts";
import { type Input, LineReader, type Output, type ReadLineOptions } from "./line-reader.ts";

export class Interface extends LineReader {
  /** Writes `query`; the next line. */
  question(query: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (!this.ask(query, resolve)) reject(new CodedError("ERR_USE_AFTER_CLOSE", "readline was closed"));
    });
  }
}

export function createInterface(options: ReadLineOptions): Interface;
export function createInterface(input: Input, output?: Output): Interface;
export function createInterface(input: Input | ReadLineOptions, output?: Output): Interface {
  return new Interface("input" in input ? input : { input, output });
}

const all = { createInterface, Interface };

export { all as default };
