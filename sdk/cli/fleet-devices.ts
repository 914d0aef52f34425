// `ingot fleet add`, `remove`, `list` and `group`: the devices of the inventory.

import {
  DEFAULT_CHANNEL,
  DEFAULT_GROUP,
  deviceIn,
  type FleetDevice,
  groupIn,
  type Inventory,
  nameOf,
  OWN_INDEXES,
  withDevice,
  withGroup,
} from "../../fleet/inventory.ts";
import { lookAt } from "../../fleet/look.ts";
import { requireBoard } from "../choose-target.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { type CommandArguments, textOption } from "./command.ts";
import { deviceAddress } from "./device-address.ts";
import { chosenDevices, columns, keepInventory, openInventory, requireWords, say } from "./fleet-output.ts";

export async function add(args: CommandArguments, words: readonly string[]): Promise<number> {
  requireWords(words, "add ID --board BOARD --address ADDRESS", 1, 1);
  const id = nameOf("a device", words[0]!);
  const { file, inventory } = openInventory(args, true);
  const before = inventory.devices.find((device) => device.id === id);
  const address = textOption(args, "address") ?? before?.address;
  const name = textOption(args, "name") ?? before?.name;
  const group = textOption(args, "group") ?? before?.group ?? DEFAULT_GROUP;
  groupIn(inventory, group);
  const board = await boardOf(id, textOption(args, "board") ?? before?.board, address);
  const device: FleetDevice = {
    id,
    board,
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    group,
    ...(before?.seen === undefined ? {} : { seen: before.seen }),
  };
  keepInventory(file, withDevice(inventory, device));
  say(
    args,
    { event: before === undefined ? "added" : "changed", ...device },
    `${id}: ${board}, group ${group}`,
  );
  return 0;
}

/** The board that was said; else what the device itself says. Throws E3005, E0003 or E6010. */
async function boardOf(id: string, said: string | undefined, address: string | undefined): Promise<string> {
  if (address !== undefined) deviceAddress(address);
  if (said !== undefined) {
    requireBoard(said);
    return said;
  }
  if (address === undefined) {
    throw usageProblem(
      "E0003",
      `what board ${id} is was not said`,
      "add --board NAME, or --address ADDRESS to ask it",
    );
  }
  const look = await lookAt(deviceAddress(address));
  if (look !== undefined && look.board !== "") return look.board;
  throw problem(
    "E6010",
    look === undefined ? `${id} does not answer at ${address}` : `${id} does not say what board it is`,
    "add --board NAME to note it without asking",
  );
}

export function remove(args: CommandArguments, words: readonly string[]): number {
  requireWords(words, "remove ID...", 1);
  const { file, inventory } = openInventory(args);
  for (const id of words) deviceIn(inventory, id);
  keepInventory(file, { ...inventory, devices: inventory.devices.filter(({ id }) => !words.includes(id)) });
  for (const id of words) say(args, { event: "removed", id }, `${id} is not in the inventory any more`);
  return 0;
}

export function list(args: CommandArguments, words: readonly string[]): number {
  requireWords(words, "list [--group GROUP]", 0, 0);
  const { inventory } = openInventory(args);
  const devices = chosenDevices(args, inventory, groupIn);
  if (args.values.json === true) {
    for (const device of devices) say(args, device, "");
    return 0;
  }
  const rows = devices.map(({ id, board, group, address, name, seen }) => [
    id,
    board,
    group,
    address ?? "-",
    seen === undefined ? "never seen" : `${seen.version} at ${seen.at.slice(0, 16).replace("T", " ")}`,
    name ?? "",
  ]);
  for (const line of columns([["ID", "BOARD", "GROUP", "ADDRESS", "SEEN", "NAME"], ...rows])) {
    process.stdout.write(`${line}\n`);
  }
  return 0;
}

export function group(args: CommandArguments, words: readonly string[]): number {
  requireWords(words, "group GROUP [ID...]", 1);
  const [given, ...ids] = words;
  const name = nameOf("a group", given!);
  if (name === OWN_INDEXES || name.includes(":")) {
    throw usageProblem("E0002", `"${name}" cannot name a group`, "it begins names of files: choose another");
  }
  const { file, inventory } = openInventory(args, true);
  const isNew = inventory.groups[name] === undefined;
  let next: Inventory = isNew
    ? withGroup(inventory, name, { channel: DEFAULT_CHANNEL, percent: 100 })
    : inventory;
  for (const id of ids) next = withDevice(next, { ...deviceIn(inventory, id), group: name });
  if (isNew || ids.length > 0) keepInventory(file, next);
  const members = next.devices.filter((device) => device.group === name).map(({ id }) => id);
  const { channel, percent } = next.groups[name]!;
  say(
    args,
    { event: "group", group: name, channel, percent, devices: members },
    `${name}: channel ${channel}, ${percent} % of ${members.length} devices${members.length > 0 ? `: ${members.join(", ")}` : ""}`,
  );
  return 0;
}
