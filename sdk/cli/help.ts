// Help pages, as text: the list of commands and the page of one command.

import type { Command, CommandOption } from "./command.ts";

/** One line of the list of commands. */
export interface CommandSummary {
  readonly name: string;
  readonly summary: string;
}

/** The page that `ingot --help` prints. */
export function overview(commands: readonly CommandSummary[], version: string): string {
  const width = Math.max(0, ...commands.map((c) => c.name.length));
  const list = commands.map((c) => `  ${c.name.padEnd(width)}  ${c.summary}`);
  return [
    `ingot ${version}: TypeScript programs as bare-metal images for Cubieboard-class boards`,
    "",
    "Usage: ingot COMMAND [arguments]",
    "",
    ...list,
    "",
    "`ingot COMMAND --help` explains a command. `ingot --version` prints the version.",
    "",
  ].join("\n");
}

/** The page that `ingot COMMAND --help` prints. */
export function commandPage(command: Command): string {
  const rows = Object.entries({
    ...command.options,
    help: { type: "boolean", short: "h", help: "print this page" } satisfies CommandOption,
  }).map(([name, option]) => [optionForm(name, option), option.help ?? ""] as const);
  const width = Math.max(...rows.map(([form]) => form.length));
  const usage = command.usage
    .split("\n")
    .map((line, index) => (index === 0 ? "Usage: " : "       ") + line.trim());
  return [
    command.summary,
    "",
    ...usage,
    "",
    ...(command.description === undefined ? [] : [command.description.trim(), ""]),
    "Options:",
    ...rows.map(([form, help]) => `  ${form.padEnd(width)}  ${help}`.trimEnd()),
    "",
  ].join("\n");
}

function optionForm(name: string, option: CommandOption): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  const value = option.type === "string" ? ` ${option.value ?? "VALUE"}` : "";
  return `${short}--${name}${value}`;
}
