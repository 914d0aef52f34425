// Refusals: every construct that lowering refuses, with code, line, message and remedy; and that none is left out.
//
// The calls of refuse() and notYet() are read from the sources of lowering, so that a new refusal without a row in
// one of the tables fails here. Needs the front end only.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { describeCode } from "../../sdk/diagnostics/codes.ts";
import type { Diagnostic } from "../../sdk/diagnostics/diagnostic.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { frontOf } from "./front.ts";
import type { Refusal } from "./refusal.ts";
import { OF_CLASSES } from "./refusals-of-classes.ts";
import { OF_NAMES } from "./refusals-of-names.ts";
import { OF_SYNTAX } from "./refusals-of-syntax.ts";

const REFUSALS: Readonly<Record<string, Refusal>> = { ...OF_CLASSES, ...OF_NAMES, ...OF_SYNTAX };

const AT_RUN_TIME = "class-values.ts has such classes made at run time";
const IN_A_PACKAGE = "it takes JavaScript modules: sdk/compiler/lower/packages.test.ts has them";

/** Refusals that no program can meet, by what they say, with the reason. They guard against what is to come. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  "`super.…` as a value cannot be compiled yet": AT_RUN_TIME,
  "`super.…()` cannot be compiled yet": AT_RUN_TIME,
  "`super.…()` here cannot be compiled yet": AT_RUN_TIME,
  "spread arguments of `super()` cannot be compiled yet": AT_RUN_TIME,
  "spread arguments of a `super` call cannot be compiled yet": AT_RUN_TIME,
  "assigning through `super` cannot be compiled yet": AT_RUN_TIME,
  "a static member that uses the local variable `…` of the function around its class cannot be compiled yet":
    AT_RUN_TIME,
  "an auto-accessor cannot be compiled yet": AT_RUN_TIME,
  "`arguments` without a function around it cannot be compiled yet":
    "TypeScript lets it stand in functions only; JavaScript does not",
  "an index signature in a class cannot be compiled yet": AT_RUN_TIME,
  "`…` without arguments cannot be compiled yet": "TypeScript asks for arguments; JavaScript does not",
  "using a class as a value, or in `instanceof`, when it uses the local variable `…` of the function around it cannot be compiled yet":
    AT_RUN_TIME,
  "a computed member name cannot be compiled here": AT_RUN_TIME,
  "assigning the inherited static field `…` cannot be compiled yet: it becomes a field of …": AT_RUN_TIME,
  "this expression (…) cannot be compiled yet": "every kind of expression is handled before",
  "`super` here cannot be compiled yet": "TypeScript refuses it",
  "this part of an object literal cannot be compiled yet": "every kind of property is handled before",
  "constructing a class that uses `…` before its declaration cannot be compiled yet":
    "such a variable has its cell from the start of its block",
  "`yield` outside a generator function cannot be compiled yet": "TypeScript refuses it",
  "`for await` outside an async function cannot be compiled yet": "TypeScript refuses it",
  "the operator `…` cannot be compiled yet": "every binary operator is handled before",
  "this operator cannot be compiled yet": "every prefix operator is handled before",
  "this assignment operator cannot be compiled": "every assignment operator is handled before",
  "this argument of … cannot be compiled yet": "the library has every parameter that TypeScript declares",
  'there is no runtime call "…"': "only sources of Ingot itself may carry @intrinsic",
  "`import()` of a module with `await` at its top level cannot be compiled yet":
    "it takes a second module, and each row is one",
  "`require()` of a computed name cannot be compiled: all modules are known at compile time": IN_A_PACKAGE,
  "Node's module `…` is not there in a compiled program": IN_A_PACKAGE,
  "`…` names a folder of this computer, which a board does not have":
    "it takes a program for a board: node-modules.test.ts has one",
  "nothing that runs defines `…`: it is only declared, in …": IN_A_PACKAGE,
  "The requested module '…' does not provide an export named 'default'": IN_A_PACKAGE,
  "Cannot find module '…'": IN_A_PACKAGE,
  "The requested module '…' does not provide an export named '…'":
    "it takes a second module; sdk/compiler/lower/program.test.ts has them",
  "The requested module '…' contains conflicting star exports for name '…'":
    "it takes more modules; sdk/compiler/lower/program.test.ts has them",
};

interface CallSite {
  readonly place: string;
  readonly code: string;
  /** The message with `…` for each part that is computed. */
  readonly says: string;
}

