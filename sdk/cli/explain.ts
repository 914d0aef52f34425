// `ingot explain`: what a program costs and why, with places; `--size` adds what its image consists of.
//
// Prints what sdk/compiler/explain.ts and the symbols of an executable say. Judges nothing: a double may be wanted.

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireTarget } from "../choose-target.ts";
import { compilePlain } from "../compile-plain.ts";
import type { Explanation, Finding } from "../compiler/explain.ts";
import { problem } from "../diagnostics/diagnostic.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { onlyArgument, requireProgram } from "./words.ts";

export const command: Command = {
  name: "explain",
  summary: "say what is slow or large in a program, and why it is there",
  usage: "ingot explain FILE.ts [options]",
  description: [
    "Lists numbers that stayed doubles, properties that are looked up by name, allocations in loops, and why each",
    "module is part of the program. With --size, compiles it and lists the bytes of each module.",
  ].join("\n"),
  options: {
    size: { type: "boolean", help: "compile, and list the bytes of code and data by module" },
    target: { type: "string", short: "t", value: "NAME", help: "with --size (default: cubieboard)" },
    json: { type: "boolean", help: "print everything as JSON on stdout" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const file = onlyArgument(command, args, "a TypeScript file");
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw problem("E0005", `${file} is a folder`, "name the program's first file, such as src/main.ts");
  requireProgram(file);
  const target = requireTarget(textOption(args, "target") ?? "cubieboard");
  const { explainProgram } = await import("../inspect-program.ts");
  const explanation = explainProgram({ entry: file });
  const sizes = flagOption(args, "size") ? await sizesOf(file, target) : null;
  if (flagOption(args, "json"))
    process.stdout.write(
      `${JSON.stringify(sizes === null ? explanation : { ...explanation, sizes }, null, 2)}\n`,
    );
  else process.stdout.write(explanationText(explanation) + (sizes === null ? "" : sizesText(sizes)));
  return 0;
}

interface ModuleSize {
  readonly module: string;
  readonly bytes: number;
}

async function sizesOf(file: string, target: ReturnType<typeof requireTarget>): Promise<ModuleSize[]> {
  const folder = mkdtempSync(join(tmpdir(), "ingot-explain-"));
  try {
    const elf = join(folder, "program.elf");
    const compiled = await compilePlain({ entry: file, target, optimise: "2", outFile: elf });
    const { moduleSizes } = await import("../backend/module-sizes.ts");
    return moduleSizes(elf, compiled.built.toolchain);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The explanation for people. */
export function explanationText(e: Explanation): string {
  const modules = e.modules.map((m) => {
    const [first, ...rest] = m.chain;
    const how = first === undefined ? [] : [`    ${first}`, ...rest.map((r) => `      ${r}`)];
    return [`  ${m.module} (${m.functions})`, ...how].join("\n");
  });
  return [
    section("Numbers that stayed doubles", e.doubles),
    section("Properties that are not a single load", e.accesses),
    section("Allocations in loops", e.allocations),
    `Modules, with the number of their functions, and why the first of these is linked:\n${modules.join("\n")}\n`,
  ].join("\n");
}

function section(title: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${title}: none\n`;
  const lines = findings.map((f) => `  ${f.file}:${f.line}:${f.column}  ${f.what} (in ${f.func})`);
  return `${title}:\n${lines.join("\n")}\n`;
}

function sizesText(sizes: readonly ModuleSize[]): string {
  const total = sizes.reduce((sum, s) => sum + s.bytes, 0);
  const lines = sizes.map((s) => `  ${String(s.bytes).padStart(7)}  ${s.module}`);
  return `\nBytes of code and data, ${total} in all:\n${lines.join("\n")}\n`;
}
