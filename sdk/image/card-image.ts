// Composes a card with Ingot's loader: MBR, SPL, loader as a uImage, update state, an image in slot A, file systems.
//
// Pure: bytes in, extents out, as in sd-image.ts, which makes cards without a loader. State and key lists come as
// whole sectors; slot B is left as it is, and what the state says of it.

import { problem } from "../diagnostics/diagnostic.ts";
import { cardPartitions, KEY_LIST_OFFSET, SLOT_SECTORS, SLOTS, STATE_SECTORS } from "./card-layout.ts";
import { emptyFat16 } from "./fat16.ts";
import {
  DEFAULT_IMAGE_BYTES,
  FIRST_PARTITION_SECTOR,
  imageSizeProblem,
  LOADER_LOAD_ADDRESS,
  loadAddressProblem,
  PAYLOAD_SECTOR,
  SECTOR_BYTES,
  SPL_SECTOR,
} from "./layout.ts";
import { writeMbr } from "./mbr.ts";
import { checkExtents, type Extent, type SdImage } from "./sd-image.ts";
import { crc32, writeUImage } from "./uimage.ts";

const SMALLEST_CARD_BYTES = 64 << 20;

export interface CardImageInput {
  readonly spl: Uint8Array;
  /** The loader's flat program, linked to LOADER_LOAD_ADDRESS. */
  readonly loader: Uint8Array;
  /** A signed image for slot A; null for an empty card, whose loader then waits for one. */
  readonly image: Uint8Array | null;
  /** The record of the update state that belongs to it: one sector; null for a card that has none yet. */
  readonly state: Uint8Array | null;
  /** The signed list of keys: one sector, or null. */
  readonly keyList: Uint8Array | null;
  /** A power of two of at least 64 MiB, the default. */
  readonly sizeBytes?: number;
  readonly dramBytes?: number;
}

/** Builds the image. Throws IngotError E4004 for a loader or an image without room, and as buildSdImage. */
export function buildCardImage(input: CardImageInput): SdImage {
  const { spl, loader, image, state, keyList, sizeBytes = DEFAULT_IMAGE_BYTES, dramBytes } = input;
  const wrong =
    imageSizeProblem(sizeBytes) ?? loadAddressProblem(LOADER_LOAD_ADDRESS, loader.length, dramBytes);
  if (wrong !== undefined) throw wrong;
  if (sizeBytes < SMALLEST_CARD_BYTES) {
    throw problem("E4008", `${sizeBytes} bytes have no room for two slots`, "choose 64 MiB or more");
  }
  const program = writeUImage({ data: loader, loadAddress: LOADER_LOAD_ADDRESS, name: "ingot loader" });
  checkRoom("loader", program.length, (FIRST_PARTITION_SECTOR - PAYLOAD_SECTOR) * SECTOR_BYTES);
  if (image !== null) checkRoom("image", image.length, SLOT_SECTORS * SECTOR_BYTES);
  const partitions = cardPartitions(sizeBytes / SECTOR_BYTES);
  const fat = partitions[3]!;
  const signature = image === null ? crc32(program) : crc32(image);
  const zeros = new Uint8Array(SECTOR_BYTES);
  const extents: Extent[] = [
    { what: "mbr", offset: 0, bytes: writeMbr(partitions, signature) },
    { what: "spl", offset: SPL_SECTOR * SECTOR_BYTES, bytes: spl },
    { what: "loader", offset: PAYLOAD_SECTOR * SECTOR_BYTES, bytes: program },
    // Every copy is written, as a card may hold newer ones of an earlier life.
    ...STATE_SECTORS.flatMap((sector, copy): Extent[] => [
      {
        what: "state",
        offset: sector * SECTOR_BYTES,
        bytes: copy === 0 && state !== null ? state : zeros,
      },
      { what: "keys", offset: (sector + KEY_LIST_OFFSET) * SECTOR_BYTES, bytes: keyList ?? zeros },
    ]),
    { what: "image", offset: SLOTS[0]!.sector * SECTOR_BYTES, bytes: image ?? zeros },
    { what: "image", offset: SLOTS[1]!.sector * SECTOR_BYTES, bytes: zeros },
    {
      what: "fat",
      offset: fat.firstSector * SECTOR_BYTES,
      bytes: emptyFat16(fat, "INGOT", signature),
    },
  ];
  checkExtents(extents, sizeBytes);
  return { sizeBytes, extents };
}

function checkRoom(what: string, bytes: number, room: number): void {
  if (bytes <= room) return;
  throw problem(
    "E4004",
    `the ${what} has ${bytes} bytes; there is room for ${room}`,
    "make the program smaller: `ingot explain --size` lists its largest parts",
  );
}
