// Mistakes, as a user meets them: every command with wrong words, wrong files, wrong programs and missing tools.
// Each must end in one message with place, problem and remedy, and exit code 1 (program, machine) or 2 (words).

import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appFiles, runIngot, writeFiles } from "./testing/run-ingot.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-bad-input-")));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  writeFiles(folder, {
    ...appFiles("good", 'import { board } from "ingot/board";\nboard.led("green").write(1);\n'),
    ...appFiles("boardless", "export {};\n", 'version: "1"'),
    ...appFiles("wrong-led", 'import { board } from "ingot/board";\nboard.led("gren").write(1);\n'),
    ...appFiles("wrong-pin", 'import { board } from "ingot/board";\nboard.output("PB99").write(1);\n'),
    ...appFiles("wrong-alias", "export {};\n", 'board: "cubieboard", pins: { relay: "PH77" }'),
    ...appFiles("wrong-module", 'import { serve } from "ingot/htp";\nserve();\n'),
    ...appFiles("wrong-type", "const x: number = 'one';\nconsole.log(x);\n"),
    ...appFiles("refused", 'const rule = "1";\nconsole.log(eval(rule));\n'),
    "no-main/ingot.config.ts": 'export default { name: "no-main" };\n',
    "no-config/src/main.ts": "",
    "type-error.ts": "const x: number = 'one';\nconsole.log(x);\n",
    "refused.ts": 'const rule = "1";\nconsole.log(eval(rule));\n',
    "uses-board.ts": 'import { board } from "ingot/board";\nboard.led("green");\n',
    "fine.ts": 'console.log("fine");\n',
    "program.txt": "",
    "not-elf": "not an executable\n",
    elf: "\u007fELF",
    "log.txt": "first light\n",
    "panic.txt": "\ningot panic: a b\n  at 0x42000010\n  build 1234abcd\n",
    "cut.txt": "\ningot panic: a b\n  at 0x42000010\n",
  });
});

type Environment = Record<string, string | undefined>;
const ingot = (line: string, env: Environment = {}) =>
  runIngot(line === "" ? [] : line.split(" "), { cwd: folder, env });

/** One complaint on stderr, nothing on stdout. */
function expectProblem(
  line: string,
  status: number,
  texts: readonly (string | RegExp)[],
  env: Environment = {},
) {
  const result = ingot(line, env);
  expect(result, result.stderr).toMatchObject({ status, stdout: "" });
  for (const text of texts) expect(result.stderr).toMatch(text);
  expect(result.stderr).not.toContain("E9000");
  expect(result.stderr.match(/error E\d{4}/g), result.stderr).toHaveLength(1);
  return result.stderr;
}

describe("words", () => {
  const APP = "an application's folder";
  test.for([
    ["build", 2, "E0003", `needs ${APP}`, "ingot build APP"],
    ["run good --forward 8080", 2, "E0002", '--forward cannot be "8080"', "as in --forward 8080:80"],
    ["run good --forward 0:80", 2, "E0002", '--forward cannot be "0:80"', "1 to 65535"],
    ["run good --forward 8080:80 --forward 8080:81", 2, "E0002", "8080 is forwarded twice", "once"],
    ["run good --forward 8080:80 --no-network", 2, "E0002", "--forward needs the network", "leave one"],
    ["run good --pcap x.pcap --no-network", 2, "E0002", "--pcap needs the network", "leave one"],
    ["run good --serial tty", 2, "E0002", '--serial cannot be "tty"', "write one of pty"],
    ["run", 2, "E0003", `needs ${APP}`, "ingot run APP"],
    ["dev", 2, "E0003", `needs ${APP}`, "ingot dev APP"],
    ["check", 2, "E0003", `needs ${APP} or a TypeScript file`, "ingot check APP"],
    ["exec", 2, "E0003", "needs a TypeScript file", "ingot exec FILE.ts"],
    ["compile", 2, "E0003", "needs a TypeScript file", "ingot compile FILE.ts"],
    ["decode", 2, "E0003", "no executable was named", "ingot decode ELF [LOGFILE]"],
    ["decode not-elf log.txt other", 2, "E0004", "not also other", "ingot decode ELF [LOGFILE]"],
    ["build good other", 2, "E0004", "not also other", "ingot build APP"],
    ["exec fine.ts -t cubieboard -- x", 2, "E0004", "gives no words", "--target host"],
    ["boards cubieboard", 2, "E0004", "takes no arguments, not cubieboard", "ingot boards"],
    ["flash a.img b.img --fel cubieboard", 2, "E0004", "--fel goes with --serial", "--serial PORT"],
    ["doctor now", 2, "E0004", "takes no arguments, not now", "ingot doctor"],
    ["build good --bord=x", 2, "E0002", "no option --bord", "did you mean --board?"],
    ["build good --optimise=9", 2, "E0002", '--optimise cannot be "9"', "0, 2, s"],
    ["compile fine.ts --emit=asm -o x", 2, "E0002", '--emit cannot be "asm"', "exe, c, ir"],
    ["compile fine.ts", 2, "E0003", "no output was named", "add -o FILE"],
    ["compile fine.ts --emit=c", 2, "E0003", "no output was named", "add -o DIR"],
    ["exec fine.ts --debug --release", 2, "E0002", "exclude each other", "one of them"],
  ] as const)("`ingot %s`: exit code %i, %s %s", ([line, status, code, message, remedy]) => {
    expectProblem(line, status, [code, message, remedy]);
  });
});

