// `ingot exec`: compiles a plain program, runs it, and ends with its exit code. With --compare Node is the judge.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireBoard, requireEmulator, requireTarget, targetNames } from "../choose-target.ts";
import { compilePlain } from "../compile-plain.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { findQemu } from "../emulator/index.ts";
import { type Ended, runPlain, type Streams } from "../run-plain.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { firstDifference } from "./first-difference.ts";
import { runUnderNode } from "./run-under-node.ts";
import { stageProgress } from "./stage-progress.ts";
import { firstArgument, requireProgram } from "./words.ts";

export const command: Command = {
  name: "exec",
  summary: "compile one TypeScript file and run it, here or in the emulator",
  usage: "ingot exec FILE.ts [options] [-- WORDS]",
  description: [
    `The targets are ${targetNames.join(", ")}. Output and exit code are the program's. With --compare`,
    "the program also runs under Node, and the first difference between the two is shown (exit code 3).",
    "On this computer the words become process.argv from its third element on.",
  ].join("\n"),
  options: {
    target: { type: "string", short: "t", value: "NAME", help: "where to run it (default: host)" },
    debug: { type: "boolean", help: "compile quickly (default)" },
    release: { type: "boolean", help: "compile to fast code" },
    compare: { type: "boolean", help: "run it under Node too, and compare" },
  },
  run,
};

const PASS_ON: Streams = {
  stdout: (piece) => process.stdout.write(piece),
  stderr: (piece) => process.stderr.write(piece),
};

async function run(args: CommandArguments): Promise<number> {
  const [file, words] = [firstArgument(command, args, "a TypeScript file"), args.positionals.slice(1)];
  const target = requireTarget(textOption(args, "target") ?? "host");
  const release = flagOption(args, "release");
  if (release && flagOption(args, "debug")) {
    throw usageProblem("E0002", "--debug and --release exclude each other", "give one of them");
  }
  requireProgram(file);
  if (target !== "host") {
    if (words.length > 0)
      throw usageProblem(
        "E0004",
        "a board gives no words to its program",
        "leave them out, or use --target host",
      );
    requireEmulator(requireBoard(target));
    findQemu();
  }
  const folder = mkdtempSync(join(tmpdir(), "ingot-exec-"));
  const progress = stageProgress(process.stderr, true);
  try {
    const program = join(folder, "program.elf");
    const optimise = release ? "2" : "0";
    await compilePlain({ entry: file, target, optimise, outFile: program, onProgress: progress.show });
    progress.done();
    const ended = await runPlain(program, target, PASS_ON, words);
    if (flagOption(args, "compare")) compare(await runUnderNode(file, folder, words), ended, file, target);
    return ended.exitCode;
  } finally {
    progress.done();
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(node: Ended, compiled: Ended, file: string, target: string): void {
  const difference = firstDifference(node, compiled);
  if (difference === null) {
    process.stderr.write(`same as under Node: ${node.stdout.length} bytes, exit code ${node.exitCode}\n`);
    return;
  }
  throw problem(
    "E9004",
    `${displayPath(file)}, compiled for ${target}, differs from Node: ${difference.what}`,
    "if docs/language.md does not list it, it is a bug in Ingot: please report it with the program",
    { exitCode: 3, notes: [`Node:     ${difference.node}`, `compiled: ${difference.compiled}`] },
  );
}
