// Type-checks every language program with the options of test/language/tsconfig.json, all in one run of the checker.
// A program that tsc rejects shows nothing about the compiler, so the lane stops there.
import { join, relative } from "node:path";
import ts from "typescript";
import { LaneError, type LanguageProgram } from "./programs.ts";

/** One line per type error, `topic/name.ts:line:column TSnnnn text`; empty when all programs are accepted. */
export function typeErrors(folder: string, programs: readonly LanguageProgram[]): string[] {
  const configFile = join(folder, "tsconfig.json");
  const config = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (config === undefined) throw new LaneError(`${configFile}: cannot be read; restore it`);
  const roots = [join(folder, "globals.d.ts"), ...programs.flatMap((program) => program.files)];
  const checked = ts.createProgram(roots, config.options);
  return ts.getPreEmitDiagnostics(checked).map((diagnostic) => {
    const text = `TS${diagnostic.code} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`;
    if (diagnostic.file === undefined || diagnostic.start === undefined) return text;
    const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
    return `${relative(folder, diagnostic.file.fileName)}:${line + 1}:${character + 1} ${text}`;
  });
}