describe("boards and targets", () => {
  const BOARDS = "the boards are cubieboard, cubieboard2, cubietruck, orangepi-pc, bpi-m2-ultra";
  const TARGETS = "the targets are host, cubieboard, cubieboard2, cubietruck, orangepi-pc, bpi-m2-ultra";
  test.for([
    ["build good --board cubie", 2, 'E3005: there is no board "cubie"', BOARDS],
    ["run good --board cubie", 2, 'E3005: there is no board "cubie"', BOARDS],
    ["dev good --board cubie", 2, 'E3005: there is no board "cubie"', BOARDS],
    ["check good --board cubie", 2, 'E3005: there is no board "cubie"', BOARDS],
    ["build boardless", 2, "E3005: no board was chosen", `add --board NAME; ${BOARDS}`],
    ["exec fine.ts --target toaster", 2, 'E3005: there is no target "toaster"', TARGETS],
    ["run good --board cubietruck", 1, "E3009: the emulator has no model of the Cubietruck", "ingot dev"],
    ["compile fine.ts -t toaster -o x", 2, 'E3005: there is no target "toaster"', TARGETS],
  ] as const)("`ingot %s`: exit code %i, %s", ([line, status, message, remedy]) => {
    expectProblem(line, status, [message, remedy]);
  });
});

describe("files and folders", () => {
  test.for([
    ["build nowhere", "E3001: there is no folder nowhere", "give the folder of an application"],
    ["run nowhere", "E3001: there is no folder nowhere", "give the folder of an application"],
    ["dev nowhere", "E3001: there is no folder nowhere", "give the folder of an application"],
    ["check nowhere", "E3001: there is no folder nowhere", "give the folder of an application"],
    ["build fine.ts", "E3001: there is no folder fine.ts", "give the folder of an application"],
    ["build no-main", "E3001: .* has no src/main.ts", "templates/first-light"],
    ["build no-config", "E3001: .* has no ingot.config.ts", "templates/first-light"],
    ["build good --out fine.ts", "E4009: .*cannot be made", "--out DIR"],
    ["exec nowhere.ts", "E0008: nowhere.ts does not exist", "a TypeScript file"],
    ["exec good", "E0008: good is not a file", "a TypeScript file"],
    ["exec program.txt", "E0008: program.txt is no program", "ends in .ts"],
    ["check nowhere.ts", "E0008: nowhere.ts does not exist", "a TypeScript file"],
    ["decode nowhere.elf log.txt", "E0008: nowhere.elf does not exist", "NAME.elf"],
    ["decode not-elf nowhere.txt", "E0008: nowhere.txt does not exist", "printed on its console"],
    ["decode not-elf log.txt", "E0018: not-elf is not an executable", "NAME.elf"],
    ["decode elf log.txt", "E0017: there is no panic in log.txt", "whole output of the board's console"],
    ["decode elf", "E0017: there is no panic in what was read from stdin", "ingot panic: "],
    ["decode elf cut.txt", "E0017: .*is cut off.*\n.*panic: a b", "up to that line"],
    ["decode elf panic.txt", "E0018: .*comes from another build.*\n.*panic: a b", "build 1234abcd"],
    ["compile nowhere.ts -o x", "E0008: nowhere.ts does not exist", "a TypeScript file"],
    ["compile fine.ts --emit=ir -o fine.ts/x", "E0008: the output cannot be written", "another path"],
  ] as const)("`ingot %s`: %s", ([line, message, remedy]) => {
    expectProblem(line, 1, [new RegExp(message), remedy]);
  });
});

