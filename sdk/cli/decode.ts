// `ingot decode`: the addresses of a panic that a board printed, as functions and lines of TypeScript.
//
// Reads a log and an executable, runs nothing on a board. The decoding is sdk/backend/decode.ts.

import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { decodePanic, printFrames } from "../backend/decode.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import type { Command, CommandArguments } from "./command.ts";
import { PANIC_HEAD } from "./panic-watch.ts";
import { requireFile } from "./words.ts";

export const command: Command = {
  name: "decode",
  summary: "show the TypeScript call stack of a panic in a board's log",
  usage: "ingot decode ELF [LOGFILE]",
  description: [
    "ELF is the executable of the build that panicked (APP/build/NAME.elf). LOGFILE is what the board printed on its",
    "console; - or nothing reads it from stdin. Of several panics the last one is decoded.",
  ].join("\n"),
  options: {},
  run,
};

const ELF_MAGIC = "\u007fELF";

async function run(args: CommandArguments): Promise<number> {
  const [elf, log = "-", ...rest] = args.positionals;
  if (elf === undefined) {
    throw usageProblem("E0003", "no executable was named", `write \`${command.usage}\``);
  }
  if (rest.length > 0) {
    throw usageProblem(
      "E0004",
      `\`ingot decode\` takes an executable and one log, not also ${rest.join(" ")}`,
      `write \`${command.usage}\``,
    );
  }
  requireFile(elf, "the executable that the build left (APP/build/NAME.elf)");
  if (log !== "-") requireFile(log, "what the board printed on its console");
  if (firstBytes(elf) !== ELF_MAGIC) {
    throw problem(
      "E0018",
      `${elf} is not an executable`,
      "give APP/build/NAME.elf of the build that panicked",
    );
  }
  if (log === "-" && process.stdin.isTTY) process.stderr.write("Paste the board's output; Ctrl-D ends it.\n");
  process.stdout.write(decodedText(readFileSync(log === "-" ? 0 : log, "utf8"), elf, log));
  return 0;
}

/**
 * The last panic in `text` with its TypeScript stack. `origin` names the text in messages. Throws IngotError E0017
 * when it has no panic, E0018 when `elf` is not the executable that panicked.
 */
export function decodedText(text: string, elf: string, origin: string): string {
  const name = origin === "-" ? "what was read from stdin" : displayPath(origin);
  if (!text.includes(PANIC_HEAD)) {
    throw problem(
      "E0017",
      `there is no panic in ${name}`,
      `a panic starts with a line "${PANIC_HEAD}..."; give the whole output of the board's console`,
    );
  }
  const panic = decodePanic(text, elf);
  if (panic.buildMatches) return printFrames(panic);
  const what = `panic: ${panic.message}`;
  if (panic.buildId === null) {
    throw problem(
      "E0017",
      `the panic in ${name} is cut off: its last line, "build ...", is missing`,
      "give the output of the board's console up to that line",
      { notes: [what] },
    );
  }
  throw problem(
    "E0018",
    `the panic in ${name} comes from another build than ${displayPath(elf)}`,
    `give the executable of build ${panic.buildId}; every \`ingot build\` of a changed program makes a new one`,
    { notes: [what] },
  );
}

function firstBytes(path: string): string {
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(ELF_MAGIC.length);
  readSync(file, bytes);
  closeSync(file);
  return bytes.toString("latin1");
}
