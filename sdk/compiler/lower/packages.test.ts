// Module names as Node resolves them, and the names that a CommonJS module exports, over packages written to a folder.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../project-root.ts";
import { compileToIr } from "../index.ts";
import { exportedNames, isCommon } from "./commonjs.ts";
import { resolveAsNode } from "./node-resolution.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "ingot-packages-")));
afterAll(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function resolved(name: string, kind: "import" | "require", from = "main.ts"): string | null {
  const found = resolveAsNode(name, join(root, from), kind);
  return found === null ? null : relative(join(root, "node_modules"), found);
}

describe("resolution", () => {
  write({
    "node_modules/map/package.json": JSON.stringify({
      name: "map",
      exports: {
        ".": [
          { browser: "./no.js" },
          { import: "./in.mjs", require: { deno: "./no.js", default: "./out.cjs" } },
        ],
        "./sub/*.js": "./lib/*.js",
        "./sub/private/*": null,
        "./self": "./self.js",
      },
      imports: { "#own": "./lib/own.js", "#other": { node: "plain" } },
    }),
    "node_modules/map/in.mjs": "",
    "node_modules/map/out.cjs": "",
    "node_modules/map/self.js": "",
    "node_modules/map/lib/own.js": "",
    "node_modules/map/lib/a/b.js": "",
    "node_modules/map/lib/private/c.js": "",
    "node_modules/plain/package.json": '{ "main": "dist" }',
    "node_modules/plain/dist/index.js": "",
    "node_modules/plain/side.js": "",
    "node_modules/@scope/bare/index.js": "",
  });

  test("exports are chosen by the way the module is loaded, in the order they are written", () => {
    expect(resolved("map", "import")).toBe("map/in.mjs");
    expect(resolved("map", "require")).toBe("map/out.cjs");
  });

  test("patterns, closed subpaths, own names and imports", () => {
    expect(resolved("map/sub/a/b.js", "import")).toBe("map/lib/a/b.js");
    expect(resolved("map/sub/private/c.js", "import")).toBeNull();
    expect(resolved("map/lib/own.js", "import")).toBeNull();
    expect(resolved("map/self", "import", "node_modules/map/in.mjs")).toBe("map/self.js");
    expect(resolved("#own", "import", "node_modules/map/in.mjs")).toBe("map/lib/own.js");
    expect(resolved("#other", "require", "node_modules/map/in.mjs")).toBe("plain/dist/index.js");
  });

  test("without exports, main and index are searched, and files only for require", () => {
    expect(resolved("plain", "import")).toBe("plain/dist/index.js");
    expect(resolved("@scope/bare", "import")).toBe("@scope/bare/index.js");
    expect(resolved("plain/side", "require")).toBe("plain/side.js");
    expect(resolved("plain/side", "import")).toBeNull();
    expect(resolved("absent", "require")).toBeNull();
    expect(resolved("fs", "require")).toBeNull();
  });
});

describe("CommonJS modules", () => {
  test("are told from ECMAScript modules by extension, package and source", () => {
    write({ "esm/package.json": '{ "type": "module" }', "cjs/package.json": '{ "type": "commonjs" }' });
    expect(isCommon(join(root, "a.cjs"), "")).toBe(true);
    expect(isCommon(join(root, "a.mjs"), "exports.a = 1")).toBe(false);
    expect(isCommon(join(root, "esm/a.js"), "exports.a = 1")).toBe(false);
    expect(isCommon(join(root, "cjs/a.js"), "f()")).toBe(true);
    expect(isCommon(join(root, "a.js"), "f()")).toBe(false);
    expect(isCommon(join(root, "a.js"), "const b = require('b')")).toBe(true);
    expect(isCommon(join(root, "a.js"), "import b from 'b'; b.exports = require('c')")).toBe(false);
  });

  test("export the names that Node finds in their source", () => {
    write({
      "names.cjs": `exports.a = 1; module.exports.b = 2; exports["c d"] = 3; exports.e.f = 4;
Object.defineProperty(exports, "g", { enumerable: true, get: function () { return 1; } });
__exportStar(require("./more.cjs"), exports);
if (0) { exports.h = 1; } function late(exports) { exports.i = 2; }`,
      "more.cjs": "module.exports = { j, k: 1, l: 2 };",
      "whole.cjs": 'exports.gone = 1; module.exports = require("./more.cjs");',
    });
    expect([...exportedNames(join(root, "names.cjs"))].sort()).toEqual(
      [..."abeghijk"]
        .filter((n) => n !== "e")
        .concat("c d")
        .sort(),
    );
    expect([...exportedNames(join(root, "whole.cjs"))].sort()).toEqual(["gone", "j", "k"]);
  });
});

test("what a package cannot give is refused where it is asked for", () => {
  write({
    "node_modules/lies/package.json": '{ "main": "lies.cjs", "types": "lies.d.ts" }',
    "node_modules/lies/lies.cjs": `module.exports = make();
function make() { return { hidden: 1 }; }
exports.fs = () => require("http");
exports.any = (n) => require(n);
exports.fs(); exports.any("x");`,
    "node_modules/lies/lies.d.ts": "export declare const hidden: number; export declare const shown: number;",
    "node_modules/nodeish/package.json": '{ "type": "module", "exports": "./n.js" }',
    "node_modules/nodeish/n.js": 'import { connect } from "node:net";\nexport const h = connect;',
    "main.ts": 'import { hidden } from "lies";\nconsole.log(hidden);',
    "other.ts": 'import { h } from "nodeish";\nconsole.log(h);',
  });
  const said = (entry: string): string[] =>
    compileToIr({ entry: join(root, entry), packageRoot: projectRoot(), sourceRoot: root }).diagnostics.map(
      (d) => `${relative(root, d.file ?? "")}:${d.line} ${d.code} ${d.message}`,
    );
  expect(said("main.ts").sort()).toEqual([
    expect.stringContaining("main.ts:2 E2012 nothing that runs defines `hidden`"),
    "node_modules/lies/lies.cjs:3 E2001 Node's module `http` is not there in a compiled program",
    expect.stringContaining("node_modules/lies/lies.cjs:4 E2002 `require()` of a computed name"),
  ]);
  expect(said("other.ts")).toEqual([
    "node_modules/nodeish/n.js:1 E2001 Node's module `node:net` is not there in a compiled program",
  ]);
});

test("default exports and functions that only declarations have are refused", () => {
  write({
    "node_modules/named/package.json": '{ "type": "module", "main": "n.js", "types": "n.d.ts" }',
    "node_modules/named/n.js": "export function shown() { return 1; }",
    "node_modules/named/n.d.ts":
      "export function shown(): number;\nexport function hidden(): number;\ndeclare const all: { shown(): number };\nexport default all;",
    "default.ts": 'import named from "named";\nconsole.log(named.shown());',
    "erased.ts": 'import type named from "named";\nconsole.log(1 satisfies ReturnType<typeof named.shown>);',
    "all.ts": 'import * as named from "named";\nconsole.log(named.shown(), named.hidden());',
    "one.ts": 'import { hidden } from "named";\nconsole.log(hidden());',
  });
  const said = (entry: string): string[] =>
    compileToIr({ entry: join(root, entry), packageRoot: projectRoot(), sourceRoot: root }).diagnostics.map(
      (d) => `${d.line}:${d.column} ${d.code} ${d.message} = ${d.remedy}`,
    );
  expect(said("default.ts")).toEqual([
    "1:8 E2012 The requested module 'named' does not provide an export named 'default'" +
      ' = import the names that you need, or import * as named from "named"',
  ]);
  expect(said("erased.ts")).toEqual([]);
  expect(said("all.ts")).toEqual([expect.stringMatching(/^2:\d+ E2012 nothing that runs defines `hidden`/)]);
  expect(said("one.ts")).toEqual([expect.stringMatching(/^2:\d+ E2012 nothing that runs defines `hidden`/)]);
});

test("sources that only comments of a package name are not checked", () => {
  write({
    "node_modules/noted/package.json": '{ "type": "module", "main": "n.js", "types": "n.d.ts" }',
    "node_modules/noted/n.js": '/** @type {import("./kinds.ts").Kind} */\nexport const one = 1;',
    "node_modules/noted/n.d.ts": "export declare const one: number;",
    "node_modules/noted/kinds.ts": "export type Kind = NotInThisLibrary;",
    "noted.ts": 'import { one } from "noted";\nconsole.log(one);',
  });
  const entry = join(root, "noted.ts");
  const { diagnostics } = compileToIr({ entry, packageRoot: projectRoot(), sourceRoot: root });
  expect(diagnostics).toEqual([]);
});

test("declarations that refer to Node's own types get what there is of Node", () => {
  write({
    "node_modules/@types/node/index.d.ts": "declare var console: { other(): void };",
    "node_modules/refers/package.json": '{ "type": "module", "main": "r.js", "types": "r.d.ts" }',
    "node_modules/refers/r.js": "export const one = 1;",
    "node_modules/refers/r.d.ts": '/// <reference types="node" />\nexport declare const one: number;',
    "refers.ts": 'import { one } from "refers";\nconsole.log(one);',
  });
  const { diagnostics } = compileToIr({
    entry: join(root, "refers.ts"),
    packageRoot: projectRoot(),
    sourceRoot: root,
  });
  expect(diagnostics).toEqual([]);
});
