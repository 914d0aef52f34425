// The commands that compile, on real input from end to end: build, run, decode, exec, check and compile of programs
// that are right. Boots the emulator. What they say about wrong input is tested beside the commands.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { appFiles, runIngot, writeFiles } from "../../sdk/cli/testing/run-ingot.ts";
import { PAYLOAD_SECTOR, SECTOR_BYTES } from "../../sdk/image/layout.ts";
import { parseUImage } from "../../sdk/image/uimage.ts";
import { Session } from "./session.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-commands-")));
/** The first compilation in a fresh checkout compiles the whole language library. */

let session: Session | null = null;
afterEach(async () => {
  await session?.end();
  session = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the template, so that tests do not write into the repository. */
function templateAt(path: string): string {
  const copy = join(folder, path);
  mkdirSync(dirname(copy), { recursive: true });
  const template = join(root, "templates/first-light");
  cpSync(template, copy, {
    recursive: true,
    filter: (source) => !source.startsWith(join(template, "build")),
  });
  return path;
}

describe("ingot build", () => {
  test("makes an SD image, an ELF and a map; the same bytes wherever the application lies", () => {
    const [app, other] = [templateAt("one"), templateAt("deeper/down/two")];
    const { status, stdout, stderr } = runIngot(["build", app], { cwd: folder });
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(
      /^Built first-light for cubieboard: [\d.]+ KiB code, [\d.]+ KiB data, [\d.]+ KiB zeroed -> one\/build\/first-light\.img \(check .* s, lower .* s, emit .* s, C .* s, link .* s, image .* s\)\n$/,
    );
    expect(stderr).toMatch(/^checking types\n/m);
    const image = readFileSync(join(folder, app, "build/first-light.img"));
    const program = parseUImage(image.subarray(PAYLOAD_SECTOR * SECTOR_BYTES));
    expect(program).toMatchObject({ name: "first-light 0.1.0", loadAddress: 0x4200_0000, dataCrcOk: true });
    expect(readFileSync(join(folder, app, "build/first-light.map"), "utf8")).toContain("first");
    expect(existsSync(join(folder, app, "build/first-light.img.bmap"))).toBe(true);

    expect(runIngot(["build", other, "--out", "made"], { cwd: folder })).toMatchObject({ status: 0 });
    for (const name of ["first-light.img", "first-light.elf"]) {
      const [a, b] = [join(folder, app, "build", name), join(folder, "made", name)].map((file) =>
        readFileSync(file),
      );
      expect(Buffer.compare(a!, b!), name).toBe(0);
    }
  });

  test("compiles the template for every other board too", () => {
    const app = templateAt("boards");
    for (const board of ["orangepi-pc", "bpi-m2-ultra"]) {
      const { status, stdout, stderr } = runIngot(["build", app, "--board", board], { cwd: folder });
      expect(status, stderr).toBe(0);
      expect(stdout).toContain(`Built first-light for ${board}: `);
    }
  });
});

describe("ingot run", () => {
  test("boots from the card, passes keys, decodes a panic, sees the board start again", async () => {
    session = new Session(folder, ["run", templateAt("running")]);
    const booted = await session.shows("U-Boot SPL");
    const ready = await session.shows(/heartbeat: up \d+ s/, booted);
    expect(session.text).toMatch(/sd card: \d+ sectors, boot 1, 4096 bytes verified/);
    session.type("p");
    const record = await session.shows("ingot panic: requested over the console", ready);
    const stack = await session.shows("at stopWith (src/commands.ts:", record);
    await session.shows(
      /at leaveNormalOperation .*\n.*at stopOnRequest .*\n.*at CommandReader\.obey /,
      stack,
    );
    // Glue that the compiler made is not part of the stack.
    expect(session.text).not.toMatch(/ at .*\.c:\d+/);
    // The panic ends in a reset: the same card boots again.
    await session.shows("boot 2, 4096 bytes verified", record);
    session.type("\u0001x");
    expect(await session.exit).toBe(0);
  });

  test("--kernel needs no SPL, and Ctrl-C ends it, too", async () => {
    writeFiles(
      folder,
      appFiles("tiny", 'import { board } from "ingot/board";\nconsole.log("I am", board.name);\n'),
    );
    session = new Session(folder, ["run", "tiny", "--kernel", "--no-network", "--board", "orangepi-pc"]);
    const booted = await session.shows("I am orangepi-pc");
    expect(session.text.slice(0, booted)).not.toContain("U-Boot");
    session.type("\u0003");
    expect(await session.exit).toBe(0);
  });
});

describe("ingot exec", () => {
  const PROGRAMS = {
    "sum.ts":
      'const m = new Map([["a", 1], ["b", 2]]);\nlet n = 0;\nfor (const v of m.values()) n += v;\nconsole.log("sum", n);\n',
    "seven.ts": 'console.error("to stderr");\nprocess.exit(7);\n',
    "late.ts": 'console.log("early");\nsetTimeout(() => { throw new RangeError("late"); }, 5);\n',
  };

  test.for(["host", "cubieboard", "orangepi-pc"])(
    "on %s passes output and exit code on, the same as Node's",
    (target) => {
      writeFiles(folder, PROGRAMS);
      const exec = (file: string) =>
        runIngot(["exec", file, "--target", target, "--compare"], { cwd: folder });
      const sum = exec("sum.ts");
      expect(sum).toEqual({
        status: 0,
        stdout: "sum 3\n",
        stderr: "same as under Node: 6 bytes, exit code 0\n",
      });
      const seven = exec("seven.ts");
      expect(seven).toMatchObject({ status: 7, stdout: "" });
      expect(seven.stderr).toBe("to stderr\nsame as under Node: 0 bytes, exit code 7\n");
      const late = exec("late.ts");
      expect(late).toMatchObject({ status: 1, stdout: "early\n" });
      expect(late.stderr).toContain("Uncaught RangeError: late\n");
      expect(late.stderr).toContain("same as under Node");
    },
  );

  test("--compare shows the first difference, and says that it is a bug", () => {
    // Node's own version is a thing that no compiled program has.
    writeFiles(folder, {
      "differs.ts": "console.log(1);\nconsole.log(new Error('x').stack!.includes('.mjs'));\n",
    });
    const { status, stdout, stderr } = runIngot(["exec", "differs.ts", "--compare"], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 3, stdout: "1\nfalse\n" });
    expect(stderr).toContain(
      "error E9004: differs.ts, compiled for host, differs from Node: line 2 of its output\n",
    );
    expect(stderr).toContain('note: Node:     "true"\n  note: compiled: "false"\n');
  });
});

describe("ingot check and compile", () => {
  test("a program without problems passes, as text and as JSON", () => {
    const app = templateAt("checked");
    expect(runIngot(["check", app], { cwd: folder })).toMatchObject({
      status: 0,
      stdout: "checked: everything in it can be compiled\n",
    });
    writeFiles(folder, { "fine.ts": "console.log(1);\n" });
    const json = runIngot(["check", "fine.ts", "--json"], { cwd: folder });
    expect(JSON.parse(json.stdout)).toEqual({ ok: true, count: 0, groups: [] });
  });

  test("IR goes to stdout, C to a folder, an executable runs", () => {
    writeFiles(folder, {
      "twice.ts": "export function twice(n: number) { return n + n; }\nconsole.log(twice(21));\n",
    });
    const ir = runIngot(["compile", "twice.ts", "--emit", "ir"], { cwd: folder });
    expect(ir).toMatchObject({ status: 0, stderr: "" });
    expect(ir.stdout).toMatch(/twice/);
    const c = runIngot(["compile", "twice.ts", "--emit", "c", "-o", "c-files"], { cwd: folder });
    expect(c.stdout).toMatch(/^Wrote \d+ files to c-files\n$/);
    expect(readFileSync(join(folder, "c-files/twice_ts.c"), "utf8")).toContain("twice");
    const exe = runIngot(["compile", "twice.ts", "-o", "twice"], { cwd: folder });
    expect(exe).toMatchObject({ status: 0, stdout: "Compiled twice.ts for host -> twice\n" });
  });
});
