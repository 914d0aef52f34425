// Finds the language programs and reads what they say about themselves: topic, name, marks of refusal.
// It runs nothing and compiles nothing.
//
//   test/language/<topic>/<name>.ts            a program in one file
//   test/language/<topic>/<name>/main.ts       a program of several modules; main.ts is the entry
//   test/language/refused/<name>.ts            a program that the compiler must refuse
//   test/language/not-yet.txt                  programs known to fail, with the reason
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Topic whose programs must be refused instead of run. */
export const REFUSED_TOPIC = "refused";

/** At the end of a source line: the compiler must report an error for this line. */
const REFUSAL_MARK = "//!";

/** The lane cannot start: its files contradict each other or something it needs is missing. */
export class LaneError extends Error {}

export interface LanguageProgram {
  /** Path below test/language without extension, such as `closures/counter`. Unique. */
  readonly name: string;
  readonly topic: string;
  /** Absolute path of the entry module. */
  readonly entry: string;
  /** Absolute paths of all modules, the entry and those of its packages included, sorted. */
  readonly files: readonly string[];
  /** Source lines of the entry, counted from 1, that must be refused; empty for programs that run. */
  readonly refusedLines: readonly number[];
}

/** All programs below `folder` (test/language), sorted by name. */
export function findPrograms(folder: string): LanguageProgram[] {
  const programs: LanguageProgram[] = [];
  for (const topicEntry of readdirSync(folder, { withFileTypes: true })) {
    if (!topicEntry.isDirectory()) continue;
    const topic = topicEntry.name;
    for (const item of readdirSync(join(folder, topic), { withFileTypes: true })) {
      const program = readProgram(folder, topic, item.name, item.isDirectory());
      if (program !== null) programs.push(program);
    }
  }
  return programs.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readProgram(folder: string, topic: string, item: string, isFolder: boolean): LanguageProgram | null {
  const path = join(folder, topic, item);
  if (isFolder) {
    const entry = join(path, "main.ts");
    if (!existsSync(entry))
      throw new LaneError(`${path}: a program folder needs a main.ts; add it or remove the folder`);
    const files = readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.([cm]?[tj]s|json)$/.test(file))
      .map((file) => join(path, file))
      .sort();
    return { name: `${topic}/${item}`, topic, entry, files, refusedLines: [] };
  }
  if (!item.endsWith(".ts")) return null;
  const refusedLines = topic === REFUSED_TOPIC ? markedLines(readFileSync(path, "utf8")) : [];
  if (topic === REFUSED_TOPIC && refusedLines.length === 0) {
    throw new LaneError(
      `${path}: no line is marked "${REFUSAL_MARK} refused"; mark the line that must be refused`,
    );
  }
  return { name: `${topic}/${item.slice(0, -3)}`, topic, entry: path, files: [path], refusedLines };
}

/** Numbers, from 1, of the lines that carry the mark of refusal. */
export function markedLines(source: string): number[] {
  const marked: number[] = [];
  source.split("\n").forEach((line, index) => {
    if (line.includes(REFUSAL_MARK)) marked.push(index + 1);
  });
  return marked;
}

/**
 * Reads not-yet.txt: one `<topic>/<name>: <reason>` per line; empty lines and lines starting with # are skipped.
 * Throws for a line without a reason, for a second line about one program and for a program that does not exist.
 */
export function parseNotYet(text: string, known: ReadonlySet<string>): Map<string, string> {
  const reasons = new Map<string, string>();
  text.split("\n").forEach((raw, index) => {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) return;
    const at = `not-yet.txt:${index + 1}`;
    const colon = line.indexOf(": ");
    if (colon < 0) throw new LaneError(`${at}: expected "<topic>/<name>: <reason>", got "${line}"`);
    const name = line.slice(0, colon);
    if (!known.has(name)) throw new LaneError(`${at}: there is no program ${name}; remove the line`);
    if (reasons.has(name)) throw new LaneError(`${at}: ${name} is listed twice; remove one of the lines`);
    reasons.set(name, line.slice(colon + 2).trim());
  });
  return reasons;
}