describe("programs", () => {
  test("a wrong LED is an error at the call, which names the LEDs", () => {
    expectProblem("build wrong-led", 1, [
      /^wrong-led\/src\/main\.ts:2:11 {2}error E1001: .*"gren"/m,
      'the LEDs of the Cubieboard are "blue", "green"',
    ]);
  });

  test("a wrong pin is an error at the call, which names the pins", () => {
    const text = expectProblem("build wrong-pin", 1, [
      /^wrong-pin\/src\/main\.ts:2:14 {2}error E1001: .*"PB99"/m,
      'the pins of the Cubieboard are "blue", "green", PA17, PB0..PB21, PC0..PC24',
    ]);
    // The console's own pins are not to be had.
    expect(text).not.toContain("PB22");
  });

  test("a wrong pin in the configuration is refused before anything is compiled", () => {
    expectProblem("build wrong-alias", 1, ["E3006", "PH77", "wrong-alias/ingot.config.ts"]);
  });

  test.for([
    [
      "build wrong-module",
      "wrong-module/src/main.ts:1:23",
      "E1001",
      "ingot/board, ingot/io, ingot/block, ingot/config",
    ],
    ["build wrong-type", "wrong-type/src/main.ts:1:7", "E1001", "not assignable to type 'number'"],
    ["exec type-error.ts", "type-error.ts:1:7", "E1001", "not assignable to type 'number'"],
    ["compile type-error.ts -o x", "type-error.ts:1:7", "E1001", "not assignable to type 'number'"],
    ["exec uses-board.ts", "uses-board.ts:1:23", "E1001", "only an application has a board"],
    ["build refused", "refused/src/main.ts:2:13", "E2002", "write the code out"],
    ["exec refused.ts", "refused.ts:2:13", "E2002", "write the code out"],
  ] as const)("`ingot %s`: %s %s", ([line, place, code, text]) => {
    expectProblem(line, 1, [place, code, text]);
  });

  test("`ingot check` counts problems by cause, on stdout, with exit code 1", () => {
    const { status, stdout, stderr } = ingot("check type-error.ts");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain("1 x E1001: Type 'string' is not assignable to type 'number'. (TS2322)\n");
    expect(stdout).toContain("    type-error.ts:1:7\n");
    expect(stdout).toContain("\n1 problem of 1 kind; what cannot be compiled is looked for once");
    const json = JSON.parse(ingot("check wrong-led --json").stdout);
    expect(json).toMatchObject({ ok: false, count: 1, groups: [{ code: "E1001", count: 1 }] });
    expect(json.groups[0].places).toMatchObject([{ file: "wrong-led/src/main.ts", line: 2, column: 11 }]);
  });
});

describe("the machine", () => {
  const NO_TOOLS = { PATH: join(folder, "empty"), HOME: folder, INGOT_ARM_TOOLCHAIN: undefined };
  test.for([
    ["build good", { INGOT_ARM_TOOLCHAIN: "/nowhere" }, "E0011: .*INGOT_ARM_TOOLCHAIN", "apt-get install"],
    ["build good", NO_TOOLS, "E0010: no ARM compiler was found", "gcc-arm-none-eabi"],
    ["compile fine.ts -t cubieboard -o x", NO_TOOLS, "E0010: no ARM compiler", "gcc-arm-none-eabi"],
    [
      "exec fine.ts",
      { ...NO_TOOLS, INGOT_CC: undefined },
      "E0012: no C compiler for this machine",
      "install gcc",
    ],
    ["exec fine.ts -t cubieboard", NO_TOOLS, "E0013: QEMU was not found", "npm run setup"],
    ["run good", { INGOT_QEMU: "/nowhere/qemu" }, "E0013: QEMU was not found", "INGOT_QEMU"],
    ["build good", { INGOT_SPL: "/nowhere.bin" }, "E4001: .*INGOT_SPL names /nowhere.bin", "unset INGOT_SPL"],
    ["build good --spl /nowhere.bin", {}, "E4001: --spl names /nowhere.bin", "correct the path"],
    ["build good --spl not-elf", {}, "E4002", "SPL"],
    ["run good --spl /nowhere.bin", {}, "E4001: --spl names /nowhere.bin", "correct the path"],
  ] as [string, Environment, string, string][])("`ingot %s` with %j: %s", ([line, env, message, remedy]) => {
    mkdirSync(join(folder, "empty"), { recursive: true });
    expectProblem(line, 1, [new RegExp(message), remedy], env);
  });

  test("`ingot doctor` says what is missing and how to get it, with exit code 1", () => {
    mkdirSync(join(folder, "empty"), { recursive: true });
    const { status, stdout } = ingot("doctor", NO_TOOLS);
    expect(status).toBe(1);
    expect(stdout).toMatch(/ARM compiler +E0010: no ARM compiler was found/);
    expect(stdout).toMatch(/emulator +E0013: QEMU was not found/);
    expect(stdout).toContain("= Debian, Ubuntu: apt-get install gcc-arm-none-eabi");
  });
});

test("`ingot boards` shows every board with what was seen to work, and no more", () => {
  const { status, stdout } = ingot("boards");
  expect(status).toBe(0);
  const [head, ...rows] = stdout.trimEnd().split("\n");
  expect(head).toMatch(
    /^board +--board +SoC, processor +console +LEDs, pins +SD card +Ethernet +timer +watchdog +RTC +edges +I2C +SPI +UARTs +PWM +real hardware$/,
  );
  expect(rows[0]).toMatch(
    /^Cubieboard +cubieboard +Allwinner A10, cortex-a8( +emulator| +model){12} +untested$/,
  );
  expect(rows).toHaveLength(5);
  expect(JSON.parse(ingot("boards --json").stdout)).toHaveLength(5);
});
