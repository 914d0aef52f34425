// The oracle: what a program does under Node. Types are stripped file by file, modules stay modules.
// It does not bundle, because bundlers merge modules and thereby change what a cyclic import observes.
// Outcomes are cached in .cache/oracle by content, Node version and version of the transformation.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import ts from "typescript";
import { difference, type Outcome, uncaughtLine } from "./compare.ts";
import { inPool, runProcess } from "./pool.ts";
import { LaneError, type LanguageProgram } from "./programs.ts";

/** Raise when the preload or the options below change, so that old outcomes are not believed. */
const ORACLE_VERSION = "2";
const LIMIT_MS = 120_000;
/**
 * Programs that use these run twice and must do the same both times: an outcome that depends on the load of the
 * machine must never become an expectation.
 */
const TIME_OR_CHANCE = /\b(setTimeout|setInterval|Date|random)\b/;

/**
 * Loaded into Node before each program. Node words uncaught errors differently for errors, other values and
 * rejections; this adds one line in one form, `Uncaught ` followed by String(error) or the inspected value,
 * which is the form that compiled programs write.
 */
const PRELOAD = `import { writeSync } from "node:fs";
import { inspect } from "node:util";
process.on("uncaughtExceptionMonitor", (error) => {
  writeSync(2, "Uncaught " + (error instanceof Error ? String(error) : inspect(error)) + "\\n");
});
`;

/** Expected outcome per program name. `refresh` ignores the cache; `jobs` is the number of Node processes at once. */
export async function oracleOutcomes(
  programs: readonly LanguageProgram[],
  cacheFolder: string,
  jobs: number,
  refresh: boolean,
): Promise<Map<string, Outcome>> {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(join(cacheFolder, "preload.mjs"), PRELOAD);
  const outcomes = await inPool(programs, jobs, (program) => outcomeOf(program, cacheFolder, refresh));
  return new Map(programs.map((program, index) => [program.name, outcomes[index]!]));
}

async function outcomeOf(program: LanguageProgram, cacheFolder: string, refresh: boolean): Promise<Outcome> {
  const folder = join(cacheFolder, contentHash(program));
  const record = join(folder, "outcome.json");
  if (!refresh && existsSync(record)) return readOutcome(record);
  for (const file of program.files) {
    if (/\.d\.[cm]?ts$/.test(file)) continue;
    const target = join(folder, relative(dirname(program.entry), file).replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.endsWith(".ts") ? stripTypes(file) : withoutTypes(readFileSync(file, "utf8")));
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const main = join(folder, basename(program.entry).replace(/\.ts$/, ".js"));
  const preload = join(cacheFolder, "preload.mjs");
  const outcome = await runOnce(program, preload, main);
  if (program.files.some((file) => TIME_OR_CHANCE.test(readFileSync(file, "utf8")))) {
    const change = difference(outcome, await runOnce(program, preload, main));
    if (change !== null) {
      throw new LaneError(`${program.entry}: two runs under Node differ; make it deterministic\n${change}`);
    }
  }
  const stdout = Buffer.from(outcome.stdout).toString("base64");
  writeFileSync(record, JSON.stringify({ ...outcome, stdout }));
  return outcome;
}

async function runOnce(program: LanguageProgram, preload: string, main: string): Promise<Outcome> {
  const finished = await runProcess(process.execPath, ["--import", preload, main], LIMIT_MS);
  const { stdout, stderr, exitCode, timedOut } = finished;
  if (timedOut) {
    throw new LaneError(
      `${program.entry}: still running under Node after ${LIMIT_MS / 1000} s; make it end sooner`,
    );
  }
  if (exitCode < 0)
    throw new LaneError(`${program.entry}: Node was killed; free memory and try again\n${stderr}`);
  return { stdout, exitCode, uncaught: uncaughtLine(stderr) };
}

function readOutcome(record: string): Outcome {
  const saved = JSON.parse(readFileSync(record, "utf8")) as { stdout: string } & Omit<Outcome, "stdout">;
  return { ...saved, stdout: Buffer.from(saved.stdout, "base64") };
}

/** The package.json of a package that ships TypeScript names what becomes of its files; the rest stays. */
function withoutTypes(text: string): string {
  return text.replace(/\.ts"/g, '.js"');
}

function contentHash(program: LanguageProgram): string {
  const hash = createHash("sha256").update(`${ORACLE_VERSION}\0${process.version}\0${ts.version}\0`);
  for (const file of program.files)
    hash
      .update(`${relative(dirname(program.entry), file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex").slice(0, 32);
}

function stripTypes(file: string): string {
  const stripped = ts.transpileModule(readFileSync(file, "utf8"), {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      rewriteRelativeImportExtensions: true,
    },
  });
  return stripped.outputText;
}
