// `ingot flash` as a user meets it: the real executable with good and bad command lines. Disks of this machine are
// only ever named without --yes, so that even a broken refusal could not reach them.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listDisks } from "../../flash-tool/devices/linux.ts";
import type { Progress } from "../../flash-tool/write/progress.ts";
import { PATIENCE_MS } from "../../test/patience.ts";
import { buildSdImage } from "../image/sd-image.ts";
import { writeSdImage } from "../image/sd-image-file.ts";
import { exampleSpl } from "../image/spl-example.ts";
import { progressPrinter } from "./flash-progress.ts";

// Each test starts the command several times, on a computer that may be busy with others.
vi.setConfig({ testTimeout: 60_000 });

const MIB = 1 << 20;
const bin = join(import.meta.dirname, "bin.mjs");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-cli-flash-")));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  const payload = new Uint8Array(20_000).fill(7);
  const input = { spl: exampleSpl(8192), payload, loadAddress: 0x4200_0000, name: "app", sizeBytes: 4 * MIB };
  writeSdImage(join(folder, "app.img"), buildSdImage(input));
});

function flash(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "flash", ...words], {
    cwd: folder,
    encoding: "utf8",
    input: "",
    timeout: PATIENCE_MS,
  });
  return { status, stdout, stderr };
}

test("an image is written to a file, with one line of result on stdout and the talk on stderr", () => {
  const { status, stdout, stderr } = flash("app.img", "card.img");
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^Wrote [\d.]+ KiB to card\.img, read back and compared 4 MiB\n$/);
  expect(stderr).toMatch(/^Writing app\.img \(.* of 4 MiB\) to card\.img\n/);
  expect(stderr).toMatch(/ {2}written 100 % of 4 MiB.*\n(.*\n)* {2}verified 100 % of 4 MiB/);
  expect(stderr).not.toContain("\r");
  expect(Buffer.compare(readFileSync(join(folder, "card.img")), readFileSync(join(folder, "app.img")))).toBe(
    0,
  );
});

test("--verify-only tells an equal target from a changed one", () => {
  flash("app.img", "equal.img");
  const equal = flash("app.img", "equal.img", "--verify-only");
  expect(equal).toMatchObject({ status: 0 });
  expect(equal.stdout).toContain("equal.img holds the image");
  const bytes = readFileSync(join(folder, "equal.img"));
  bytes[50_000]! ^= 1;
  writeFileSync(join(folder, "changed.img"), bytes);
  const changed = flash("app.img", "changed.img", "--verify-only");
  expect(changed).toMatchObject({ status: 1, stdout: "" });
  expect(changed.stderr).toContain(
    "error E5023: what was read back differs from the image, first at byte 50000 (sector 97)",
  );
});

test("--json prints one event per line, from start to done", () => {
  const { status, stdout } = flash("app.img", "json.img", "--json");
  expect(status).toBe(0);
  const events = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string });
  expect(events[0]).toMatchObject({ event: "start", imageBytes: 4 * MIB });
  expect(events.at(-1)).toMatchObject({ event: "done", verifiedBytes: 4 * MIB });
  expect(new Set(events.map((event) => event.event))).toEqual(new Set(["start", "progress", "done"]));
});

test("without a target, disks are listed, nothing is written, and the exit code is 2", () => {
  const { status, stdout, stderr } = flash("app.img");
  expect(status).toBe(2);
  expect(stdout).toMatch(/^(Removable disks in this machine:|No removable disk)/);
  expect(stderr).toBe("error E5002: no target was named\n  = write `ingot flash app.img TARGET`\n");
  expect(JSON.parse(flash("app.img", "--json").stdout.split("\n")[0]!)).toMatchObject({
    event: "candidates",
  });
});

test.for([
  ["E0003", 2, []],
  ["E0004", 2, ["app.img", "a.img", "b.img"]],
  ["E0002", 2, ["app.img", "a.img", "--no-such-flag"]],
  ["E5001", 1, ["missing.img", "a.img"]],
  ["E5001", 1, [".", "a.img"]],
  ["E5003", 1, ["app.img", "/dev/ingot-no-such-card"]],
  ["E5003", 1, ["app.img", "no/such/folder/a.img"]],
  ["E5003", 1, ["app.img", "a.img", "--verify-only"]],
  ["E5004", 1, ["app.img", "."]],
  ["E5004", 1, ["app.img", "/dev/null"]],
  ["E5004", 1, ["app.img", "app.img"]],
] as const)("%s with exit code %i for: ingot flash %j", ([code, exitCode, words]) => {
  const { status, stdout, stderr } = flash(...words);
  expect(stderr).toMatch(new RegExp(`^error ${code}: .+\\n  = .+`));
  expect({ status, stdout }).toEqual({ status: exitCode, stdout: "" });
});

test("a file that is no image is replaced only with --force-file", () => {
  writeFileSync(join(folder, "letter.txt"), "Dear Ann,\n");
  const refused = flash("app.img", "letter.txt");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("error E5018");
  expect(readFileSync(join(folder, "letter.txt"), "utf8")).toBe("Dear Ann,\n");
  expect(flash("app.img", "letter.txt", "--force-file").status).toBe(0);
});

