// The inventory of a fleet: which devices there are, in which groups, what each group follows, and what was released.
//
// One JSON file, meant to be read and kept under version control. Every change writes it whole. What a word may be
// is decided here; what is done with devices is elsewhere.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { problem, usageProblem } from "../sdk/diagnostics/diagnostic.ts";

export const INVENTORY_FILE = "ingot-fleet.json";
const FORMAT = "ingot-fleet 1";
export const DEFAULT_GROUP = "default";
export const DEFAULT_CHANNEL = "stable";
/** Group names are beginnings of file names; this one is the folder of the devices' own indexes. */
export const OWN_INDEXES = "device";

/** What a device said of itself when it last answered. */
export interface Seen {
  /** Date and time, ISO 8601. */
  readonly at: string;
  /** Of the image that runs, as in "2.0.0+0". */
  readonly version: string;
  /** SHA-256 of the image that runs, 64 hexadecimal digits. */
  readonly hash: string;
  readonly confirmed: boolean;
}

export interface FleetDevice {
  /** Names it for good: percentages are counted by it, so it is what the device gives to `pollUpdates` as `device`. */
  readonly id: string;
  readonly board: string;
  /** For people. */
  readonly name?: string;
  /** Where it listens for SMP: a host, with or without a port. */
  readonly address?: string;
  readonly group: string;
  readonly seen?: Seen;
}

export interface FleetGroup {
  /** The channel whose releases it gets. */
  readonly channel: string;
  /** Of its devices, 0 to 100. */
  readonly percent: number;
}

export interface Release {
  /** The image's file in the published folder. */
  readonly image: string;
  readonly version: string;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

/** Channel, then board. */
export type Releases = Readonly<Record<string, Readonly<Record<string, Release>>>>;

export interface Inventory {
  /** Where indexes and images are published; relative to the folder that holds the inventory. */
  readonly folder: string;
  /** Whether each device has an index of its own, by which it follows when it is moved to another group. */
  readonly perDevice: boolean;
  readonly devices: readonly FleetDevice[];
  readonly groups: Readonly<Record<string, FleetGroup>>;
  readonly releases: Releases;
  /** The last sequence number of each index: also when the published folder is lost, no older one comes after it. */
  readonly sequences: Readonly<Record<string, number>>;
}

export const EMPTY: Inventory = {
  folder: "www",
  perDevice: false,
  devices: [],
  groups: { [DEFAULT_GROUP]: { channel: DEFAULT_CHANNEL, percent: 100 } },
  releases: {},
  sequences: {},
};

/** A word that names a device, group or channel. Throws IngotError E0002, exit code 2; `what` is as in "a group". */
export function nameOf(what: string, word: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._:-]{0,62}$/.test(word)) return word;
  throw usageProblem(
    "E0002",
    `"${word}" cannot name ${what}`,
    "use letters, digits, dots, colons and hyphens, at most 63",
  );
}

