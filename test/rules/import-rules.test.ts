// Holds every source file of the repository to its rules, and the checker to wrong examples.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { importProblems, machinePathProblems, problemsOf, shapeProblems } from "./check.ts";
import { CHECKED_FOLDERS, RULES } from "./rules.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Files below `folder` with one of `extensions`, as paths relative to the root. */
function filesBelow(folder: string, extensions: RegExp): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      return ["node_modules", "build", "dist", "fixtures"].includes(entry.name)
        ? []
        : filesBelow(path, extensions);
    }
    return extensions.test(entry.name) ? [path] : [];
  });
}

describe("the repository", () => {
  it.each(CHECKED_FOLDERS)("imports only what the rules allow in %s", (folder) => {
    const problems = filesBelow(folder, /\.(ts|mjs)$/).flatMap((file) => importProblems(file, read(file)));
    expect(problems.join("\n")).toBe("");
  });

  it("begins every source file with a comment and keeps files short", () => {
    const files = [...CHECKED_FOLDERS, "test"]
      .flatMap((folder) => filesBelow(folder, /\.(ts|mjs|c|h|S|ld)$/))
      // The programs of the language lane are inputs: what stands in their first line is part of the test.
      .filter((file) => !/^test\/language\/[^/]+\//.test(file));
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => shapeProblems(file, read(file))).join("\n")).toBe("");
  });

  it("names no path of anybody's machine in any file", () => {
    const listed = existsSync(join(root, ".git"))
      ? execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n")
      : CHECKED_FOLDERS.flatMap((folder) => filesBelow(folder, /./));
    const texts = listed.filter(
      (file) => /\.(ts|mjs|json|md|c|h|S|ld|yml|txt)$/.test(file) && existsSync(join(root, file)),
    );
    expect(texts.flatMap((file) => machinePathProblems(file, read(file))).join("\n")).toBe("");
  });

  it("has a folder for every rule", () => {
    expect(RULES.map((rule) => rule.from).filter((from) => !existsSync(join(root, from)))).toEqual([]);
  });
});

