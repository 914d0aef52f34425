// Node's module `readline`: lines of an input stream, questions to who sits at the terminal, answered by a call.

import { type Input, LineReader, type Output, type ReadLineOptions } from "./line-reader.ts";
import { createInterface as createAsking } from "./readline-promises.ts";

export type { ReadLineOptions } from "./line-reader.ts";

export class Interface extends LineReader {
  /** Writes `query` and calls back with the next line. */
  question(query: string, answer: (line: string) => void): void {
    this.ask(query, answer);
  }
}

export function createInterface(options: ReadLineOptions): Interface;
export function createInterface(input: Input, output?: Output): Interface;
export function createInterface(input: Input | ReadLineOptions, output?: Output): Interface {
  return new Interface("input" in input ? input : { input, output });
}

export const promises = { createInterface: createAsking };

const all = { createInterface, Interface, promises };

export { all as default };
