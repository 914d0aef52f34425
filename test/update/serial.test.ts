// `ingot flash --serial` on an emulated board: the real command and the real serialport package over the emulator's
// pseudo-terminal, to a loader without an image and to a stock U-Boot; each ends in a start of what was sent. The
// programs are texts and the instructions that print them; INGOT_LONG=1 sends the thermostat as well.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { buildApp } from "../../sdk/build-app.ts";
import { buildLoader } from "../../sdk/build-loader.ts";
import { requireBoard } from "../../sdk/choose-target.ts";
import { buildCardImage } from "../../sdk/image/card-image.ts";
import { PROGRAM_LOAD_ADDRESS } from "../../sdk/image/layout.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { buildSdImage } from "../../sdk/image/sd-image.ts";
import { writeSdImage } from "../../sdk/image/sd-image-file.ts";
import { findSpl, loadSpl } from "../../sdk/image/spl-finder.ts";
import { keySigner } from "../../sdk/keys/signer.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { missingForCards } from "../lib/emulated-card.ts";
import { type BoardOnPty, boardOnPty } from "../lib/emulator-pty.ts";
import { ingotBeside } from "../lib/ingot-beside.ts";
import { printingProgram } from "../lib/print-text.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-serial-"));
afterAll(() => rmSync(folder, { recursive: true }));
const board = requireBoard("cubieboard");
const places = { projectRoot: projectRoot() };
const signer = keySigner(generateKeyPairSync("ed25519").privateKey);

const why =
  process.platform === "linux"
    ? missingForCards(board)
    : "pseudo-terminals of the emulator are tested on Linux";
if (why !== undefined) console.log(`skipped: flashing over a serial line (${why})`);

let running: BoardOnPty | undefined;
const log = join(folder, "console.log");

/** A card that has what Debian's package puts there and nothing else. */
function stockCard(): string {
  const card = join(folder, "stock.img");
  const uBoot = readFileSync(findSpl(board.spl.debianFolder, places));
  writeFileSync(card, "");
  truncateSync(card, 64 << 20);
  writeSync(openSync(card, "r+"), uBoot, 0, uBoot.length, 8192);
  return card;
}

/** A card with the loader and no image. */
async function emptyCard(): Promise<string> {
  const loader = await buildLoader({ board, keys: [signer.publicKey], root: null });
  const { spl } = loadSpl(board.spl.debianFolder, places);
  const card = join(folder, "card.img");
  writeSdImage(card, buildCardImage({ spl, loader, image: null, state: null, keyList: null }));
  return card;
}

async function flash(card: string, words: readonly string[], limitMs = 180_000) {
  rmSync(log, { force: true });
  running = await boardOnPty(board, card, log);
  return await ingotBeside(["flash", "--serial", running.path, ...words], limitMs);
}

/** Until the console has printed `sign`, which ends as an error of vitest's if it never does. */
const printed = (sign: string) =>
  expect.poll(() => readFileSync(log, "latin1"), { interval: 300 }).toContain(sign);

describe.skipIf(why !== undefined)("ingot flash --serial", () => {
  afterEach(() => {
    running?.child.kill("SIGKILL");
  });

  it("brings an image to a loader that has none, which then starts it", async () => {
    const image = writeMcubootImage({
      body: printingProgram("this came to the loader", 60_000),
      loadAddress: PROGRAM_LOAD_ADDRESS,
      headerBytes: 512,
      version: { major: 4, minor: 3, revision: 2, build: 1 },
      counter: 1,
      board: board.name,
      signer,
    });
    const file = join(folder, "app.signed.bin");
    writeFileSync(file, image);
    const { status, stdout, stderr } = await flash(await emptyCard(), [file]);
    expect(stderr).toContain("at 1500000 baud");
    expect(stderr).toContain("written 100 %");
    expect(stdout).toBe("The board starts slot A, version 4.3.2+1\n");
    expect(status).toBe(0);
    await printed("this came to the loader");
  });

  it("brings the image of a card to a stock U-Boot, which writes it; then the board starts it", async () => {
    const { spl } = loadSpl(board.spl.debianFolder, places);
    const payload = printingProgram("this came through U-Boot");
    const file = join(folder, "app.img");
    writeSdImage(file, buildSdImage({ spl, payload, loadAddress: PROGRAM_LOAD_ADDRESS, name: "text" }));
    const { status, stdout, stderr } = await flash(stockCard(), ["--fast", "1500000", file]);
    expect(stderr).toContain("written 100 %");
    expect(stdout).toBe("The board starts from its card and says: this came through U-Boot\n");
    expect(status).toBe(0);
  });

  it.skipIf(process.env.INGOT_LONG !== "1")(
    "brings the thermostat to a loader, and its card to a stock U-Boot",
    async () => {
      const app = join(projectRoot(), "templates/thermostat");
      const out = join(folder, "thermostat");
      const built = await buildApp({
        app,
        board: board.name,
        outDir: out,
        signer,
        loader: { root: null, keyList: null },
      });
      const toLoader = await flash(await emptyCard(), [built.signed!], 800_000);
      expect(toLoader.stdout).toMatch(/^The board starts slot A, version /);
      await printed("thermostat:");
      running!.child.kill("SIGKILL");
      const toUBoot = await flash(stockCard(), [built.image!], 800_000);
      expect(toUBoot.stdout).toMatch(/says: ingot loader: slot A, version /);
      await printed("thermostat:");
    },
  );

  it("says which port cannot be opened", async () => {
    const file = join(folder, "app.signed.bin");
    const { status, stderr } = await ingotBeside(
      ["flash", "--serial", "/dev/ingot-has-no-such-port", file],
      PATIENCE_MS,
    );
    expect(stderr).toContain("E6012");
    expect(status).toBe(1);
  });
});
