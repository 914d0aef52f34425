// What commands share in reading their words: exactly one argument, a file that exists, a choice of few.

import { statSync } from "node:fs";
import type { Optimise } from "../backend/flags.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { type Command, type CommandArguments, textOption } from "./command.ts";

/** The first positional argument; more may follow. Throws IngotError E0003, exit code 2. */
export function firstArgument(command: Command, args: CommandArguments, what: string): string {
  const [first] = args.positionals;
  if (first !== undefined && first !== "") return first;
  const usage = `write \`${command.usage.split("\n")[0]}\``;
  throw usageProblem("E0003", `\`ingot ${command.name}\` needs ${what}`, usage);
}

/** The only positional argument. Throws IngotError E0003 or E0004, exit code 2; `what` is as in "an app folder". */
export function onlyArgument(command: Command, args: CommandArguments, what: string): string {
  const first = firstArgument(command, args, what);
  const rest = args.positionals.slice(1);
  const usage = `write \`${command.usage.split("\n")[0]}\``;
  if (rest.length > 0) {
    throw usageProblem("E0004", `\`ingot ${command.name}\` takes ${what}, not also ${rest.join(" ")}`, usage);
  }
  return first;
}

/** Throws IngotError E0004, exit code 2, when there is any positional argument. */
export function noArguments(command: Command, args: CommandArguments): void {
  if (args.positionals.length === 0) return;
  const words = args.positionals.join(" ");
  throw usageProblem(
    "E0004",
    `\`ingot ${command.name}\` takes no arguments, not ${words}`,
    `write \`${command.usage}\``,
  );
}

/** Throws IngotError E0008 unless `path` is a file. `what` is as in "a TypeScript file". */
export function requireFile(path: string, what: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return;
  const why = found === undefined ? "does not exist" : "is not a file";
  throw problem("E0008", `${path} ${why}`, `give the path of ${what}`);
}

/** As requireFile, but a disk will do as well. */
export function requireFileOrDisk(path: string, what: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isBlockDevice() !== true) requireFile(path, what);
}

/** A program of one file: it exists and is TypeScript or JavaScript. Throws IngotError E0008. */
export function requireProgram(path: string): void {
  requireFile(path, "a TypeScript file");
  if (/\.(tsx?|[mc]?js)$/.test(path) && !path.endsWith(".d.ts")) return;
  throw problem("E0008", `${path} is no program`, "give a file whose name ends in .ts or .js");
}

/** The value of an option that has few: one of `choices`, or undefined when absent. Throws E0002, exit code 2. */
export function choiceOption<T extends string>(
  args: CommandArguments,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw usageProblem("E0002", `--${name} cannot be "${text}"`, `write one of ${choices.join(", ")}`);
}

/** A percentage of devices; `what` names the word that it is, as in "--percent". Throws E0002, exit code 2. */
export function percentOf(what: string, text: string): number {
  const percent = Number(text);
  if (/^\d+$/.test(text) && percent <= 100) return percent;
  throw usageProblem("E0002", `${what} cannot be "${text}"`, "write a whole number from 0 to 100");
}

export const OPTIMISE: readonly Optimise[] = ["0", "2", "s"];
export const OPTIMISE_OPTION = {
  type: "string",
  value: "LEVEL",
  help: "0: quick to build; 2: fast code (default); s: small code",
} as const;
export const BOARD_OPTION = {
  type: "string",
  short: "b",
  value: "NAME",
  help: "the board (default: the one in ingot.config.ts)",
} as const;
