// Assets: what an import of a page becomes, and that a program gets the same under Node and compiled.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assetSource } from "./asset-module.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-asset-"));
  const files = {
    "index.html":
      '<!doctype html>\n<!-- gone -->\n  <link rel="stylesheet" href="./a.css">\n' +
      `<p>caf\u00e9 ${"word ".repeat(50)}</p>\n<script src="./main.ts"></script>\n`,
    "a.css": "p {\n  color: #ff0000;\n}\n",
    "main.ts": 'import { twice } from "./twice.ts";\ndocument.title = twice(21) + "</script>";\n',
    "twice.ts": "export const unused = 1;\nexport function twice(n: number): number {\n  return 2 * n;\n}\n",
    "broken.html": '<script src="./nowhere.ts"></script>',
    "app.ts":
      'import page from "./index.html";\nimport note from "./note.txt";\n' +
      "console.log(page.contentType, page.etag, page.bytes().length, page.gzip().length);\n" +
      "console.log(new TextDecoder().decode(page.bytes()));\nconsole.log(note.hasGzip, note.bytes());\n",
    "note.txt": "x\u00ff\0\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The arguments of `new Asset(...)` in the module. */
function made(name: string): [string, string, string, string] {
  const source = assetSource(join(folder, name))!;
  expect(source).toMatch(/^[\x20-\x7e\n]*$/);
  return JSON.parse(`[${source.slice(source.indexOf("(") + 1, source.lastIndexOf(")"))}]`);
}

test("a page takes its script and style sheet in, bundled and minified", () => {
  const [type, etag, plain, gzip] = made("index.html");
  expect(type).toBe("text/html; charset=utf-8");
  expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
  const page = Buffer.from(plain, "latin1").toString();
  expect(page).toContain("<style>p{color:red}</style>");
  expect(page).toContain("caf\u00e9");
  expect(page).not.toMatch(/gone|unused|main\.ts/);
  expect(page.match(/<\/script>/g)).toHaveLength(1);
  expect(gunzipSync(Buffer.from(gzip, "latin1")).toString()).toBe(page);
});

test("the same files give the same module, others another tag", () => {
  const first = made("index.html");
  expect(made("index.html")).toEqual(first);
  writeFileSync(join(folder, "a.css"), "p { color: blue }");
  expect(made("index.html")[1]).not.toBe(first[1]);
});

test("what is small or compressed already is kept once", () => {
  expect(made("note.txt")[3]).toBe("");
});

test("a page that asks for what is not there is refused", () => {
  expect(() => assetSource(join(folder, "broken.html"))).toThrow("nowhere.ts, which does not exist");
});

test("a program has the same asset under Node and compiled", () => {
  const ingot = join(import.meta.dirname, "../cli/bin.mjs");
  const output = execFileSync(process.execPath, [ingot, "exec", join(folder, "app.ts"), "--compare"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(output).toContain("document.title");
  expect(output).toContain("false Uint8Array(5) [ 120, 195, 191, 0, 10 ]");
});

test("an application with a page builds into an image", () => {
  const app = join(folder, "app");
  mkdirSync(join(app, "src"), { recursive: true });
  writeFileSync(join(app, "src/main.ts"), 'import page from "./page.html";\nconsole.log(page.etag);\n');
  writeFileSync(join(app, "src/page.html"), "<p>hello</p>");
  writeFileSync(join(app, "ingot.config.ts"), 'export default { name: "app", board: "cubieboard" };\n');
  const ingot = join(import.meta.dirname, "../cli/bin.mjs");
  const output = spawnSync(process.execPath, [ingot, "build", app], { encoding: "utf8" });
  expect(output.status, output.stderr).toBe(0);
});
