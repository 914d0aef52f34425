// `ingot inspect CARD`: what is on a card with Ingot's loader, or in the image of one, and what its next start will do.
//
// Reads the card and writes nothing. It takes the loader's own rules (sdk/card-state.ts); signatures are not checked,
// as the keys are the loader's. Cards without a loader have neither state nor slots, and are not known here.

import { closeSync, openSync, readSync } from "node:fs";
import { newestState, nextBoot } from "../card-state.ts";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { SLOTS, STATE_SECTORS } from "../image/card-layout.ts";
import { SECTOR_BYTES } from "../image/layout.ts";
import { readMbr } from "../image/mbr.ts";
import { readSignedImage, type SignedImage } from "../image/mcuboot-read.ts";

const SLOT_NAMES = ["A", "B"];

/** The text or JSON about the card in `file`, or undefined if it is none with Ingot's loader. */
export function inspectCard(file: string, json: boolean): string | undefined {
  const handle = openSync(file, "r");
  try {
    const read = (sector: number, sectors: number): Uint8Array => {
      const bytes = new Uint8Array(sectors * SECTOR_BYTES);
      const length = readSync(handle, bytes, 0, bytes.length, sector * SECTOR_BYTES);
      return bytes.subarray(0, length);
    };
    const partitions = readMbr(read(0, 1));
    if (partitions?.[1]?.firstSector !== STATE_SECTORS[0]) return undefined;
    const card = factsOf(read);
    return json ? `${JSON.stringify(card)}\n` : page(file, card);
  } finally {
    closeSync(handle);
  }
}

interface SlotFacts {
  readonly name: string;
  /** As recorded; null without a state. */
  readonly phase: string | null;
  readonly triesLeft: number;
  readonly version: string | null;
  readonly securityCounter: number;
  readonly board: string;
  readonly bytes: number;
  /** "whole", or what is wrong with the image. */
  readonly image: string;
}

interface CardFacts {
  /** Copies of the state that are whole. */
  readonly stateCopies: number;
  readonly sequence: number | null;
  readonly floor: number | null;
  readonly slots: readonly SlotFacts[];
  readonly nextStart: string;
}

function factsOf(read: (sector: number, sectors: number) => Uint8Array): CardFacts {
  const copies = STATE_SECTORS.map((sector) => read(sector, 1));
  const state = newestState(copies);
  const slots = SLOTS.map(({ sector, sectors }, i): SlotFacts => {
    const known = state?.slots[i];
    const found = imageIn(read(sector, sectors));
    const image = typeof found === "string" ? undefined : found;
    const isRecorded =
      image === undefined || known === undefined || Buffer.compare(image.hash, known.hash) === 0;
    const isEmpty = known === undefined || known.phase === "empty";
    return {
      name: SLOT_NAMES[i]!,
      phase: known?.phase ?? null,
      triesLeft: known?.tries ?? 0,
      version: image?.version ?? null,
      securityCounter: image?.counter ?? 0,
      board: image?.board ?? "",
      bytes: image?.totalBytes ?? 0,
      image:
        typeof found === "string"
          ? found
          : !found.hashIsRight
            ? "its hash is wrong"
            : isEmpty || isRecorded
              ? "whole"
              : "not the one that the state speaks of",
    };
  });
  return {
    stateCopies: copies.filter((copy) => newestState([copy]) !== undefined).length,
    sequence: state?.sequence ?? null,
    floor: state?.floor ?? null,
    slots,
    nextStart: nextBoot(state),
  };
}

/** The image at the start of a slot, or why there is none. */
function imageIn(slot: Uint8Array): SignedImage | string {
  if (slot.every((byte) => byte === 0)) return "no image";
  try {
    return readSignedImage(slot, "");
  } catch (error) {
    if (error instanceof IngotError) return "no whole image";
    throw error;
  }
}

function page(file: string, card: CardFacts): string {
  const state =
    card.sequence === null
      ? "none"
      : `change ${card.sequence}, ${card.stateCopies} of ${STATE_SECTORS.length} copies are whole, rollback floor ${card.floor}`;
  const lines = [displayPath(file), `  state             ${state}`];
  for (const slot of card.slots) {
    const tries =
      slot.phase === "staged" || slot.phase === "trial" ? `, ${slot.triesLeft} tries are left` : "";
    const what =
      slot.version === null
        ? slot.image
        : `version ${slot.version}, security counter ${slot.securityCounter}, ${slot.board}, ${slot.bytes} bytes, ${slot.image}`;
    lines.push(`  slot ${slot.name}            ${slot.phase ?? "not recorded"}${tries}: ${what}`);
  }
  lines.push(`  next start        ${card.nextStart}`);
  return `${lines.join("\n")}\n`;
}
