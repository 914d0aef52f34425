// The loader on an emulated board, from a card as `ingot build --loader` makes it: SPL, loader, program. The programs
// are texts and the instructions that print them, signed; compiled ones are tested in test/emulator.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptySlot, type Phase, type SlotState, writeRecord } from "../../runtime/update/state.ts";
import { buildLoader } from "../../sdk/build-loader.ts";
import { newestState } from "../../sdk/card-state.ts";
import { requireBoard } from "../../sdk/choose-target.ts";
import { instructionsToFirstOutput, Machine } from "../../sdk/emulator/index.ts";
import { buildCardImage } from "../../sdk/image/card-image.ts";
import { KEY_LIST_OFFSET, SLOTS, STATE_SECTORS } from "../../sdk/image/card-layout.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { readSignedImage } from "../../sdk/image/mcuboot-read.ts";
import { writeSdImage } from "../../sdk/image/sd-image-file.ts";
import { loadSpl } from "../../sdk/image/spl-finder.ts";
import { writeKeyList } from "../../sdk/keys/key-list.ts";
import { keySigner, type Signer } from "../../sdk/keys/signer.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { missingForCards } from "../lib/emulated-card.ts";
import { printingProgram } from "../lib/print-text.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-loader-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const signer = () => keySigner(generateKeyPairSync("ed25519").privateKey);
const [key, root, later] = [signer(), signer(), signer()];
const board = requireBoard("cubieboard");

const why = missingForCards(board);
if (why !== undefined) console.log(`skipped: the loader (${why})`);

function image(text: string, counter = 1, by: Signer = key, bytes = 0): Uint8Array {
  return writeMcubootImage({
    body: printingProgram(text, bytes),
    loadAddress: 0x4200_0000,
    headerBytes: 512,
    version: { major: counter, minor: 0, revision: 0, build: 0 },
    counter,
    board: board.name,
    signer: by,
  });
}

function slot(phase: Phase, bytes: Uint8Array, tries = 0): SlotState {
  const { totalBytes, counter, hash } = readSignedImage(bytes, "");
  return { phase, tries, imageBytes: totalBytes, counter, hash };
}

let loader: Uint8Array;
const elf = join(folder, "loader.elf");
let cards = 0;

/** A card with images in slots A and B and a state. */
function card(a: Uint8Array | null, b: Uint8Array | null, slots: SlotState[] | null, keyList?: Uint8Array) {
  const path = join(folder, `card-${cards++}.img`);
  const { spl } = loadSpl(board.spl.debianFolder, { projectRoot: projectRoot() });
  const state = slots === null ? null : writeRecord({ sequence: 1, floor: 0, slots });
  const made = buildCardImage({ spl, loader, image: a, state, keyList: keyList ?? null });
  const second = made.extents.find((extent) => extent.offset === SLOTS[1]!.sector * 512)!;
  const extents = made.extents.map((extent) => (extent === second && b ? { ...extent, bytes: b } : extent));
  writeSdImage(path, { ...made, extents });
  return path;
}

async function start(sdImage: string, expected: string): Promise<string> {
  const machine = new Machine({ machine: "cubieboard", sdImage, lifetimeMs: 100_000 });
  try {
    await machine.waitFor(expected, 90_000);
    return machine.output;
  } finally {
    await machine.kill();
  }
}

function stateOn(path: string) {
  const bytes = readFileSync(path);
  return newestState(STATE_SECTORS.map((sector) => bytes.subarray(sector * 512, (sector + 1) * 512)));
}

describe.skipIf(why !== undefined)("the loader", { timeout: 200_000 }, () => {
  beforeAll(async () => {
    loader = await buildLoader({ board, keys: [key.publicKey], root: root.publicKey, elf });
  }, 300_000);

  it("has at most 256 KiB", () => {
    expect(loader.length).toBeLessThanOrEqual(256 << 10);
  });

  it("starts an image of 600 KiB within 150 ms of a processor that takes 1 ns for an instruction", async () => {
    const large = image("this is large", 1, key, 600 << 10);
    const instructions = await instructionsToFirstOutput({
      machine: "cubieboard",
      kernel: elf,
      uartBase: 0x01c2_8000,
      sdImage: card(large, null, [slot("confirmed", large), emptySlot()]),
      limitMs: 100_000,
    });
    console.log(`loader: ${loader.length} bytes, ${instructions} instructions to the jump`);
    // The line that says what is started is the loader's first, and the last thing before the jump.
    expect(instructions).toBeLessThanOrEqual(150e6);
  });

  it("starts the confirmed image, and a staged one on trial until its tries are used up", async () => {
    const [a, b] = [image("this is A"), image("this is B", 2)];
    const path = card(a, b, [slot("confirmed", a), slot("staged", b, 1)]);
    expect(await start(path, "this is B")).toContain("slot B, version 2.0.0+0, on trial");
    expect(stateOn(path)?.slots[1]).toMatchObject({ phase: "trial", tries: 0 });
    // Nobody confirmed it, and the power went.
    expect(await start(path, "this is A")).toContain("slot A, version 1.0.0+0");
    expect(stateOn(path)?.slots.map((s) => s.phase)).toEqual(["confirmed", "failed"]);
  });

  it("starts nothing that is damaged or signed by somebody else, and then waits for an image", async () => {
    const [a, b] = [image("this is A"), image("this is B", 2, later)];
    const path = card(a, b, [slot("confirmed", a), slot("staged", b, 3)]);
    const bytes = readFileSync(path);
    bytes[SLOTS[0]!.sector * 512 + 512 + 40]! ^= 1;
    writeFileSync(path, bytes);
    const output = await start(path, "Send an image");
    expect(output).toMatch(/recovery: no slot can be started \(bad-hash\)/);
    expect(output).not.toContain("this is");
  });

  it("goes by the newest list of keys that the root key signed", async () => {
    const [a, b] = [image("this is A"), image("this is B", 2, later)];
    const list = writeKeyList({ version: 2, keys: [later.publicKey] }, root);
    const path = card(a, b, [slot("confirmed", a), slot("previous", b)], list);
    // The newest copy is broken, and one list was signed by somebody without the root key.
    const bytes = readFileSync(path);
    bytes.set(
      writeKeyList({ version: 9, keys: [key.publicKey] }, later),
      (STATE_SECTORS[3]! + KEY_LIST_OFFSET) * 512,
    );
    writeFileSync(path, bytes);
    // A's key was revoked.
    expect(await start(path, "this is B")).not.toContain("this is A");
  });

  it("adopts the newest good image of a card that has lost its state", async () => {
    const [a, b] = [image("this is A", 5), image("this is B", 4)];
    const path = card(a, b, null);
    await start(path, "this is A");
    const state = stateOn(path)!;
    expect(state.slots.map((s) => s.phase)).toEqual(["confirmed", "previous"]);
    expect(state.floor).toBe(5);
  });
});
