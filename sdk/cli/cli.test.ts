// The command line: parsing, help, exit codes, and what a user sees who makes mistakes. Runs the real executable.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { ingotVersion, projectRoot } from "../project-root.ts";
import type { Command } from "./command.ts";
import { flagOption, textOption } from "./command.ts";
import { commandPage } from "./help.ts";
import { COMMANDS, main } from "./main.ts";
import { nearest } from "./nearest.ts";
import { parseCommandLine } from "./parse.ts";

const bin = join(import.meta.dirname, "bin.mjs");
const folder = mkdtempSync(join(tmpdir(), "ingot-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

function ingot(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    encoding: "utf8",
    timeout: PATIENCE_MS,
  });
  return { status, stdout, stderr };
}

const sample: Command = {
  name: "sample",
  summary: "do a sample",
  usage: "ingot sample FILE [options]\ningot sample",
  options: {
    board: { type: "string", short: "b", value: "NAME", help: "the board" },
    force: { type: "boolean", help: "do it" },
  },
  run: async () => 0,
};

function problemOf(words: string[]) {
  try {
    parseCommandLine(sample, words);
  } catch (error) {
    if (error instanceof IngotError) return { exitCode: error.exitCode, ...error.diagnostics[0]! };
    throw error;
  }
  return undefined;
}

test("options and positionals are parsed, and read through typed accessors", () => {
  const args = parseCommandLine(sample, ["a.ts", "-b", "cubieboard", "--force", "--", "--b"]);
  expect(args.positionals).toEqual(["a.ts", "--b"]);
  expect(textOption(args, "board")).toBe("cubieboard");
  expect(textOption(args, "force")).toBeUndefined();
  expect(flagOption(args, "force")).toBe(true);
  expect(flagOption(args, "board")).toBe(false);
});

test.for([
  [["--bord=x"], "`ingot sample` has no option --bord", "did you mean --board?"],
  [["-x"], "`ingot sample` has no option -x", "`ingot sample --help` lists the options"],
  [["--board"], "--board needs a value", "write --board=NAME"],
  [["--board", "--force"], "--board needs a value", "write --board=NAME"],
  [["--force=yes"], "--force takes no value", "`ingot sample --help` lists the options"],
] as const)("%j: %s", ([words, message, remedy]) => {
  const found = problemOf([...words]);
  expect(found).toMatchObject({ code: "E0002", exitCode: 2, message });
  expect(found!.remedy).toContain(remedy);
});

test("a help page shows usage, options with their short forms and values, and --help itself", () => {
  expect(commandPage(sample)).toBe(
    [
      "do a sample",
      "",
      "Usage: ingot sample FILE [options]",
      "       ingot sample",
      "",
      "Options:",
      "  -b, --board NAME  the board",
      "  --force           do it",
      "  -h, --help        print this page",
      "",
    ].join("\n"),
  );
});

test("the nearest word is a slip of the finger away, or none is offered", () => {
  const words = ["build", "run", "flash"];
  expect(nearest("falsh", words)).toBe("flash");
  expect(nearest("Bulid", words)).toBe("build");
  expect(nearest("rnu", words)).toBeUndefined();
  expect(nearest("rum", words)).toBe("run");
  expect(nearest("deploy", words)).toBeUndefined();
  expect(nearest("", words)).toBeUndefined();
});

test("every command of the table loads, and says about itself what the table says", async () => {
  for (const { name, summary, load } of COMMANDS) {
    const { command } = await load();
    expect(command.name).toBe(name);
    expect(command.summary).toBe(summary);
    for (const line of command.usage.split("\n"))
      expect(line.trim()).toMatch(new RegExp(`^ingot ${name}( |$)`));
  }
});

test("help and version go to stdout with exit code 0", () => {
  const help = ingot("--help");
  expect(help).toMatchObject({ status: 0, stderr: "" });
  for (const { name } of COMMANDS) expect(help.stdout).toContain(`  ${name} `);
  expect(ingot("help").stdout).toBe(help.stdout);
  expect(ingot("help", "flash").stdout).toBe(ingot("flash", "-h").stdout);
  expect(ingot("--version")).toMatchObject({ status: 0, stdout: `${ingotVersion()}\n` });
});

test("no command is a usage mistake: the overview on stderr, exit code 2", () => {
  const { status, stdout, stderr } = ingot();
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("Usage: ingot COMMAND");
});

test("an unknown command names the nearest one, without colour on a pipe", () => {
  expect(ingot("falsh")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "error E0001: there is no command `falsh`\n  = did you mean `ingot flash`? `ingot --help` lists the commands\n",
  });
});

test("an unexpected error is called a bug in Ingot, with its stack, and gives exit code 3", async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation(() => {
    throw new TypeError("the disk of cheese is full");
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  expect(await main(["--version"])).toBe(3);
  expect(printed.join("")).toMatch(
    /error E9000: this is a bug in Ingot.*\n {2}note: TypeError: the disk of cheese/,
  );
  expect(printed.join("")).toContain("please report it");
});

test("a bundle older than a source is made anew, a newer one is used as it is", () => {
  ingot("--version");
  const bundle = join(projectRoot(), "dist", "ingot.mjs");
  const inAnHour = Date.now() / 1000 + 3600;
  try {
    utimesSync(bundle, inAnHour, inAnHour);
    ingot("--version");
    expect(statSync(bundle).mtimeMs).toBeCloseTo(inAnHour * 1000, -2);
  } finally {
    utimesSync(bundle, 1, 1);
  }
  const before = Date.now();
  expect(ingot("--version").status).toBe(0);
  // File systems keep times a little coarser than the clock.
  expect(statSync(bundle).mtimeMs).toBeGreaterThan(before - 10);
});

test("a checkout without its packages says how to get them", () => {
  const checkout = join(folder, "checkout");
  mkdirSync(join(checkout, "sdk"), { recursive: true });
  cpSync(import.meta.dirname, join(checkout, "sdk", "cli"), { recursive: true });
  writeFileSync(join(checkout, "package.json"), "{}");
  const result = spawnSync(process.execPath, [join(checkout, "sdk", "cli", "bin.mjs")], { encoding: "utf8" });
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(/^error E0006: the packages .*\n {2}= run npm install in /);
});

test("an old Node.js is named, with the version that is needed", () => {
  const pretend = 'Object.defineProperty(process, "versions", { value: { node: "18.20.0" } });';
  const result = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, bin, "--version"],
    { encoding: "utf8" },
  );
  expect(result.status).toBe(1);
  expect(result.stderr).toContain("error E0005: Ingot needs Node.js 20 or newer, this is 18.20.0");
});

test("Ingot finds its own folder from any depth, and complains where it is not", () => {
  expect(projectRoot()).toBe(resolve(import.meta.dirname, "../.."));
  expect(projectRoot(join(projectRoot(), "dist", "chunks", "x.mjs"))).toBe(projectRoot());
  expect(() => projectRoot(join(folder, "x.mjs"))).toThrow("no package.json of ingot");
});
