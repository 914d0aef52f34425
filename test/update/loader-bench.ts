// What tests of the loader share: signed images that print a text, cards that hold them in slots, and starts of those.

import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Board } from "../../boards/board.ts";
import { type Phase, type SlotState, writeRecord } from "../../runtime/update/state.ts";
import { newestState } from "../../sdk/card-state.ts";
import { Machine } from "../../sdk/emulator/index.ts";
import { buildCardImage } from "../../sdk/image/card-image.ts";
import { SLOTS, STATE_SECTORS } from "../../sdk/image/card-layout.ts";
import { IMAGE_HEADER_BYTES, PROGRAM_LOAD_ADDRESS } from "../../sdk/image/layout.ts";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { readSignedImage } from "../../sdk/image/mcuboot-read.ts";
import { writeSdImage } from "../../sdk/image/sd-image-file.ts";
import { loadSpl } from "../../sdk/image/spl-finder.ts";
import { keySigner, type Signer } from "../../sdk/keys/signer.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { printingProgram } from "../lib/print-text.ts";
import { PATIENCE_MS } from "../patience.ts";

export const newSigner = (): Signer => keySigner(generateKeyPairSync("ed25519").privateKey);

/** An image for `board` that prints `text` and then does nothing, not even feed a watchdog. */
export function textImage(board: Board, text: string, signer: Signer, counter = 1, fill = 0): Uint8Array {
  return writeMcubootImage({
    body: printingProgram(text, fill),
    loadAddress: PROGRAM_LOAD_ADDRESS,
    headerBytes: IMAGE_HEADER_BYTES,
    version: { major: counter, minor: 0, revision: 0, build: 0 },
    counter,
    board: board.name,
    signer,
  });
}

/** What the state says of an image. */
export function slotOf(phase: Phase, image: Uint8Array, tries = 0): SlotState {
  const { totalBytes, counter, hash } = readSignedImage(image, "");
  return { phase, tries, imageBytes: totalBytes, counter, hash };
}

export interface CardContents {
  readonly a: Uint8Array | null;
  readonly b: Uint8Array | null;
  /** Null: a card without a state. */
  readonly slots: readonly SlotState[] | null;
  readonly keyList?: Uint8Array;
}

export class LoaderBench {
  readonly board: Board;
  private readonly folder: string;
  private readonly loader: Uint8Array;
  private cards = 0;

  constructor(board: Board, folder: string, loader: Uint8Array) {
    this.board = board;
    this.folder = folder;
    this.loader = loader;
  }

  /** The path of a new card with the loader. */
  card({ a, b, slots, keyList }: CardContents): string {
    const path = join(this.folder, `${this.board.name}-${this.cards++}.img`);
    const { spl } = loadSpl(this.board.spl.debianFolder, { projectRoot: projectRoot() });
    const state = slots === null ? null : writeRecord({ sequence: 1, floor: 0, slots });
    const { loader } = this;
    const made = buildCardImage({ spl, loader, image: a, state, keyList: keyList ?? null });
    const second = made.extents.find((extent) => extent.offset === SLOTS[1]!.sector * 512)!;
    const extents = made.extents.map((extent) => (extent === second && b ? { ...extent, bytes: b } : extent));
    writeSdImage(path, { ...made, extents });
    return path;
  }

  /** Powers the board on until its console prints `expected`, and then off; all that it printed. */
  async start(card: string, expected: string | RegExp): Promise<string> {
    const { machine: name, memoryMiB } = this.board.emulator!;
    const machine = new Machine({ machine: name, memoryMiB, sdImage: card, lifetimeMs: PATIENCE_MS });
    try {
      await machine.waitFor(expected, PATIENCE_MS);
      return machine.output;
    } finally {
      await machine.kill();
    }
  }

  stateOn(card: string) {
    const bytes = readFileSync(card);
    return newestState(STATE_SECTORS.map((sector) => bytes.subarray(sector * 512, (sector + 1) * 512)));
  }
}
