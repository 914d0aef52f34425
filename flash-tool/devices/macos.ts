// The disks of a Mac, from what its own command says: `diskutil list -plist` and `diskutil info -plist DISK`.
//
// APFS volumes are shown as parts of a disk that macOS makes up; they count as uses of the disk that holds them. Written
// from the documentation of diskutil(8) and tested with texts, not on a Mac.

import { execFileSync } from "node:child_process";
import type { Disk, Use } from "./disk.ts";
import { type PlistValue, parsePlist } from "./plist.ts";

/** Runs diskutil with these words and gives its output. Tests pass their own. */
export type Diskutil = (...words: string[]) => string;

const realDiskutil: Diskutil = (...words) =>
  execFileSync("/usr/sbin/diskutil", words, { encoding: "utf8", timeout: 30_000 });

type Dict = { readonly [key: string]: PlistValue };

/** All whole disks, in diskutil's order. Throws what diskutil's failure throws. */
export function listMacDisks(diskutil: Diskutil = realDiskutil): Disk[] {
  const all = dicts(dict(parsePlist(diskutil("list", "-plist"))).AllDisksAndPartitions);
  const madeUp = all.filter((disk) => dicts(disk.APFSPhysicalStores).length > 0);
  return all
    .filter((disk) => !madeUp.includes(disk))
    .map((disk) => {
      const name = text(disk.DeviceIdentifier);
      const partitions = dicts(disk.Partitions).map((p) => text(p.DeviceIdentifier));
      const containers = madeUp.filter((m) =>
        dicts(m.APFSPhysicalStores).some((store) =>
          [name, ...partitions].includes(text(store.DeviceIdentifier)),
        ),
      );
      return readDisk(name, dict(parsePlist(diskutil("info", "-plist", name))), partitions, [
        ...mounts([disk, ...dicts(disk.Partitions)]),
        ...containers.flatMap((c) => [
          { kind: "holder", device: name, holder: text(c.DeviceIdentifier) } as const,
          ...mounts(dicts(c.APFSVolumes)),
        ]),
      ]);
    });
}

function readDisk(name: string, info: Dict, partitions: readonly string[], uses: readonly Use[]): Disk {
  return {
    name,
    path: `/dev/${name}`,
    // Names are given anew with every insertion, and numbers are nowhere in this output.
    devNumber: name,
    sizeBytes: number(info.TotalSize ?? info.Size),
    model: text(info.MediaName) || text(info.IORegistryEntryName),
    removable: info.RemovableMedia === true || info.Removable === true || info.Internal === false,
    readOnly: info.WritableMedia === false,
    virtual: info.VirtualOrPhysical === "Virtual",
    partitions: partitions.map((partition) => ({ name: partition, devNumber: partition })),
    uses,
  };
}

function mounts(parts: readonly Dict[]): Use[] {
  return parts
    .filter((part) => text(part.MountPoint) !== "")
    .map((part) => ({
      kind: "mount",
      device: text(part.DeviceIdentifier),
      mountPoint: text(part.MountPoint),
    }));
}

function dict(value: PlistValue | undefined): Dict {
  return typeof value === "object" && !Array.isArray(value) ? (value as Dict) : {};
}

function dicts(value: PlistValue | undefined): Dict[] {
  return Array.isArray(value) ? value.map(dict) : [];
}

function text(value: PlistValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function number(value: PlistValue | undefined): number {
  return typeof value === "number" ? value : 0;
}
