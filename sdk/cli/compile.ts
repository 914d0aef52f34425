// `ingot compile`: one plain program into an executable, its C, or its IR. For looking into the compiler.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { requireTarget, targetNames } from "../choose-target.ts";
import { compilePlain } from "../compile-plain.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { type Command, type CommandArguments, textOption } from "./command.ts";
import { stageProgress } from "./stage-progress.ts";
import { choiceOption, OPTIMISE, OPTIMISE_OPTION, onlyArgument, requireProgram } from "./words.ts";

const EMIT = ["exe", "c", "ir"] as const;

export const command: Command = {
  name: "compile",
  summary: "compile one TypeScript file into an executable, into C or into IR",
  usage: "ingot compile FILE.ts --target NAME -o OUT [options]",
  description: [
    `The targets are ${targetNames.join(", ")}. A program for a board ends through the emulator's`,
    "semihosting: it is for the emulator (see `ingot exec`), not for a card.",
  ].join("\n"),
  options: {
    target: { type: "string", short: "t", value: "NAME", help: "what to compile for (default: host)" },
    out: { type: "string", short: "o", value: "OUT", help: "file to write; with --emit c a folder" },
    emit: {
      type: "string",
      value: "KIND",
      help: "exe (default); c: the C files; ir: the IR before any pass (without -o on stdout)",
    },
    optimise: OPTIMISE_OPTION,
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const file = onlyArgument(command, args, "a TypeScript file");
  const target = requireTarget(textOption(args, "target") ?? "host");
  const emit = choiceOption(args, "emit", EMIT) ?? "exe";
  const optimise = choiceOption(args, "optimise", OPTIMISE) ?? "2";
  const out = textOption(args, "out");
  requireProgram(file);
  const platform = target === "host" ? "host" : "board";
  if (emit === "ir") {
    const { programIr } = await import("../inspect-program.ts");
    const text = programIr({ entry: file, platform });
    if (out === undefined) process.stdout.write(text);
    else write(out, text);
    return 0;
  }
  if (out === undefined) {
    const example = emit === "c" ? "-o DIR" : "-o FILE";
    throw usageProblem("E0003", "no output was named", `add ${example}`);
  }
  if (emit === "c") {
    const { programC } = await import("../inspect-program.ts");
    const files = programC({ entry: file, platform });
    for (const { name, text } of files) write(join(out, name), text);
    process.stdout.write(`Wrote ${files.length} files to ${displayPath(out)}\n`);
    return 0;
  }
  const progress = stageProgress(process.stderr, true);
  try {
    await compilePlain({ entry: file, target, optimise, outFile: resolve(out), onProgress: progress.show });
  } finally {
    progress.done();
  }
  process.stdout.write(`Compiled ${displayPath(file)} for ${target} -> ${displayPath(out)}\n`);
  return 0;
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem("E0008", `the output cannot be written: ${why}`, "choose another path behind -o", {
      cause,
    });
  }
}