const sites = callSites(join(projectRoot(), "sdk/compiler/lower"));
let found: ReadonlyMap<string, readonly Diagnostic[]>;

beforeAll(() => {
  found = frontOf(
    Object.fromEntries(Object.entries(REFUSALS).map(([name, row]) => [name, row.program])),
  ).diagnostics;
});

/** Calls of notYet(), refuse() and at() in the files of `folder`, but for those in refuse.ts itself. */
function callSites(folder: string): CallSite[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && file !== "refuse.ts")
    .flatMap((file) => {
      const source = ts.createSourceFile(
        file,
        readFileSync(join(folder, file), "utf8"),
        ts.ScriptTarget.ES2023,
        true,
      );
      const result: CallSite[] = [];
      const visit = (node: ts.Node): void => {
        const site = ts.isCallExpression(node) ? callSite(node, source) : null;
        if (site !== null) result.push(site);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return result;
    });
}

function callSite(node: ts.CallExpression, source: ts.SourceFile): CallSite | null {
  const callee = node.expression.getText();
  const isNotYet = callee === "notYet";
  if (!isNotYet && callee !== "refuse" && callee !== "at") return null;
  const text = literalText(node.arguments[isNotYet ? 1 : 2]);
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  const place = `${source.fileName}:${line + 1}`;
  if (text === null) throw new Error(`${place}: the message is no literal, so this test cannot follow it`);
  return {
    place,
    code: isNotYet ? "E2001" : (literalText(node.arguments[1]) ?? ""),
    says: isNotYet ? `${text} cannot be compiled yet` : text,
  };
}

/** The text of a literal or template, `…` for each substitution; null for anything else. */
function literalText(node: ts.Expression | undefined): string | null {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join("");
}

/** The site that made a diagnostic: of those whose text fits, the one that fixes most of it. */
function siteOf(d: Diagnostic): CallSite | null {
  const fitting = sites.filter((site) => {
    const parts = site.says.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return site.code === d.code && new RegExp(`^${parts.join(".+")}$`).test(d.message);
  });
  const fixed = (site: CallSite): number => site.says.replaceAll("…", "").length;
  return fitting.sort((a, b) => fixed(b) - fixed(a))[0] ?? null;
}

function markedLine(program: string): number {
  return program.split("\n").findIndex((line) => line.includes("//!")) + 1;
}

describe("a refusal", () => {
  it.each(Object.entries(REFUSALS))("of %s names code, line, reason and remedy", (name, row) => {
    const diagnostics = found.get(name) ?? [];
    expect(diagnostics).toHaveLength(1);
    const { code, line, message, remedy, severity } = diagnostics[0]!;
    expect({ code, line, severity }).toEqual({
      code: row.code,
      line: markedLine(row.program),
      severity: "error",
    });
    expect(message).toContain(row.says);
    if (row.remedy === null) expect(remedy).toBeUndefined();
    else expect(remedy).toContain(row.remedy);
  });

  it("stands in the program that was refused and nowhere else", () => {
    expect([...found.keys()].sort()).toEqual(Object.keys(REFUSALS).sort());
  });

  it("has a documented code", () => {
    expect(sites.filter((site) => describeCode(site.code) === undefined)).toEqual([]);
  });
});

describe("the table of refusals", () => {
  it("has a row for each refusal of lowering, or says why no program can meet it", () => {
    const met = new Set([...found.values()].flat().map((d) => siteOf(d)?.says));
    const missing = sites.filter((site) => !met.has(site.says) && !(site.says in OUT_OF_REACH));
    expect(missing.map((site) => `${site.place}: ${site.says}`)).toEqual([]);
  });

  it("calls nothing out of reach that a row meets or that is gone", () => {
    const met = new Set([...found.values()].flat().map((d) => siteOf(d)?.says));
    const known = sites.map((site) => site.says);
    expect(Object.keys(OUT_OF_REACH).filter((says) => met.has(says) || !known.includes(says))).toEqual([]);
  });

  it("leads every diagnostic back to a call in lowering", () => {
    const strangers = [...found.values()].flat().filter((d) => siteOf(d) === null);
    expect(strangers.map((d) => d.message)).toEqual([]);
  });

  it("has no two rows of one name", () => {
    const rows = [OF_CLASSES, OF_NAMES, OF_SYNTAX].flatMap((table) => Object.keys(table));
    expect(new Set(rows).size).toBe(rows.length);
  });

  it("found the calls at all", () => {
    expect(sites.length).toBeGreaterThan(60);
  });
});