/** Reads the inventory in `file`; an empty one when there is no such file and `isNew` says that it may be made. */
export function loadInventory(file: string, isNew = false): Inventory {
  if (!existsSync(file)) {
    if (isNew) return EMPTY;
    throw problem(
      "E6014",
      `there is no inventory ${file}`,
      "`ingot fleet add` or `ingot fleet discover --add` starts one; --file names another",
    );
  }
  try {
    return inventoryIn(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw problem("E6014", `this is no inventory of a fleet: ${why}`, "mend it, or take it from a backup", {
      file,
    });
  }
}

/** Writes the inventory as a whole. */
export function saveInventory(file: string, inventory: Inventory): void {
  const devices = [...inventory.devices].sort((a, b) => (a.id < b.id ? -1 : 1));
  const text = JSON.stringify({ format: FORMAT, ...inventory, devices }, null, 2);
  writeFileSync(`${file}.new`, `${text}\n`);
  renameSync(`${file}.new`, file);
}

/** The device `id`. Throws IngotError E6015. */
export function deviceIn(inventory: Inventory, id: string): FleetDevice {
  const device = inventory.devices.find((candidate) => candidate.id === id);
  if (device !== undefined) return device;
  throw problem("E6015", `there is no device ${id} in the inventory`, "`ingot fleet list` shows them");
}

/** The group `name`. Throws IngotError E6015. */
export function groupIn(inventory: Inventory, name: string): FleetGroup {
  const group = inventory.groups[name];
  if (group !== undefined) return group;
  const known = Object.keys(inventory.groups).join(", ");
  throw problem(
    "E6015",
    `there is no group ${name}`,
    `\`ingot fleet group ${name}\` makes it; there is ${known}`,
  );
}

/** The inventory with `device` in place of the one with its id, or added. */
export function withDevice(inventory: Inventory, device: FleetDevice): Inventory {
  const others = inventory.devices.filter(({ id }) => id !== device.id);
  return { ...inventory, devices: [...others, device] };
}

/** The inventory with `group` under `name`. */
export function withGroup(inventory: Inventory, name: string, group: FleetGroup): Inventory {
  return { ...inventory, groups: { ...inventory.groups, [name]: group } };
}

/** Throws an Error that says what is wrong; a file that a person has edited may have anything in it. */
function inventoryIn(value: unknown): Inventory {
  const fields = objectIn(value, "it");
  if (fields.format !== FORMAT) throw new Error(`its format is not "${FORMAT}"`);
  const groups: Record<string, FleetGroup> = {};
  for (const [name, group] of Object.entries(objectIn(fields.groups, '"groups"'))) {
    const { channel, percent } = objectIn(group, `group ${name}`);
    const isPercent =
      typeof percent === "number" && Number.isInteger(percent) && percent >= 0 && percent <= 100;
    if (typeof channel !== "string" || !isPercent) throw new Error(`group ${name} lacks channel or percent`);
    groups[name] = { channel, percent };
  }
  if (!Array.isArray(fields.devices)) throw new Error('"devices" is no list');
  const devices = fields.devices.map((entry) => deviceOf(entry, groups));
  const twice = devices.find(({ id }, i) => devices.findIndex((other) => other.id === id) !== i);
  if (twice !== undefined) throw new Error(`device ${twice.id} is there twice`);
  return {
    folder: typeof fields.folder === "string" ? fields.folder : EMPTY.folder,
    perDevice: fields.perDevice === true,
    devices,
    groups,
    releases: releasesIn(fields.releases),
    sequences: sequencesIn(fields.sequences),
  };
}

function deviceOf(value: unknown, groups: Inventory["groups"]): FleetDevice {
  const { id, board, name, address, group, seen } = objectIn(value, "a device");
  if (typeof id !== "string" || typeof board !== "string") throw new Error("a device lacks id or board");
  if (typeof group !== "string" || !(group in groups))
    throw new Error(`device ${id} is in no group that exists`);
  return {
    id,
    board,
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof address === "string" ? { address } : {}),
    group,
    ...(seen === undefined ? {} : { seen: seenOf(seen, id) }),
  };
}

function seenOf(value: unknown, id: string): Seen {
  const { at, version, hash, confirmed } = objectIn(value, `"seen" of ${id}`);
  if (typeof at !== "string" || typeof version !== "string" || typeof hash !== "string")
    throw new Error(`"seen" of ${id} lacks at, version or hash`);
  return { at, version, hash, confirmed: confirmed === true };
}

function releasesIn(value: unknown): Releases {
  const releases: Record<string, Record<string, Release>> = {};
  for (const [channel, boards] of Object.entries(objectIn(value ?? {}, '"releases"'))) {
    releases[channel] = {};
    for (const [board, release] of Object.entries(objectIn(boards, `channel ${channel}`))) {
      const { image, version, hash } = objectIn(release, `the release of ${channel} for ${board}`);
      if (typeof image !== "string" || typeof version !== "string" || typeof hash !== "string")
        throw new Error(`the release of ${channel} for ${board} lacks image, version or hash`);
      releases[channel][board] = { image, version, hash };
    }
  }
  return releases;
}

function sequencesIn(value: unknown): Record<string, number> {
  const sequences: Record<string, number> = {};
  for (const [name, last] of Object.entries(objectIn(value ?? {}, '"sequences"'))) {
    if (typeof last !== "number") throw new Error(`the sequence of ${name} is no number`);
    sequences[name] = last;
  }
  return sequences;
}

function objectIn(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${what} is no object`);
}
