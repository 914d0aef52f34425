// The command line of one command: words to values, with messages that name the option and the remedy.

import { parseArgs } from "node:util";
import { usageProblem } from "../diagnostics/diagnostic.ts";
import type { Command, CommandArguments, CommandOption } from "./command.ts";
import { nearest } from "./nearest.ts";

/** Parses the words behind the command's name. Throws IngotError (E0002, exit code 2) for a bad option. */
export function parseCommandLine(command: Command, words: readonly string[]): CommandArguments {
  const options = { ...command.options, help: { type: "boolean", short: "h" } } as Record<
    string,
    CommandOption
  >;
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: withoutHelp(options),
      allowPositionals: true,
      strict: true,
    });
    return { values: { ...values }, positionals };
  } catch (error) {
    throw explain(error, command, options);
  }
}

/** parseArgs would accept our extra fields today, but it does not promise to. */
function withoutHelp(options: Record<string, CommandOption>) {
  return Object.fromEntries(
    Object.entries(options).map(([name, { help: _help, value: _value, ...option }]) => [name, option]),
  );
}

function explain(error: unknown, command: Command, options: Record<string, CommandOption>): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : "";
  const mentioned = /'(-[^' ]*)/.exec(message)?.[1] ?? "";
  const seeHelp = `\`ingot ${command.name} --help\` lists the options`;
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const near = nearest(mentioned.replace(/^-+/, ""), Object.keys(options));
    const remedy = near === undefined ? seeHelp : `did you mean --${near}? ${seeHelp}`;
    return usageProblem("E0002", `\`ingot ${command.name}\` has no option ${mentioned}`, remedy);
  }
  if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
    const name = /--([a-z0-9-]+)/.exec(message)?.[1] ?? "";
    const option = options[name];
    if (option?.type === "boolean") return usageProblem("E0002", `--${name} takes no value`, seeHelp);
    const value = option?.value ?? "VALUE";
    return usageProblem("E0002", `--${name} needs a value`, `write --${name}=${value}; ${seeHelp}`);
  }
  return error;
}
