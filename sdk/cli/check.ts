// `ingot check`: every type error and every refusal of a program or an application, grouped by cause.
//
// Compiles up to the IR and writes nothing outside an application's build folder.

import { statSync } from "node:fs";
import { join } from "node:path";
import { prepareApp } from "../build-app.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { explainErrors } from "../image/explain-errors.ts";
import { APP_MAIN } from "../image/modules.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { BOARD_OPTION, onlyArgument, requireProgram } from "./words.ts";

export const command: Command = {
  name: "check",
  summary: "say what of a program cannot be compiled, without compiling it",
  usage: "ingot check APP [options]\ningot check FILE.ts [options]",
  description: [
    "Reports type errors, or when there are none every construct that cannot be compiled ahead of time, grouped by",
    "cause with counts. Exit code 1 when there is any.",
  ].join("\n"),
  options: {
    board: BOARD_OPTION,
    json: { type: "boolean", help: "print the groups as JSON on stdout" },
  },
  run,
};

/** All diagnostics with one cause. */
export interface CauseGroup {
  readonly code: string;
  /** The message, with names that differ between the places left out. */
  readonly cause: string;
  readonly remedy: string | null;
  readonly count: number;
  readonly places: readonly { file: string; line: number; column: number; message: string }[];
}

async function run(args: CommandArguments): Promise<number> {
  const path = onlyArgument(command, args, "an application's folder or a TypeScript file");
  const diagnostics = await findProblems(path, textOption(args, "board"));
  const groups = groupByCause(diagnostics);
  const count = diagnostics.length;
  if (flagOption(args, "json")) {
    process.stdout.write(`${JSON.stringify({ ok: count === 0, count, groups }, null, 2)}\n`);
  } else if (count === 0) {
    process.stdout.write(`${displayPath(path)}: everything in it can be compiled\n`);
  } else {
    process.stdout.write(groups.map(groupText).join("\n"));
    const hidden = groups.some((group) => group.code === "E1001");
    const note = hidden ? "; what cannot be compiled is looked for once the types are right" : "";
    process.stdout.write(`\n${plural(count, "problem")} of ${plural(groups.length, "kind")}${note}\n`);
  }
  return count === 0 ? 0 : 1;
}

async function findProblems(path: string, board: string | undefined): Promise<readonly Diagnostic[]> {
  if (/\.[cm]?[jt]sx?$/.test(path) && !statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    requireProgram(path);
    const { checkProgram } = await import("../inspect-program.ts");
    return explainErrors(checkProgram({ entry: path }).diagnostics, null);
  }
  const app = await prepareApp({ app: path, ...(board === undefined ? {} : { board }) });
  const { checkProgram } = await import("../inspect-program.ts");
  const { diagnostics } = checkProgram({
    entry: join(app.folder, APP_MAIN),
    sourceRoot: app.folder,
    before: [app.generated.startFile],
    lazyFiles: [app.generated.boardFile, app.generated.ioFile, app.generated.networkFile],
    modules: app.generated.modules,
  });
  return explainErrors(diagnostics, app);
}

/** The groups, the largest first; among equals in order of first appearance. */
export function groupByCause(diagnostics: readonly Diagnostic[]): CauseGroup[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.code} ${causeOf(diagnostic.message)}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(diagnostic);
  }
  return [...groups.values()]
    .map((members) => {
      const [first] = members;
      const alike = members.every((member) => member.message === first!.message);
      return {
        code: first!.code,
        cause: alike ? first!.message : causeOf(first!.message),
        remedy: first!.remedy ?? null,
        count: members.length,
        places: members.map(({ file, line, column, message }) => ({
          file: file === undefined ? "" : displayPath(file),
          line: line ?? 0,
          column: column ?? 0,
          message,
        })),
      };
    })
    .sort((a, b) => b.count - a.count);
}

/** A message without the names in it: what is alike at every place with the same cause. */
function causeOf(message: string): string {
  return message.replace(/`[^`]*`/g, "`...`").replace(/'[^']*'|"[^"]*"/g, '"..."');
}

function groupText({ code, cause, remedy, count, places }: CauseGroup): string {
  const lines = [`${count} x ${code}: ${cause}`];
  for (const { file, line, column, message } of places) {
    const place = file === "" ? "(the whole program)" : `${file}:${line}:${column}`;
    lines.push(message === cause ? `    ${place}` : `    ${place}  ${message}`);
  }
  if (remedy !== null) lines.push(`  = ${remedy}`);
  return `${lines.join("\n")}\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
