// The disks of a Linux machine, read from sysfs and procfs: what they are and who uses them.
//
// Reads only; opens no device and needs no rights. A use is followed upwards through holders (a partition that
// carries LVM that carries /home), because the mount table only knows the top. Btrfs and ZFS do not show all
// their disks here; the exclusive open in write/open.ts catches those.

import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import type { Disk, Use } from "./disk.ts";
import { type Mount, parseMountinfo, parseSwaps } from "./mounts.ts";

/** Where to look. Tests pass a tree of their own. */
export interface LinuxRoots {
  readonly sys: string;
  readonly proc: string;
}

const SECTOR_BYTES = 512; // the unit of sysfs `size`, whatever the disk's own sectors are
const RUNNING_SYSTEM: LinuxRoots = { sys: "/sys", proc: "/proc" };

/** All block devices that are not partitions, in the order of their names. */
export function listDisks(roots: LinuxRoots = RUNNING_SYSTEM): Disk[] {
  const block = join(roots.sys, "block");
  const names = existsSync(block) ? readdirSync(block).sort() : [];
  const inUse: InUse = {
    mounts: parseMountinfo(readFileSync(join(roots.proc, "self/mountinfo"), "utf8")),
    swaps: parseSwaps(readText(join(roots.proc, "swaps"))),
  };
  return names.map((name) => readDisk(block, name, inUse));
}

interface InUse {
  readonly mounts: readonly Mount[];
  readonly swaps: readonly string[];
}

function readDisk(block: string, name: string, inUse: InUse): Disk {
  const folder = join(block, name);
  const diskSequence = readText(join(folder, "diskseq"));
  const partitions = partitionsOf(folder, name);
  return {
    name,
    path: `/dev/${name.replaceAll("!", "/")}`,
    devNumber: readText(join(folder, "dev")),
    ...(diskSequence === "" ? {} : { diskSequence }),
    sizeBytes: Number(readText(join(folder, "size"))) * SECTOR_BYTES,
    model: modelOf(folder),
    // The kernel calls a card in a built-in slot not removable; its type tells it from soldered eMMC.
    removable: readText(join(folder, "removable")) === "1" || readText(join(folder, "device/type")) === "SD",
    readOnly: readText(join(folder, "ro")) === "1",
    virtual: realpathSync(folder).includes("/devices/virtual/"),
    partitions: partitions.map((part) => ({ name: part, devNumber: readText(join(folder, part, "dev")) })),
    uses: [folder, ...partitions.map((part) => join(folder, part))].flatMap((f) =>
      usesOf(block, f, inUse, new Set()),
    ),
  };
}

function partitionsOf(folder: string, name: string): string[] {
  return readdirSync(folder)
    .filter((entry) => entry.startsWith(name) && existsSync(join(folder, entry, "partition")))
    .sort();
}

function modelOf(folder: string): string {
  const parts = ["device/vendor", "device/model", "device/name", "loop/backing_file"];
  return parts
    .map((part) => readText(join(folder, part)))
    .filter((text) => text !== "" && !text.startsWith("0x"))
    .join(" ");
}

/** Mounts and swap on the device at `folder`, and, through its holders, on what is built upon it. */
function usesOf(block: string, folder: string, inUse: InUse, seen: Set<string>): Use[] {
  const device = basename(folder);
  if (seen.has(device)) return [];
  seen.add(device);
  const devNumber = readText(join(folder, "dev"));
  const mapped = readText(join(folder, "dm/name"));
  const paths = [`/dev/${device.replaceAll("!", "/")}`, ...(mapped === "" ? [] : [`/dev/mapper/${mapped}`])];
  const uses: Use[] = [];
  for (const { devNumber: mounted, mountPoint, source } of inUse.mounts) {
    if (mounted === devNumber || paths.includes(source)) uses.push({ kind: "mount", device, mountPoint });
  }
  for (const swap of inUse.swaps) {
    if (paths.includes(swap)) uses.push({ kind: "swap", device });
  }
  for (const holder of readNames(join(folder, "holders"))) {
    uses.push({ kind: "holder", device, holder }, ...usesOf(block, join(block, holder), inUse, seen));
  }
  return uses;
}

function readNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The trimmed text of a file of one line, "" when there is no such file (many exist for some devices only). */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}
