// What a command of `ingot` is: its name, its help, its options, and the function that runs it.
//
// A command file exports `const command: Command`. Parsing, help and the printing of errors are main.ts's work;
// a command throws IngotError, writes results to stdout and talk to stderr, and returns its exit code.

import type { ParseArgsConfig } from "node:util";

type ParseArgsOption = NonNullable<ParseArgsConfig["options"]>[string];

/** An option as node:util parseArgs takes it, with its text for the help page. */
export type CommandOption = ParseArgsOption & {
  /** One line for the help page. */
  readonly help?: string;
  /** Name of the value in the help page, for example "FILE". Only for options of type "string". */
  readonly value?: string;
};

export type OptionValue = string | boolean | readonly (string | boolean)[] | undefined;

/** The parsed command line behind the command's name. */
export interface CommandArguments {
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly positionals: readonly string[];
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The forms of the command line, one per line, for example "ingot flash IMAGE TARGET [options]". */
  readonly usage: string;
  /** Paragraphs for the command's help page, below the usage. */
  readonly description?: string;
  /** Every option but --help, which main.ts adds. */
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Runs the command. Resolves to the exit code; rejects with IngotError for a problem of the user's. */
  run(args: CommandArguments): Promise<number>;
}

/** The text given for `name`, or undefined when the option is absent (the last one when it is repeated). */
export function textOption(args: CommandArguments, name: string): string | undefined {
  const value = args.values[name];
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === "string" ? last : undefined;
}

/** Whether the flag `name` was given. */
export function flagOption(args: CommandArguments, name: string): boolean {
  return args.values[name] === true;
}