test("with --json, an error is an event as well", () => {
  const { status, stdout } = flash("missing.img", "a.img", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ event: "error", diagnostics: [{ code: "E5001" }] });
});

const disks = process.platform === "linux" ? listDisks() : [];
const rootDisk = disks.find((disk) =>
  disk.uses.some((use) => use.kind === "mount" && use.mountPoint === "/"),
);
if (rootDisk === undefined) console.log("skipped: flashing the disk behind / (none is visible here)");

test.skipIf(rootDisk === undefined)(
  "the disk behind / is refused with the places where it is mounted",
  () => {
    const { status, stderr } = flash(
      "app.img",
      rootDisk!.path,
      "--force-fixed",
      "--force-large",
      "--force-file",
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error E5010: .* is a system disk of this computer\n/);
    expect(stderr).toContain("is mounted on /\n");
  },
);

// The last one: tests that need a loop device take the first.
const idle = disks.findLast((disk) => disk.name.startsWith("loop") && disk.sizeBytes === 0);
if (idle === undefined) console.log("skipped: an empty block device (no idle loop device here)");

test.skipIf(idle === undefined)("a block device without a medium is refused", () => {
  const { status, stderr } = flash("app.img", idle!.path, "--force-fixed");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error E5017: there is no card in /);
});

const { loop, why } = attachLoop();
if (loop === undefined) console.log(`skipped: asking before a block device is written (${why})`);
afterAll(() => {
  if (loop !== undefined) spawnSync("losetup", ["-d", loop]);
});

function attachLoop(): { loop?: string; why?: string } {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return { why: "needs Linux and root" };
  const backing = join(folder, "card");
  writeFileSync(backing, Buffer.alloc(8 * MIB, 0xee));
  const { status, stdout, stderr, error } = spawnSync("losetup", ["--find", "--show", backing], {
    encoding: "utf8",
  });
  return status === 0
    ? { loop: stdout.trim() }
    : { why: `losetup failed: ${error?.message ?? stderr.trim()}` };
}

test.skipIf(loop === undefined)("without a terminal and without --yes, no block device is written", () => {
  const { status, stderr } = flash("app.img", loop!, "--force-fixed");
  expect(status).toBe(2);
  expect(stderr).toMatch(/error E5021: .*not confirmed.*\n {2}= add --yes\n$/);
  expect(readFileSync(join(folder, "card")).every((byte) => byte === 0xee)).toBe(true);
});

const script = spawnSync("script", ["--version"]).status === 0;
if (!script) console.log("skipped: the question on a terminal (no `script` command, package bsdutils)");

/** Runs the command on a terminal of its own and types `answer`. */
function flashOnTerminal(answer: string) {
  const line = `'${process.execPath}' '${bin}' flash app.img ${loop} --force-fixed`;
  const options = { cwd: folder, encoding: "utf8", input: `${answer}\n`, timeout: PATIENCE_MS } as const;
  return spawnSync("script", ["-qec", line, "/dev/null"], options);
}

test.skipIf(loop === undefined || !script)("on a terminal, the name of the disk must be typed", () => {
  const name = loop!.slice("/dev/".length);
  const refused = flashOnTerminal("y");
  expect(refused.stdout).toContain(`Type ${name} to go on:`);
  expect(refused.stdout).toContain(`nothing was written: the answer was not ${name}`);
  expect(refused.status).toBe(1);
  expect(readFileSync(join(folder, "card")).every((byte) => byte === 0xee)).toBe(true);

  const accepted = flashOnTerminal(name);
  expect(accepted.stdout).toContain("read back and compared");
  expect(accepted.status).toBe(0);
});

test.skipIf(loop === undefined)("--yes writes a block device without asking", () => {
  const { status, stdout, stderr } = flash("app.img", loop!, "--force-fixed", "--yes");
  expect(status, stderr).toBe(0);
  expect(stdout).toContain(`to ${loop}`);
});

test("on a terminal the bar is redrawn in place, at most ten times a second, and ends its line", () => {
  const written: string[] = [];
  let ms = 0;
  const stream = { isTTY: true, write: (text: string) => written.push(text) };
  const show = progressPrinter(stream, false, () => (ms += 40));
  const at = (doneBytes: number): Progress => ({
    phase: "write",
    doneBytes,
    totalBytes: 8 * MIB,
    bytesPerSecond: MIB,
    secondsLeft: (8 * MIB - doneBytes) / MIB,
  });
  for (let done = 1; done <= 8; done++) show(at(done * MIB));
  expect(written.length).toBe(4);
  expect(written[0]).toBe(
    "\r\u001b[K  [###                     ] written  12 % of 8 MiB, 1 MiB/s, 0:07 left",
  );
  expect(written.at(-1)).toBe("\r\u001b[K  [########################] written 100 % of 8 MiB, 1 MiB/s\n");
});
