// The generated board module: its text for the Cubieboard, and that TypeScript accepts and refuses what it should.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import type { Board } from "../../boards/board.ts";
import { boards } from "../../boards/index.ts";
import { type ComposeOptions, composeBoard } from "./compose.ts";

const ROOT = join(import.meta.dirname, "../..");
const GOLDEN = join(import.meta.dirname, "testdata");

function options(overrides: Partial<ComposeOptions>): ComposeOptions {
  return {
    board: boards.cubieboard,
    config: { name: "first-light", pins: { relay: "PD1" } },
    side: "device",
    root: "../..",
    ...overrides,
  };
}

function textOf(overrides: Partial<ComposeOptions>): string {
  const { files, diagnostics } = composeBoard(options(overrides));
  expect(diagnostics).toEqual([]);
  expect(files.map((file) => file.path)).toEqual(["board.ts"]);
  return files[0].text;
}

/** What TypeScript says about `program`, which imports the board module of `board` as "./board.ts". */
function typeErrors(board: Board, side: ComposeOptions["side"], program: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "ingot-compose-"));
  try {
    const root = ROOT;
    const config = board === boards.cubieboard ? options({}).config : { name: "first-light" };
    writeFileSync(join(folder, "board.ts"), textOf({ board, side, root, config }));
    writeFileSync(join(folder, "main.ts"), `import { board } from "./board.ts";\n${program}`);
    const checked = ts.createProgram([join(folder, "main.ts")], {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2023.d.ts"],
      types: ["node"],
      typeRoots: [join(ROOT, "node_modules/@types")],
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
    });
    return ts
      .getPreEmitDiagnostics(checked)
      .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// After a wanted change: INGOT_UPDATE_GOLDEN=1 npx vitest run sdk/image/compose.test.ts, and review the diff.
for (const side of ["device", "simulated"] as const) {
  test(`the module for the Cubieboard's ${side} side is the one that was reviewed`, () => {
    const golden = join(GOLDEN, `cubieboard-${side}.txt`);
    const text = textOf({ side });
    if (process.env.INGOT_UPDATE_GOLDEN === "1") writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
}

test("the same input gives the same text", () => {
  expect(textOf({})).toBe(textOf({}));
});

for (const board of Object.values(boards)) {
  for (const side of ["device", "simulated"] as const) {
    test(`the ${board.title}'s ${side} module type-checks with every accessor used`, {
      timeout: 60_000,
    }, () => {
      const program = [
        "for (const name of board.ledNames) board.led(name).write(1);",
        'board.output("PC1").write(0);',
        'board.input("PE1", "up").read();',
        "board.console().read();",
        "board.ethernet();",
        "await (await board.sdCard()).read(0, new Uint8Array(512));",
        "if (board.uptimeMs() > 1000) board.restart();",
        "export {};",
      ];
      expect(typeErrors(board, side, program.join("\n"))).toEqual([]);
    });
  }
}

const refused: [string, string, string][] = [
  ["a pin number that the port lacks", 'board.output("PH28");', "type 'PinOfCubieboard'"],
  ["a pin that is wired to the SD slot", 'board.output("PF0");', "type 'PinOfCubieboard'"],
  ["a name that no configuration gives", 'board.output("realy");', "type 'PinOfCubieboard'"],
  ["an LED that the board lacks", 'board.led("red");', "type 'LedOfCubieboard'"],
  ["an ordinary text", 'const pin: string = "PH20"; board.input(pin, "up");', "type 'PinOfCubieboard'"],
];
test("wrong pins and LEDs are type errors that name the type they miss", { timeout: 60_000 }, () => {
  for (const [name, program, text] of refused) {
    const errors = typeErrors(boards.cubieboard, "device", program);
    expect(errors, name).toHaveLength(1);
    expect(errors[0], name).toContain(text);
  }
});

test("a configuration with a wrong pin composes nothing and says why", () => {
  const { files, diagnostics } = composeBoard(options({ config: { name: "a", pins: { relay: "PH40" } } }));
  expect(files).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: "E3006", file: "ingot.config.ts" }]);
});

test("an LED that is lit by a low level is turned around and starts off", () => {
  const board: Board = {
    ...boards.cubieboard,
    leds: { green: { pin: "PH20", active: "low" }, blue: { pin: "PH21", active: "high" } },
  };
  const text = textOf({ board });
  expect(text).toContain('if (name === "green") return new ActiveLowOutput(outputPin(pinBehind(name), 1));');
  expect(typeErrors(board, "device", 'board.led("green").write(1);')).toEqual([]);
});

test("a pin behind a second controller goes to that controller", () => {
  const text = textOf({ board: boards["orangepi-pc"], config: { name: "a" } });
  expect(text).toContain("return { controller: rPio(), number: { port: 0, index: bit } };");
});

test("a configured Ethernet address is used as it is", () => {
  const config = { name: "a", ethernetAddress: "02:00:5E:10:00:01" };
  expect(textOf({ config })).toContain("new Uint8Array([0x02, 0x00, 0x5e, 0x10, 0x00, 0x01])");
});

test("two applications get different Ethernet addresses, both locally administered", () => {
  const line = (name: string) => /new Uint8Array\(\[(.*)\]\)/.exec(textOf({ config: { name } }))?.[1];
  expect(line("porch-lamp")).toMatch(/^0x02, /);
  expect(line("porch-lamp")).not.toBe(line("door"));
});
