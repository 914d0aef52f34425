// The disks of macOS and Windows, from texts as their commands write them: which may be offered, which never.

import { describe, expect, it } from "vitest";
import { candidateDisks } from "../flash.ts";
import { listMacDisks } from "./macos.ts";
import { parsePlist } from "./plist.ts";
import { isSystemDisk } from "./refusals.ts";
import { listWindowsDisks } from "./windows.ts";

const plist = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x.dtd">\n<plist version="1.0">\n${body}\n</plist>\n`;
const dict = (entries: Record<string, string>): string =>
  `<dict>\n${Object.entries(entries)
    .map(([key, value]) => `<key>${key}</key>\n${value}\n`)
    .join("")}</dict>`;
const string = (text: string): string => `<string>${text}</string>`;
const array = (...items: string[]): string =>
  items.length === 0 ? "<array/>" : `<array>${items.join("\n")}</array>`;

/** A Mac with its own disk, whose APFS container is disk3, and a card of two partitions in a reader. */
const MAC: Record<string, string> = {
  "list -plist": plist(
    dict({
      AllDisksAndPartitions: array(
        dict({
          DeviceIdentifier: string("disk0"),
          Partitions: array(dict({ DeviceIdentifier: string("disk0s2"), Size: "<integer>1</integer>" })),
        }),
        dict({
          APFSPhysicalStores: array(dict({ DeviceIdentifier: string("disk0s2") })),
          APFSVolumes: array(dict({ DeviceIdentifier: string("disk3s1"), MountPoint: string("/") })),
          DeviceIdentifier: string("disk3"),
        }),
        dict({
          DeviceIdentifier: string("disk4"),
          Partitions: array(
            dict({ DeviceIdentifier: string("disk4s1"), MountPoint: string("/Volumes/A &amp; B") }),
            dict({ DeviceIdentifier: string("disk4s2") }),
          ),
        }),
      ),
    }),
  ),
  "info -plist disk0": plist(
    dict({
      TotalSize: "<integer>500277792768</integer>",
      Internal: "<true/>",
      MediaName: string("APPLE SSD"),
    }),
  ),
  "info -plist disk4": plist(
    dict({
      TotalSize: "<integer>15931539456</integer>",
      Internal: "<true/>",
      RemovableMedia: "<true/>",
      WritableMedia: "<true/>",
      MediaName: string("SD Card Reader"),
    }),
  ),
};

describe("macOS", () => {
  const disks = listMacDisks((...words) => MAC[words.join(" ")]!);

  it("a card is offered, with what is mounted from it", () => {
    const [card, ...more] = candidateDisks(disks);
    expect(more).toEqual([]);
    expect(card).toMatchObject({ name: "disk4", path: "/dev/disk4", sizeBytes: 15_931_539_456 });
    expect(card!.uses).toEqual([{ kind: "mount", device: "disk4s1", mountPoint: "/Volumes/A & B" }]);
    expect(card!.partitions).toHaveLength(2);
  });

  it("the disk that the system runs from is one, though its volumes are another's", () => {
    expect(disks.map((d) => d.name)).toEqual(["disk0", "disk4"]);
    expect(isSystemDisk(disks[0]!)).toBe(true);
    expect(isSystemDisk(disks[1]!)).toBe(false);
  });

  it("property lists: every kind of value, and what is none", () => {
    const text = plist(
      dict({ a: "<real>1.5</real>", b: array(), c: "<false/>", d: "<string></string>", e: "<dict/>" }),
    );
    expect(parsePlist(text)).toEqual({ a: 1.5, b: [], c: false, d: "", e: {} });
    expect(() => parsePlist(plist("<dict><key>a</key>"))).toThrow(/close|value|early/);
    expect(() => parsePlist("")).toThrow("ends early");
  });
});

const DISK = { FriendlyName: "Samsung SSD ", Size: 512e9, Bus: "NVMe", IsReadOnly: false };
const CARD = { Number: 1, FriendlyName: "Generic MassStorage", Size: 16e9, Bus: "USB", IsReadOnly: false };

/** Disks and partitions as ConvertTo-Json writes them: one without a list, none as nothing. */
function windows(disks: object[], partitions: object[]) {
  const json = (all: object[]) => (all.length === 0 ? "" : JSON.stringify(all.length === 1 ? all[0] : all));
  return listWindowsDisks((command) => json(command.startsWith("Get-Disk") ? disks : partitions));
}

describe("Windows", () => {
  const disks = windows(
    [
      { ...CARD, IsSystem: false, IsBoot: false },
      { ...DISK, Number: 0, IsSystem: true, IsBoot: true },
    ],
    [
      { DiskNumber: 0, PartitionNumber: 1, Letter: "\0" },
      { DiskNumber: 1, PartitionNumber: 1, Letter: "E" },
    ],
  );

  it("a card is offered, with its drive letter", () => {
    const [card, ...more] = candidateDisks(disks);
    expect(more).toEqual([]);
    expect(card).toMatchObject({ name: "PhysicalDrive1", path: "\\\\.\\PhysicalDrive1", sizeBytes: 16e9 });
    expect(card!.uses).toEqual([{ kind: "mount", device: "PhysicalDrive1 partition 1", mountPoint: "E:" }]);
  });

  it("the disk that Windows started from is a system disk, with or without letters", () => {
    expect(disks.map((d) => d.name)).toEqual(["PhysicalDrive0", "PhysicalDrive1"]);
    expect(isSystemDisk(disks[0]!)).toBe(true);
  });

  it("one disk without partitions, and none", () => {
    expect(windows([{ ...CARD, IsSystem: false, IsBoot: false }], [])).toHaveLength(1);
    expect(windows([], [])).toEqual([]);
  });
});