describe("the checker of imports", () => {
  const wrong: [string, string, string][] = [
    ["boards/cubieboard/board.ts", "../../hal/mmio.ts", "boards are data"],
    ["boards/board.ts", "node:fs", "boards are data"],
    ["hal/gpio/sunxi-pio.ts", "../../boards/board.ts", "hal imports nothing but hal"],
    ["hal/gpio/sunxi-pio.ts", "../../runtime/loop/sources.ts", "hal imports nothing but hal"],
    ["hal/uart/dw-uart.ts", "node:fs", "hal imports nothing but hal"],
    ["runtime/net/interface.ts", "../../hal/ethernet/sunxi-emac.ts", "contracts, never a driver"],
    ["runtime/loop/sources.ts", "../../boards/board.ts", "contracts, never a driver"],
    ["runtime/net/wire/arp.ts", "../interface.ts", "wire formats are bytes only"],
    ["runtime/lang/array/copy.ts", "../../net/arp.ts", "language library knows no hardware"],
    ["templates/first-light/src/main.ts", "../../../runtime/net/index.ts", "public names"],
    ["templates/first-light/src/main.ts", "../../other/src/main.ts", "public names"],
    ["templates/first-light/src/main.ts", "node:fs", "public names"],
    ["sdk/compiler/passes/ranges.ts", "typescript", "only lowering imports typescript"],
    ["sdk/compiler/ir/types.ts", "../lower/program.ts", "imports neither stages"],
    ["sdk/compiler/lower/program.ts", "../../backend/emit.ts", "lowering turns"],
    ["sdk/backend/emit.ts", "../compiler/lower/program.ts", "the back end sees only"],
    ["sdk/image/compose.ts", "../../hal/mmio.ts", "no driver"],
    ["sdk/emulator/packet-peer.ts", "../../runtime/net/wire/arp.ts", "judges from outside"],
    ["sdk/simulator/devices.ts", "../../hal/gpio/sunxi-pio.ts", "never a driver"],
    ["sdk/cli/build.ts", "../../hal/mmio.ts", "the command line calls stages"],
    ["sdk/setup/setup.mjs", "esbuild", "before there are packages"],
    ["flash-tool/write.ts", "../sdk/compiler/lower/program.ts", "the flash tool writes"],
    ["sdk/compile.ts", "../hal/mmio.ts", "never drivers"],
    ["sdk/cli/build.ts", "left-pad", "the command line calls stages"],
  ];
  it.each(wrong)("refuses that %s imports %s", (file, name, sentence) => {
    const problems = importProblems(file, `// tagline\n\nimport { x } from "${name}";\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${file}:3: imports "${name}"`);
    expect(problems[0]).toContain(sentence);
  });

  const right: [string, string][] = [
    ["boards/cubieboard/board.ts", "../soc/a10.ts"],
    ["hal/gpio/sunxi-pio.ts", "../mmio.ts"],
    ["hal/gpio/sunxi-pio.test.ts", "vitest"],
    ["runtime/net/interface.ts", "../../hal/ethernet/mac.ts"],
    ["runtime/net/interface.ts", "./wire/arp.ts"],
    ["templates/first-light/src/main.ts", "ingot/board"],
    ["templates/first-light/src/main.ts", "./tally.ts"],
    ["sdk/compiler/lower/program.ts", "typescript"],
    ["sdk/backend/emit.ts", "../compiler/ir/types.ts"],
    ["sdk/image/compose.ts", "../../boards/board.ts"],
    ["sdk/cli/flash.ts", "../../flash-tool/index.ts"],
  ];
  it.each(right)("allows that %s imports %s", (file, name) => {
    expect(importProblems(file, `import { x } from "${name}";\n`)).toEqual([]);
  });

  it("sees every form of import and is not misled by comments and strings", () => {
    const text = [
      'export * from "../a.ts";',
      'import type { T } from "../b.ts";',
      'const c = await import("../c.ts");',
      'import "../d.ts";',
      '// import "../e.ts";',
      "const f = 'import \"../f.ts\"';",
      "",
    ].join("\n");
    const lines = importProblems("boards/x.ts", text).map((problem) => problem.split(":")[1]);
    expect(lines).toEqual(["1", "2", "3", "4"]);
  });

  it("asks for the extension of a relative import", () => {
    expect(importProblems("hal/a.ts", 'import "./b";')[0]).toBe(
      'hal/a.ts:1: "./b" lacks its extension; write "./b.ts"',
    );
  });

  it("refuses files in a folder without a rule", () => {
    expect(importProblems("utils/x.ts", "")[0]).toContain("no rule");
  });
});

describe("the checker of shape", () => {
  it("asks for a tagline, after a #! line too", () => {
    expect(shapeProblems("a.ts", "export {};\n")).toHaveLength(1);
    expect(shapeProblems("a.mjs", "#!/usr/bin/env node\nfoo();\n")).toHaveLength(1);
    expect(shapeProblems("a.mjs", "#!/usr/bin/env node\n// Does a thing.\n")).toEqual([]);
    expect(shapeProblems("a.h", "/* Declares things. */\n")).toEqual([]);
  });

  it("lets a file be long only when its first lines say why", () => {
    const body = "\n".repeat(700);
    expect(shapeProblems("a.ts", `// A table.${body}`)).toHaveLength(1);
    expect(shapeProblems("a.ts", `// A table; over 600 lines because each is one entry.${body}`)).toEqual([]);
  });

  it("finds paths of one machine, and not the same words elsewhere", () => {
    const home = "/ho" + "me/ann/ingot";
    expect(machinePathProblems("a.md", `see\n${home}\n`)).toEqual([
      'a.md:2: names a path of one machine ("/ho' + 'me/a...")',
    ]);
    expect(machinePathProblems("a.md", "the folder test/work/x and https://x.example/home/page\n")).toEqual(
      [],
    );
  });

  it("joins the problems of a file", () => {
    expect(problemsOf("boards/x.ts", 'import "../hal/mmio.ts";\n')).toHaveLength(2);
  });
});
