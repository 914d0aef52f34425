// Holds the documentation to what exists: links lead to files and headings, codes, commands and scripts are real.
//
// Reads every Markdown file except what is installed or built. Says nothing about whether the sentences between the
// links are true.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../sdk/cli/main.ts";
import { describeCode } from "../../sdk/diagnostics/codes.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** Not "ingot panic: ..." or other text that boards print, nor a path with a folder called ingot. */
const COMMAND = /(?<![\w/.-])ingot ([a-z]+)\b(?![:-])/g;
const SKIPPED = new Set(["node_modules", "dist", "build", ".git", ".cache"]);

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : markdownFiles(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

const pages = markdownFiles(root).map((path) => ({
  path,
  name: relative(root, path),
  text: readFileSync(path, "utf8"),
}));

/** The text without fenced blocks and inline code: brackets in there are TypeScript, not links. */
function prose(text: string): string {
  return text.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "");
}

/** Inline code and fenced blocks alone, where commands stand. */
function code(text: string): string {
  return (text.match(/^```.*?^```|`[^`\n]+`/gms) ?? []).join("\n");
}

/** The anchor that GitHub makes of a heading. */
function anchor(heading: string): string {
  const plain = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "");
  return plain.replaceAll(" ", "-");
}

function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ +(.*)$/gm)].map((match) => anchor(match[1]!));
}

/** What is wrong with the links of a page, one sentence each. */
function brokenLinks(path: string, text: string): string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
    const target = match[1]!;
    if (/^[a-z]+:/.test(target)) return [];
    const [file, heading] = target.split("#");
    const full = file === "" ? path : join(dirname(path), file!);
    if (!existsSync(full)) return [`${target}: there is no such file`];
    if (heading === undefined || anchors(readFileSync(full, "utf8")).includes(heading)) return [];
    return [`${target}: there is no such heading`];
  });
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((m) => m[1]!);

describe("the documentation", () => {
  it("has the pages that a reader is sent to first", () => {
    const names = pages.map((page) => page.name);
    const first = ["README.md", "docs/architecture.md", "docs/language.md", "docs/porting-a-board.md"];
    expect(names).toEqual(expect.arrayContaining(first));
  });

  it.each(pages)("$name has no relative link that leads nowhere", ({ path, text }) => {
    expect(brokenLinks(path, text)).toEqual([]);
  });

  it.each(pages)("$name mentions no diagnostic code that does not exist", ({ text }) => {
    const unknown = matches(text, /\b(E\d{4})\b/g).filter((found) => describeCode(found) === undefined);
    expect(unknown).toEqual([]);
  });

  it.each(pages)("$name mentions no npm script that does not exist", ({ text }) => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const scripts = Object.keys((manifest as { scripts: object }).scripts);
    const named = [...matches(text, /\bnpm run ([\w:-]+)/g), ...matches(text, /\bnpm (test|start)\b/g)];
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  it.each(pages)("$name mentions no command of ingot that does not exist", ({ text }) => {
    const commands = [...COMMANDS.map((command) => command.name), "help"];
    const named = matches(code(text), COMMAND);
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
  });

  it("numbers divergences and decisions without gaps", () => {
    const language = pages.find((page) => page.name === "docs/language.md")!.text;
    const divergences = matches(language, /^\*\*D(\d+)\./gm)
      .map(Number)
      .sort((a, b) => a - b);
    expect(divergences).toEqual(divergences.map((_, index) => index + 1));
    expect(divergences.length).toBeGreaterThan(0);
    const decisions = pages
      .filter((page) => page.name.startsWith("docs/decisions/"))
      .map((page) => [page.name.slice("docs/decisions/".length, -".md".length), page.text] as const)
      .sort();
    decisions.forEach(([name, text], index) => {
      expect(name).toMatch(new RegExp(`^${String(index + 1).padStart(4, "0")}-`));
      expect(text).toMatch(new RegExp(`^# ${index + 1}\\. `));
    });
  });
});

describe("the checks themselves", () => {
  it("find a dead link, a dead heading and a foreign command, and leave code alone", () => {
    const here = join(root, "README.md");
    expect(brokenLinks(here, "[a](docs/nowhere.md)")).toHaveLength(1);
    expect(brokenLinks(here, "[a](CHANGELOG.md#no-such-heading)")).toHaveLength(1);
    expect(brokenLinks(here, "`x[0](y)` and\n```\na[1](z)\n```\n")).toEqual([]);
    expect(matches(code("`npx ingot fly`"), COMMAND)).toEqual(["fly"]);
  });
});
