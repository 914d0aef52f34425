// `ingot flash --serial` on an emulated board: the real command and the real serialport package over the emulator's
// pseudo-terminal, to a loader without an image; it ends in a start of the image that was sent.

import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildLoader } from "../../sdk/build-loader.ts";
import { requireBoard } from "../../sdk/choose-target.ts";
import { findQemu } from "../../sdk/emulator/index.ts";
import { buildCardImage } from "../../sdk/image/card-image.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { writeSdImage } from "../../sdk/image/sd-image-file.ts";
import { loadSpl } from "../../sdk/image/spl-finder.ts";
import { keySigner } from "../../sdk/keys/signer.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { missingForCards } from "../lib/emulated-card.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-serial-"));
afterAll(() => rmSync(folder, { recursive: true }));
const board = requireBoard("cubieboard");
const signer = keySigner(generateKeyPairSync("ed25519").privateKey);

const why =
  process.platform === "linux"
    ? missingForCards(board)
    : "pseudo-terminals of the emulator are tested on Linux";
if (why !== undefined) console.log(`skipped: flashing over a serial line (${why})`);

/** The emulator with its console on a pseudo-terminal, and the path of that. */
async function emulatorOnPty(card: string): Promise<{ child: ChildProcess; path: string }> {
  const args = ["-M", "cubieboard", "-display", "none", "-monitor", "none", "-nic", "none", "-serial", "pty"];
  const child = spawn(findQemu().path, [...args, "-drive", `if=sd,format=raw,file=${card}`]);
  const path = await new Promise<string>((found, lost) => {
    let output = "";
    const take = (piece: Buffer) => {
      output += piece.toString();
      const match = /redirected to (\/dev\/\S+)/.exec(output);
      if (match !== null) found(match[1]!);
    };
    child.stdout!.on("data", take);
    child.stderr!.on("data", take);
    child.on("exit", () => lost(new Error(`the emulator ended: ${output}`)));
  });
  return { child, path };
}

function ingot(words: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [resolve(projectRoot(), "sdk/cli/bin.mjs"), ...words]);
  const limit = setTimeout(() => child.kill("SIGKILL"), 150_000);
  const texts = { stdout: "", stderr: "" };
  child.stdout.on("data", (piece: Buffer) => {
    texts.stdout += piece.toString();
  });
  child.stderr.on("data", (piece: Buffer) => {
    texts.stderr += piece.toString();
  });
  return new Promise((done) =>
    child.on("exit", (status) => {
      clearTimeout(limit);
      done({ status, ...texts });
    }),
  );
}

describe.skipIf(why !== undefined)("ingot flash --serial", { timeout: 400_000 }, () => {
  it("brings an image to a loader that has none, which then starts it", async () => {
    const loader = await buildLoader({ board, keys: [signer.publicKey], root: null });
    const { spl } = loadSpl(board.spl.debianFolder, { projectRoot: projectRoot() });
    const card = join(folder, "card.img");
    writeSdImage(card, buildCardImage({ spl, loader, image: null, state: null, keyList: null }));
    const image = writeMcubootImage({
      // ARM's `b .`, and much behind it.
      body: Buffer.concat([Buffer.from([0xfe, 0xff, 0xff, 0xea]), Buffer.alloc(100_000, 0x5a)]),
      loadAddress: 0x4200_0000,
      headerBytes: 512,
      version: { major: 4, minor: 3, revision: 2, build: 1 },
      counter: 1,
      board: board.name,
      signer,
    });
    const file = join(folder, "app.signed.bin");
    writeFileSync(file, image);
    const { child, path } = await emulatorOnPty(card);
    try {
      const { status, stdout, stderr } = await ingot(["flash", "--serial", path, file]);
      expect(stderr).toContain("written 100 %");
      expect(stdout).toBe("The board starts slot A, version 4.3.2+1\n");
      expect(status).toBe(0);
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("says which port cannot be opened", async () => {
    const file = join(folder, "app.signed.bin");
    const { status, stderr } = await ingot(["flash", "--serial", "/dev/ingot-has-no-such-port", file]);
    expect(stderr).toContain("E6012");
    expect(status).toBe(1);
  });
});
