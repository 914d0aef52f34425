// The generated board module: its text for the Cubieboard, and that TypeScript accepts and refuses what it should.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import type { Board } from "../../boards/board.ts";
import { boards } from "../../boards/index.ts";
import { type ComposeOptions, composeBoard } from "./compose.ts";
import type { AppConfig } from "./config.ts";
import { APP_CONFIG, APP_MAIN, BOARD_MODULE, IO_MODULE, PUBLIC_MODULES } from "./modules.ts";

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
  expect(files.map((file) => file.path)).toEqual(["board.ts", "io.ts"]);
  return files[0].text;
}

/** What TypeScript says about an application that sees the composed module of `board` as `ingot/board`. */
function typeErrors(
  board: Board,
  side: ComposeOptions["side"],
  app: { program: string } | { folder: string },
  given?: AppConfig,
) {
  const scratch = mkdtempSync(join(tmpdir(), "ingot-compose-"));
  try {
    const config = given ?? (board === boards.cubieboard ? options({}).config : { name: "first-light" });
    for (const file of composeBoard(options({ board, side, root: ROOT, config })).files)
      writeFileSync(join(scratch, file.path), file.text);
    let files = [join(scratch, "main.ts")];
    if ("program" in app) writeFileSync(files[0], `import { board } from "${BOARD_MODULE}";\n${app.program}`);
    else files = [APP_MAIN, APP_CONFIG].map((file) => join(app.folder, file));
    const paths: Record<string, string[]> = {
      [BOARD_MODULE]: [join(scratch, "board.ts")],
      [IO_MODULE]: [join(scratch, "io.ts")],
    };
    for (const [name, file] of Object.entries(PUBLIC_MODULES)) paths[name] = [join(ROOT, file)];
    const compilerOptions: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2023.d.ts"],
      types: ["node"],
      typeRoots: [join(ROOT, "node_modules/@types")],
      paths,
      strict: true,
      noEmit: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
    };
    const checked = ts.createProgram(files, compilerOptions, cachingHost(compilerOptions));
    return ts
      .getPreEmitDiagnostics(checked)
      .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Everything outside the generated file is the same in every test: parse it once. */
function cachingHost(compilerOptions: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(compilerOptions);
  const parse = host.getSourceFile;
  host.getSourceFile = (file, ...rest) => {
    if (!file.startsWith(ROOT)) return parse(file, ...rest);
    const source = parsed.get(file) ?? parse(file, ...rest);
    if (source !== undefined) parsed.set(file, source);
    return source;
  };
  return host;
}

const parsed = new Map<string, ts.SourceFile>();

// After a wanted change: INGOT_UPDATE_GOLDEN=1 npx vitest run sdk/image/compose.test.ts, and review the diff.
for (const side of ["device", "simulated"] as const) {
  test(`the module for the Cubieboard's ${side} side is the one that was reviewed`, () => {
    const golden = join(GOLDEN, `cubieboard-${side}.txt`);
    const text = textOf({ side });
    if (process.env.INGOT_UPDATE_GOLDEN === "1") writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
}

test("the device side has no statement at its top level that would not run on a board", () => {
  for (const board of Object.values(boards)) {
    const file = ts.createSourceFile("board.ts", textOf({ board }), ts.ScriptTarget.ES2023, true);
    const others = file.statements.filter(
      (s) =>
        !(ts.isImportDeclaration(s) || ts.isVariableStatement(s) || ts.isFunctionDeclaration(s)) &&
        !(ts.isTypeAliasDeclaration(s) || ts.isInterfaceDeclaration(s) || ts.isClassDeclaration(s)),
    );
    expect(others.map((s) => s.getText())).toEqual([]);
  }
});

test("the same input gives the same text", () => {
  expect(textOf({})).toBe(textOf({}));
});

for (const board of Object.values(boards)) {
  for (const side of ["device", "simulated"] as const) {
    test(`the ${board.title}'s ${side} module type-checks with every accessor used`, () => {
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
      expect(typeErrors(board, side, { program: program.join("\n") })).toEqual([]);
    });
  }
}

test("the first-light template type-checks for every board", () => {
  for (const board of Object.values(boards)) {
    expect(typeErrors(board, "device", { folder: join(ROOT, "templates/first-light") }), board.name).toEqual(
      [],
    );
  }
});

const USES: AppConfig = {
  name: "first-light",
  pins: { relay: "PD1" },
  uses: ["i2c1", "spi0", "uart3", "pwm0", "pwm1"],
};

test("every class of ingot/io type-checks, with the names that the configuration lists", () => {
  const program = [
    `import { Digital, DigitalBank, I2C, PWM, Serial, SPI } from "${IO_MODULE}";`,
    "board.ledNames;",
    'const relay = new Digital({ pin: "relay", mode: Digital.Output, initial: 1 });',
    'const door = new Digital({ pin: "PI14", mode: Digital.InputPullUp, edge: Digital.Rising + Digital.Falling,',
    "  debounceMs: 20, onReadable() { relay.write(this.read()); } });",
    'new DigitalBank({ bank: "PD", pins: 0xf0, mode: Digital.Output }).write(0x50);',
    'const sensor = new I2C({ port: "i2c1", address: 0x40 });',
    "sensor.write(new Uint8Array([1]), false);",
    "const bytes: ArrayBuffer = sensor.read(2);",
    'new SPI({ port: "spi0", hz: 1_000_000, mode: 3 }).transfer(bytes);',
    'new Serial({ port: "uart3", baud: 9600, onReadable(count) { this.read(count); } }).write(65);',
    'const fan = new PWM({ port: "pwm1", hz: 25_000 });',
    "fan.write(2 ** fan.resolution - 1);",
    "door.close();",
  ];
  for (const side of ["device", "simulated"] as const) {
    expect(typeErrors(boards.cubieboard, side, { program: program.join("\n") }, USES)).toEqual([]);
  }
});

test("the R40's PWM has eight channels, by the same class", () => {
  const program = [
    `import { PWM } from "${IO_MODULE}";`,
    "board.name;",
    'for (const port of ["pwm4", "pwm7"] as const) new PWM({ port, hz: 50 }).write(1);',
  ];
  const uses: AppConfig = { name: "first-light", uses: ["pwm4", "pwm7"] };
  expect(typeErrors(boards["bpi-m2-ultra"], "device", { program: program.join("\n") }, uses)).toEqual([]);
});

const refusedIo: [string, string, string][] = [
  ["a pin that does not exist", 'new Digital({ pin: "PH28", mode: 0 });', "type 'PinOfCubieboard'"],
  ["a pin of the SD slot", 'new Digital({ pin: "PF0", mode: 0 });', "type 'PinOfCubieboard'"],
  ["a pin of a function in use", 'new Digital({ pin: "PB18", mode: 0 });', "type 'PinOfCubieboard'"],
  ["a pin by another name than its own", 'new Digital({ pin: "PD1", mode: 0 });', "type 'PinOfCubieboard'"],
  [
    "a bank that the SoC lacks",
    'new DigitalBank({ bank: "PK", pins: 1, mode: 0 });',
    "type 'BankOfCubieboard'",
  ],
  ["a bus that is not listed", 'new I2C({ port: "i2c2", address: 1 });', `Type '"i2c2"'`],
  ["a channel that is no bus", 'new I2C({ port: "pwm0", address: 1 });', `Type '"pwm0"'`],
];
test("wrong names for ingot/io are type errors", () => {
  for (const [name, program, text] of refusedIo) {
    const imports = `import { Digital, DigitalBank, I2C } from "${IO_MODULE}";\nboard.name; void [Digital, DigitalBank, I2C];`;
    const errors = typeErrors(boards.cubieboard, "device", { program: `${imports}\n${program}` }, USES);
    expect(errors, name).toHaveLength(1);
    expect(errors[0], name).toContain(text);
  }
});

test("a class without a function says where functions are listed", () => {
  const program = `import { SPI } from "${IO_MODULE}";\nboard.name;\nnew SPI({ port: "spi0", hz: 1e6 });`;
  expect(typeErrors(boards.cubieboard, "device", { program })[0]).toContain(
    "list one in uses of ingot.config.ts: spi0",
  );
});

const refused: [string, string, string][] = [
  ["a pin number that the port lacks", 'board.output("PH28");', "type 'PinOfCubieboard'"],
  ["a pin that is wired to the SD slot", 'board.output("PF0");', "type 'PinOfCubieboard'"],
  ["a name that no configuration gives", 'board.output("realy");', "type 'PinOfCubieboard'"],
  ["an LED that the board lacks", 'board.led("red");', "type 'LedOfCubieboard'"],
  ["an ordinary text", 'const pin: string = "PH20"; board.input(pin, "up");', "type 'PinOfCubieboard'"],
];
test("wrong pins and LEDs are type errors that name the type they miss", () => {
  for (const [name, program, text] of refused) {
    const errors = typeErrors(boards.cubieboard, "device", { program });
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
  expect(typeErrors(board, "device", { program: 'board.led("green").write(1);' })).toEqual([]);
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
