// Tokens of IR text, for parse.ts.

import type { Location } from "./types.ts";

interface Token {
  readonly kind: "word" | "string" | "local" | "func" | "punctuation" | "location";
  readonly text: string;
  readonly line: number;
}

const PATTERN =
  /\s+|(?<location>;[^\n]*)|(?<string>"(?:[^"\\]|\\.)*")|(?<local>%[\w$]+(?:\.\d+)?)|(?<func>@(?:"(?:[^"\\]|\\.)*"|[^\s{}()[\],="%@;]+))|(?<punctuation>->|[{}()[\],=]|:)|(?<word>[^\s{}()[\],="%@;:][^\s{}()[\],="%@;]*)/y;

const LOCATION = /^; (.*):(\d+):(\d+)$/;

export class Lexer {
  private readonly tokens: Token[] = [];
  private at = 0;

  constructor(text: string) {
    let line = 1;
    PATTERN.lastIndex = 0;
    for (let from = 0; from < text.length; from = PATTERN.lastIndex) {
      const match = PATTERN.exec(text);
      if (match === null)
        throw new Error(`IR text, line ${line}: cannot read '${text.slice(from, from + 20)}'`);
      for (const [kind, found] of Object.entries(match.groups ?? {})) {
        if (found === undefined || (kind === "location" && !LOCATION.test(found))) continue; // a human's comment
        this.tokens.push({ kind: kind as Token["kind"], text: found, line });
      }
      line += match[0].split("\n").length - 1;
    }
  }

  fail(wanted: string): never {
    const token = this.tokens[this.at - 1] ?? this.tokens[this.at];
    throw new Error(`IR text, line ${token?.line ?? 0}: expected ${wanted}`);
  }

  private next(kind: Token["kind"], what: string): string {
    const token = this.tokens[this.at++];
    if (token === undefined || token.kind !== kind)
      this.fail(`${what} instead of '${token?.text ?? "the end"}'`);
    return token.text;
  }

  private is(kind: Token["kind"]): boolean {
    return this.tokens[this.at]?.kind === kind;
  }

  atEnd(): boolean {
    return this.at >= this.tokens.length;
  }
  atLocal(): boolean {
    return this.is("local");
  }
  atFunc(): boolean {
    return this.is("func");
  }
  atString(): boolean {
    return this.is("string");
  }
  atLocation(): boolean {
    return this.is("location");
  }
  /** True when the next token stands on a later line than the one before it. */
  startsLine(): boolean {
    const token = this.tokens[this.at];
    return token === undefined || token.line > this.tokens[this.at - 1]!.line;
  }

  word(): string {
    return this.next("word", "a word");
  }
  string(): string {
    return JSON.parse(this.next("string", "a string")) as string;
  }
  /** A name, quoted or not. */
  name(): string {
    return this.is("string") ? this.string() : this.word();
  }
  localName(): string {
    return this.next("local", "a local").slice(1);
  }
  funcName(): string {
    const text = this.next("func", "a function").slice(1);
    return text.startsWith('"') ? (JSON.parse(text) as string) : text;
  }

  expect(text: string): void {
    const token = this.tokens[this.at++];
    if (token?.text !== text) this.fail(`'${text}' instead of '${token?.text ?? "the end"}'`);
  }

  /** Steps over a word or punctuation mark when it comes next. */
  take(text: string): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || token.text !== text || token.kind === "string") return false;
    this.at++;
    return true;
  }

  list<T>(open: string, close: string, item: () => T): T[] {
    this.expect(open);
    const items: T[] = [];
    while (!this.take(close)) {
      if (items.length > 0) this.expect(",");
      items.push(item());
    }
    return items;
  }

  /** The `; file:line:column` that comes next, if one does. */
  location(): Location | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== "location") return undefined;
    this.at++;
    const [, file, line, column] = LOCATION.exec(token.text)!;
    return { file: file!, line: Number(line), column: Number(column) };
  }
}
