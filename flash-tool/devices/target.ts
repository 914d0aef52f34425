// Turns the path that the user gave into a target: a whole disk, a file, or something that cannot be one.
//
// Looks, but opens nothing for writing. Whether the target may be written is decided in refusals.ts.

import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { readMbr } from "../../sdk/image/mbr.ts";
import type { Disk } from "./disk.ts";

export type Target =
  | { readonly kind: "disk"; readonly path: string; readonly disk: Disk }
  | { readonly kind: "partition"; readonly path: string; readonly disk: Disk }
  | {
      readonly kind: "file";
      readonly path: string;
      /** Undefined when there is no file yet. */
      readonly sizeBytes: number | undefined;
      /** The file is empty or starts with a partition table. */
      readonly looksLikeImage: boolean;
      /** Loop devices that are attached to the file. */
      readonly loops: readonly string[];
    }
  | { readonly kind: "missing"; readonly path: string; readonly why: string }
  | { readonly kind: "folder" | "other"; readonly path: string };

/** What `given` is, with links followed. `disks` is a fresh listing of the machine's disks. */
export function resolveTarget(given: string, disks: readonly Disk[]): Target {
  const path = existsSync(given) ? realpathSync(given) : resolve(given);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return resolveNewFile(path);
  if (stat.isDirectory()) return { kind: "folder", path };
  if (stat.isFile()) {
    const loops = disks
      .filter((disk) => disk.name.startsWith("loop") && disk.model === path)
      .map((d) => d.name);
    return {
      kind: "file",
      path,
      sizeBytes: stat.size,
      looksLikeImage: stat.size === 0 || hasMbr(path),
      loops,
    };
  }
  if (!stat.isBlockDevice()) return { kind: "other", path };
  const devNumber = devNumberOf(stat.rdev);
  const disk = disks.find((candidate) => candidate.devNumber === devNumber);
  if (disk !== undefined) return { kind: "disk", path, disk };
  const parent = disks.find((candidate) => candidate.partitions.some((part) => part.devNumber === devNumber));
  return parent === undefined ? { kind: "other", path } : { kind: "partition", path, disk: parent };
}

function resolveNewFile(path: string): Target {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return { kind: "missing", path, why: `there is no folder ${folder}` };
  }
  // Creating a file there would fill the machine's memory and surprise whoever plugs in a card of that name.
  const real = realpathSync(folder);
  if (real === "/dev" || real.startsWith("/dev/")) {
    return { kind: "missing", path, why: `there is no device ${basename(path)}; is the card in the reader?` };
  }
  return { kind: "file", path, sizeBytes: undefined, looksLikeImage: true, loops: [] };
}

function hasMbr(path: string): boolean {
  const sector = new Uint8Array(512);
  try {
    const file = openSync(path, "r");
    try {
      return readSync(file, sector, 0, sector.length, 0) === sector.length && readMbr(sector) !== null;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** "major:minor" of a device number as stat(2) gives it on Linux (gnu_dev_major, gnu_dev_minor). */
export function devNumberOf(rdev: number): string {
  const bits = BigInt(rdev);
  const major = ((bits >> 8n) & 0xfffn) | ((bits >> 32n) & ~0xfffn);
  const minor = (bits & 0xffn) | ((bits >> 12n) & 0xffff_ff00n);
  return `${major}:${minor}`;
}
