// Publishes a fleet's releases: for each group and board an index, in which devices of the group find their image.
//
//   FOLDER/GROUP-BOARD.index          what the devices of a group poll
//   FOLDER/device-ID.index            what one device polls, if the inventory asks for these
//   FOLDER/APP-BOARD-HASH.bin         the images
//
// Signing and writing are sdk/publish-image.ts; bringing the folder to a server is the user's.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { problem } from "../sdk/diagnostics/diagnostic.ts";
import type { Signer } from "../sdk/keys/signer.ts";
import {
  contentName,
  type PublishableImage,
  placeImage,
  placeIndex,
  readPublishable,
} from "../sdk/publish-image.ts";
import { groupIn, type Inventory, OWN_INDEXES, type Release } from "./inventory.ts";
import { devicesWithTurn } from "./targets.ts";

export interface WrittenIndex {
  readonly index: string;
  readonly group: string;
  readonly board: string;
  readonly version: string;
  readonly percent: number;
  readonly sequence: number;
  /** Of the devices in the inventory: how many poll this index, and how many of them have their turn. */
  readonly devices: number;
  readonly turns: number;
}

/** The folder that the inventory in `file` publishes to. */
export function publishedFolder(file: string, inventory: Inventory): string {
  return join(dirname(file), inventory.folder);
}

/** The inventory with the image as the release of `channel` for its board; the image is put into the folder. */
export function release(
  inventory: Inventory,
  folder: string,
  channel: string,
  publishable: PublishableImage,
): Inventory {
  const { image } = publishable;
  const app = image.provenance?.app ?? "image";
  const name = contentName(`${app}-${image.board}`, image);
  placeImage(folder, name, publishable);
  const made: Release = {
    image: name,
    version: image.version,
    hash: Buffer.from(image.hash).toString("hex"),
  };
  const boards = { ...inventory.releases[channel], [image.board]: made };
  return { ...inventory, releases: { ...inventory.releases, [channel]: boards } };
}

/** Writes the indexes of `groups` anew. Throws IngotError E6005 when a released image is missing or another's. */
export function writeIndexes(
  inventory: Inventory,
  folder: string,
  groups: readonly string[],
  signer: Signer,
): { inventory: Inventory; written: WrittenIndex[] } {
  const sequences = { ...inventory.sequences };
  const written: WrittenIndex[] = [];
  for (const group of groups) {
    const { channel, percent } = groupIn(inventory, group);
    const withTurn = new Set(devicesWithTurn(inventory, group).map(({ id }) => id));
    for (const [board, { image: name, version }] of Object.entries(inventory.releases[channel] ?? {})) {
      const publishable = releasedImage(join(folder, name), signer);
      const devices = inventory.devices.filter((device) => device.group === group && device.board === board);
      const place = (index: string): number => {
        const choice = { channel: index, name, percent, after: sequences[index] ?? 0 };
        const { sequence } = placeIndex(folder, publishable, choice, signer);
        sequences[index] = sequence;
        return sequence;
      };
      const index = `${group}-${board}`;
      const sequence = place(index);
      if (inventory.perDevice) for (const { id } of devices) place(ownIndex(id));
      const turns = devices.filter(({ id }) => withTurn.has(id)).length;
      const path = join(folder, `${index}.index`);
      written.push({ index: path, group, board, version, percent, sequence, devices: devices.length, turns });
    }
  }
  return { inventory: { ...inventory, sequences }, written };
}

/** The name of a device's own index. A colon, as addresses have them, is no character for a file. */
export function ownIndex(id: string): string {
  return `${OWN_INDEXES}-${id.replaceAll(":", "-")}`;
}

/** The groups that follow `channel`. */
export function followersOf(inventory: Inventory, channel: string): string[] {
  return Object.keys(inventory.groups).filter((name) => inventory.groups[name]!.channel === channel);
}

function releasedImage(file: string, signer: Signer): PublishableImage {
  if (existsSync(file)) return readPublishable(file, signer);
  throw problem("E6016", "an image that was released is not there any more", "publish it again", { file });
}
