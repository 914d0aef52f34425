// `ingot flash` and `ingot inspect` on a loop device: the closest to a card in a reader that a computer without a reader
// has. It is written and read back through the kernel, and refused while it is mounted. Needs the rights to attach one.

import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import { firstState } from "../card-state.ts";
import { buildCardImage } from "../image/card-image.ts";
import { writeMcubootImage } from "../image/mcuboot.ts";
import { readSignedImage } from "../image/mcuboot-read.ts";
import { writeSdImage } from "../image/sd-image-file.ts";
import { exampleSpl } from "../image/spl-example.ts";
import { keySigner } from "../keys/signer.ts";
import { runIngot } from "./testing/run-ingot.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-loop-"));
const CARD_BYTES = 64 << 20;

/** Exit code and output of a tool of the system; a missing one has exit code null. */
const tool = (name: string, ...words: string[]) =>
  spawnSync(name, words, { encoding: "utf8", timeout: PATIENCE_MS });

/** The loop device of a new file of a card's size, or why there is none. */
function attach(): { device: string } | { why: string } {
  if (process.platform !== "linux") return { why: "loop devices are Linux's" };
  if (process.getuid?.() !== 0) return { why: "attaching loop devices takes root" };
  const file = join(folder, "backing.img");
  writeFileSync(file, "");
  truncateSync(file, CARD_BYTES);
  const { status, stdout, stderr, error } = tool("losetup", "--find", "--show", file);
  return status === 0 ? { device: stdout.trim() } : { why: (error?.message ?? stderr).trim() };
}

const loop = attach();
const device = "device" in loop ? loop.device : "";
if ("why" in loop) console.log(`skipped: flashing a loop device (${loop.why})`);
const mountPoint = join(folder, "mounted");

afterAll(() => {
  tool("umount", mountPoint);
  if (device !== "") tool("losetup", "--detach", device);
  rmSync(folder, { recursive: true });
});

function cardImage(): string {
  const path = join(folder, "app.img");
  const image = writeMcubootImage({
    body: new Uint8Array(50_000).fill(7),
    loadAddress: 0x4200_0000,
    headerBytes: 512,
    version: { major: 1, minor: 2, revision: 3, build: 0 },
    counter: 4,
    board: "cubieboard",
    signer: keySigner(generateKeyPairSync("ed25519").privateKey),
  });
  const state = firstState(readSignedImage(image, ""));
  const parts = { spl: exampleSpl(24_576), loader: new Uint8Array(1000), keyList: null };
  writeSdImage(path, buildCardImage({ ...parts, image, state }));
  return path;
}

const run = (...words: string[]) => runIngot(words, { cwd: folder });

describe.skipIf(device === "")("a loop device", () => {
  it("is refused as a fixed disk unless the user insists, and is not asked about without a terminal", () => {
    const image = cardImage();
    expect(run("flash", image, device).stderr).toContain("E5016");
    expect(run("flash", image, device, "--force-fixed").stderr).toContain("E5021");
    expect(readFileSync(join(folder, "backing.img")).every((byte) => byte === 0)).toBe(true);
  });

  it("is written where the image says something, read back, and inspected", () => {
    const image = cardImage();
    const { status, stdout, stderr } = run("flash", image, device, "--force-fixed", "--yes");
    expect(status, stderr).toBe(0);
    expect(stdout).toContain(`to ${device}, read back and compared`);
    tool("sync", device);
    expect(Buffer.compare(readFileSync(join(folder, "backing.img")), readFileSync(image))).toBe(0);
    const shown = run("inspect", device);
    expect(shown.stdout).toMatch(/slot A {12}confirmed: version 1\.2\.3\+0/);
    expect(shown.status, shown.stderr).toBe(0);
    expect(run("flash", image, device, "--verify-only").stdout).toContain("holds the image");
  });

  it("is refused while it is mounted, whatever the flags, and left alone", () => {
    mkdirSync(mountPoint);
    const made = tool("mke2fs", "-q", device);
    const mounted = tool("mount", device, mountPoint);
    if (made.status !== 0 || mounted.status !== 0) {
      console.log(`skipped: the refusal of a mounted disk (${made.stderr ?? ""}${mounted.stderr ?? ""})`);
      return;
    }
    try {
      const { status, stderr } = run("flash", cardImage(), device, "--force-fixed", "--force-large", "--yes");
      expect(status).toBe(1);
      expect(stderr).toMatch(/E5011: loop\d+ .* is mounted: loop\d+ on /);
      expect(stderr).toContain(`sudo umount ${mountPoint}`);
    } finally {
      expect(tool("umount", mountPoint).status).toBe(0);
    }
  });
});
