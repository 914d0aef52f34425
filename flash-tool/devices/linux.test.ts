// The listing of disks, on made-up sysfs trees and on the machine that runs the test.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { candidateDisks } from "../flash.ts";
import { isSameDisk } from "./disk.ts";
import { listDisks } from "./linux.ts";
import { parseMountinfo, parseSwaps } from "./mounts.ts";
import { isSystemDisk, refusals } from "./refusals.ts";
import { writeSystemExample } from "./sysfs-example.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-sysfs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const GIB_SECTORS = 2 ** 21;
const roots = writeSystemExample(
  folder,
  [
    {
      // A laptop's disk: boot partition, and an encrypted one that carries the system and swap through LVM.
      name: "nvme0n1",
      files: {
        dev: "259:0",
        size: String(512 * GIB_SECTORS),
        removable: "0",
        ro: "0",
        diskseq: "1",
        "device/model": "ACME NVMe 512   ",
        "nvme0n1p1/partition": "1",
        "nvme0n1p1/dev": "259:1",
        "nvme0n1p2/partition": "2",
        "nvme0n1p2/dev": "259:2",
      },
      holders: { holders: [], "nvme0n1p2/holders": ["dm-0"] },
    },
    {
      name: "dm-0",
      virtual: true,
      files: { dev: "253:0", size: "1000", removable: "0", ro: "0", "dm/name": "crypt" },
      holders: { holders: ["dm-1", "dm-2"] },
    },
    {
      name: "dm-1",
      virtual: true,
      files: { dev: "253:1", size: "500", removable: "0", ro: "0", "dm/name": "vg-root" },
    },
    {
      name: "dm-2",
      virtual: true,
      files: { dev: "253:2", size: "500", removable: "0", ro: "0", "dm/name": "vg-swap" },
    },
    {
      name: "mmcblk0",
      files: {
        dev: "179:0",
        size: String(15 * GIB_SECTORS),
        removable: "0",
        ro: "0",
        diskseq: "9",
        "device/type": "SD",
        "device/name": "SU16G",
      },
    },
    {
      name: "sdb",
      files: {
        dev: "8:16",
        size: String(8 * GIB_SECTORS),
        removable: "1",
        ro: "1",
        "device/vendor": "Generic ",
        "device/model": "SD/MMC          ",
        "sdb1/partition": "1",
        "sdb1/dev": "8:17",
      },
    },
    { name: "sdc", files: { dev: "8:32", size: "0", removable: "1", ro: "0" } },
    // A btrfs disk: the mount table has an anonymous device number and only the path tells.
    { name: "sdd", files: { dev: "8:48", size: String(GIB_SECTORS), removable: "1", ro: "0" } },
  ],
  [
    "22 1 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw",
    "30 22 259:1 / /boot rw shared:2 master:3 - ext4 /dev/nvme0n1p1 rw",
    "31 22 8:17 / /media/ann/SD\\040CARD rw - vfat /dev/sdb1 rw",
    "32 22 0:45 /@ /srv/data rw - btrfs /dev/sdd rw",
    "33 22 0:46 / /run rw - tmpfs tmpfs rw",
    "not a line of this file",
  ],
  ["/dev/dm-2"],
);
const disks = listDisks(roots);
const named = (name: string) => disks.find((disk) => disk.name === name)!;

test("a disk has path, number, size, model, medium and partitions", () => {
  expect(named("sdb")).toMatchObject({
    path: "/dev/sdb",
    devNumber: "8:16",
    sizeBytes: 8 * 2 ** 30,
    model: "Generic SD/MMC",
    removable: true,
    readOnly: true,
    virtual: false,
    partitions: [{ name: "sdb1", devNumber: "8:17" }],
  });
  expect(named("dm-0").virtual).toBe(true);
  expect(named("mmcblk0").diskSequence).toBe("9");
  expect("diskSequence" in named("sdb")).toBe(false);
});

test("a card in a built-in slot counts as removable although the kernel does not say so", () => {
  expect(named("mmcblk0").removable).toBe(true);
  expect(named("nvme0n1").removable).toBe(false);
});

test("a mount is found through encryption and LVM down to the disk below", () => {
  expect(named("nvme0n1").uses).toEqual([
    { kind: "mount", device: "nvme0n1p1", mountPoint: "/boot" },
    { kind: "holder", device: "nvme0n1p2", holder: "dm-0" },
    { kind: "holder", device: "dm-0", holder: "dm-1" },
    { kind: "mount", device: "dm-1", mountPoint: "/" },
    { kind: "holder", device: "dm-0", holder: "dm-2" },
    { kind: "swap", device: "dm-2" },
  ]);
  expect(isSystemDisk(named("nvme0n1"))).toBe(true);
});

test("a mount point with a blank is read, and a mount of btrfs is found by its path", () => {
  expect(named("sdb").uses).toEqual([{ kind: "mount", device: "sdb1", mountPoint: "/media/ann/SD CARD" }]);
  expect(named("sdd").uses).toEqual([{ kind: "mount", device: "sdd", mountPoint: "/srv/data" }]);
  expect(isSystemDisk(named("sdd"))).toBe(false);
});

test("removable disks with a medium are offered, the others not", () => {
  expect(candidateDisks(disks).map((disk) => disk.name)).toEqual(["mmcblk0", "sdb", "sdd"]);
});

test("another medium in the same reader is another disk", () => {
  const card = named("mmcblk0");
  expect(isSameDisk(card, { ...card })).toBe(true);
  expect(isSameDisk(card, { ...card, diskSequence: "10" })).toBe(false);
  expect(isSameDisk(card, { ...card, sizeBytes: card.sizeBytes + 512 })).toBe(false);
  expect(isSameDisk(card, { ...card, devNumber: "179:8" })).toBe(false);
  expect(isSameDisk(card, { ...card, model: "SU32G" })).toBe(false);
});

test("mountinfo and swaps are read as proc(5) describes them", () => {
  expect(parseMountinfo("1 2 8:1 / /a\\134b rw a:1 b:2 - ext4 /dev/sda1 rw\n")).toEqual([
    { devNumber: "8:1", mountPoint: "/a\\b", source: "/dev/sda1" },
  ]);
  expect(parseMountinfo("")).toEqual([]);
  expect(parseSwaps("Filename Type\n/dev/sda2 partition 1 2 3\n/swap\\040file file 1 2 3\n")).toEqual([
    "/dev/sda2",
    "/swap file",
  ]);
  expect(parseSwaps("")).toEqual([]);
});

const onLinux = process.platform === "linux";
const rootDisk = onLinux
  ? listDisks().find((d) => d.uses.some((u) => u.kind === "mount" && u.mountPoint === "/"))
  : undefined;
if (rootDisk === undefined) console.log("skipped: the disk behind / of this machine (none is visible here)");

test.skipIf(rootDisk === undefined)(
  "the disk behind / of this machine is refused, with every flag there is",
  () => {
    const target = { kind: "disk", path: rootDisk!.path, disk: rootDisk! } as const;
    const allow = { fixed: true, large: true, file: true };
    const codes = refusals(target, { path: "/x.img", sizeBytes: 4096 }, allow).map((d) => d.code);
    expect(codes).toContain("E5010");
  },
);
