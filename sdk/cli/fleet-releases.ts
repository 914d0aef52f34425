// `ingot fleet channel`, `publish` and `rollout`: which release the devices of a group get, and how many of them.

import { join } from "node:path";
import { type FleetDevice, groupIn, type Inventory, nameOf, withGroup } from "../../fleet/inventory.ts";
import {
  followersOf,
  publishedFolder,
  release,
  type WrittenIndex,
  writeIndexes,
} from "../../fleet/publish.ts";
import { type Delivered, deliver, type Recipient } from "../../fleet/rollout.ts";
import { devicesWithTurn, targetOf } from "../../fleet/targets.ts";
import { problem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import type { Signer } from "../keys/signer.ts";
import { type PublishableImage, readPublishable } from "../publish-image.ts";
import { type CommandArguments, flagOption, textOption } from "./command.ts";
import { deviceAddress } from "./device-address.ts";
import { countOption } from "./fleet.ts";
import { keepInventory, openInventory, requireWords, say } from "./fleet-output.ts";
import { chosenSigner } from "./signing.ts";
import { percentOf, requireFile } from "./words.ts";

export function channel(args: CommandArguments, words: readonly string[]): number {
  requireWords(words, "channel GROUP CHANNEL", 2, 2);
  const [group, given] = words;
  const name = nameOf("a channel", given!);
  const { file, inventory } = openInventory(args);
  const next = withGroup(inventory, group!, { ...groupIn(inventory, group!), channel: name });
  const boards = Object.keys(inventory.releases[name] ?? {});
  const text = `${group} follows ${name}`;
  say(
    args,
    { event: "channel", group, channel: name, boards },
    boards.length > 0 ? text : `${text}, which has no release yet`,
  );
  rewrite(args, file, next, [group!]);
  return 0;
}

export function publish(args: CommandArguments, words: readonly string[]): number {
  requireWords(words, "publish IMAGE [--channel CHANNEL] [--percent NUMBER]", 1, 1);
  const image = words[0]!;
  const name = nameOf("a channel", textOption(args, "channel") ?? "stable");
  const given = textOption(args, "percent");
  const percent = given === undefined ? undefined : percentOf("--percent", given);
  requireFile(image, "a signed image, such as build/NAME.signed.bin");
  const opened = openInventory(args);
  const { file } = opened;
  const folder = textOption(args, "folder") ?? opened.inventory.folder;
  const perDevice = opened.inventory.perDevice || flagOption(args, "per-device");
  let inventory: Inventory = { ...opened.inventory, folder, perDevice };
  const groups = followersOf(inventory, name);
  if (groups.length === 0) {
    throw problem(
      "E6015",
      `no group follows the channel ${name}`,
      `\`ingot fleet channel GROUP ${name}\` makes one do so`,
    );
  }
  if (percent !== undefined) {
    for (const group of groups)
      inventory = withGroup(inventory, group, { ...groupIn(inventory, group), percent });
  }
  const signer = chosenSigner(args);
  inventory = release(inventory, publishedFolder(file, inventory), name, readPublishable(image, signer));
  const { inventory: next, written } = writeIndexes(
    inventory,
    publishedFolder(file, inventory),
    groups,
    signer,
  );
  keepInventory(file, next);
  sayWritten(args, written);
  return 0;
}

export async function rollout(args: CommandArguments, words: readonly string[]): Promise<number> {
  requireWords(words, "rollout GROUP [NUMBER] [--push]", 1, 2);
  const [group, given] = words;
  const opened = openInventory(args);
  const { file } = opened;
  const before = groupIn(opened.inventory, group!);
  const percent = given === undefined ? before.percent : percentOf("the percentage", given);
  const parallel = countOption(args, "parallel", 4, 64);
  const inventory = withGroup(opened.inventory, group!, { ...before, percent });
  if (Object.keys(inventory.releases[before.channel] ?? {}).length === 0) {
    throw problem(
      "E6015",
      `nothing was released to the channel ${before.channel}, which ${group} follows`,
      `\`ingot fleet publish IMAGE --channel ${before.channel}\` releases an image`,
    );
  }
  if (percent < before.percent) {
    process.stderr.write("note: a device that runs the release already keeps it\n");
  }
  const signer = chosenSigner(args);
  rewrite(args, file, inventory, [group!], signer);
  return flagOption(args, "push") ? push(args, file, inventory, group!, parallel, signer) : 0;
}

/** Writes the inventory and the indexes of `groups`, as far as there is something to write. */
function rewrite(
  args: CommandArguments,
  file: string,
  inventory: Inventory,
  groups: readonly string[],
  chosen?: Signer,
): void {
  const isReleased = groups.some(
    (group) => inventory.releases[groupIn(inventory, group).channel] !== undefined,
  );
  if (!isReleased) {
    keepInventory(file, inventory);
    return;
  }
  const signer = chosen ?? chosenSigner(args);
  const { inventory: next, written } = writeIndexes(
    inventory,
    publishedFolder(file, inventory),
    groups,
    signer,
  );
  keepInventory(file, next);
  sayWritten(args, written);
}

function sayWritten(args: CommandArguments, written: readonly WrittenIndex[]): void {
  for (const entry of written) {
    const { index, version, percent, sequence, devices, turns } = entry;
    say(
      args,
      { event: "published", ...entry },
      `${displayPath(index)}: version ${version} for ${percent} %, ${turns} of the ${devices} known devices, change ${sequence}`,
    );
  }
}

async function push(
  args: CommandArguments,
  file: string,
  inventory: Inventory,
  group: string,
  parallel: number,
  signer: Signer,
): Promise<number> {
  const folder = publishedFolder(file, inventory);
  const chosen = devicesWithTurn(inventory, group);
  const withoutAddress = chosen.filter(({ address }) => address === undefined);
  if (withoutAddress.length > 0) {
    process.stderr.write(`note: no address is noted of ${withoutAddress.map(({ id }) => id).join(", ")}\n`);
  }
  const images = new Map<string, PublishableImage>();
  const recipients = chosen.flatMap((device: FleetDevice): Recipient[] => {
    const { release: wanted } = targetOf(inventory, device);
    if (device.address === undefined || wanted === undefined) return [];
    const image = images.get(wanted.image) ?? readPublishable(join(folder, wanted.image), signer);
    images.set(wanted.image, image);
    return [{ id: device.id, address: deviceAddress(device.address), image }];
  });
  const onDone = (done: Delivered): void => {
    const why = done.why === undefined ? "" : `: ${done.why}`;
    say(args, { event: "device", ...done }, `${done.id} ${WORDS[done.result]}${why}`);
  };
  const results = await deliver(recipients, { parallel, onDone });
  const failed = results.filter(({ result }) => result === "failed").map(({ id }) => id);
  if (failed.length === 0) return 0;
  const left = results.filter(({ result }) => result === "not tried").length;
  throw problem(
    "E6011",
    `${failed.join(", ")} did not take the release, so it was not sent to the ${left} devices that were left`,
    "look at its log; `ingot fleet rollout` goes on where it stopped",
  );
}

const WORDS: Readonly<Record<Delivered["result"], string>> = {
  confirmed: "has confirmed it",
  current: "runs it already",
  failed: "has failed",
  "not tried": "was not tried",
};
