// What may not be written, as a table: one fault at a time on a card that is otherwise fine.

import { expect, test } from "vitest";
import type { Disk } from "./disk.ts";
import { describeDisk, formatBytes } from "./disk.ts";
import { type Allowances, LARGEST_CARD_BYTES, readRefusals, refusals } from "./refusals.ts";
import type { Target } from "./target.ts";

const image = { path: "/build/app.img", sizeBytes: 64 << 20 };
const card: Disk = {
  name: "sdb",
  path: "/dev/sdb",
  devNumber: "8:16",
  sizeBytes: 8 * 2 ** 30,
  model: "Generic SD/MMC",
  removable: true,
  readOnly: false,
  virtual: false,
  partitions: [{ name: "sdb1", devNumber: "8:17" }],
  uses: [],
};
const everything: Allowances = { fixed: true, large: true, file: true };
const disk = (change: Partial<Disk>): Target => ({
  kind: "disk",
  path: "/dev/sdb",
  disk: { ...card, ...change },
});
const file = (change: Partial<Target & { kind: "file" }> = {}): Target => ({
  kind: "file",
  path: "/build/copy.img",
  sizeBytes: undefined,
  looksLikeImage: true,
  loops: [],
  ...change,
});
const codes = (target: Target, allow: Allowances = {}) => refusals(target, image, allow).map((d) => d.code);

test("an idle removable card, and a new file, may be written", () => {
  expect(codes(disk({}))).toEqual([]);
  expect(codes(file())).toEqual([]);
});

test.for([
  ["E5010", "mounted on /", disk({ uses: [{ kind: "mount", device: "sdb1", mountPoint: "/" }] })],
  ["E5010", "mounted on /boot", disk({ uses: [{ kind: "mount", device: "sdb1", mountPoint: "/boot" }] })],
  ["E5010", "mounted on /usr", disk({ uses: [{ kind: "mount", device: "dm-1", mountPoint: "/usr" }] })],
  ["E5010", "swap", disk({ uses: [{ kind: "swap", device: "sdb2" }] })],
  ["E5011", "mounted elsewhere", disk({ uses: [{ kind: "mount", device: "sdb1", mountPoint: "/media/x" }] })],
  ["E5012", "held by LVM", disk({ uses: [{ kind: "holder", device: "sdb1", holder: "dm-0" }] })],
  ["E5013", "write-protected", disk({ readOnly: true })],
  ["E5014", "too small", disk({ sizeBytes: (64 << 20) - 512 })],
  ["E5017", "empty reader", disk({ sizeBytes: 0 })],
  ["E5004", "a partition", { kind: "partition", path: "/dev/sdb1", disk: card } as Target],
  ["E5004", "a folder", { kind: "folder", path: "/tmp" } as Target],
  ["E5004", "a terminal", { kind: "other", path: "/dev/tty" } as Target],
  ["E5003", "nothing", { kind: "missing", path: "/dev/sdq", why: "there is no device sdq" } as Target],
  ["E5004", "the image itself", file({ path: image.path })],
  ["E5012", "a file behind a loop device", file({ loops: ["loop3"] })],
] as const)("%s: %s, and no flag overrules it", ([code, , target]) => {
  expect(codes(target)).toEqual([code]);
  expect(codes(target, everything)).toEqual([code]);
});

test.for([
  ["E5016", "not removable", disk({ removable: false }), { fixed: true }],
  ["E5015", "too large", disk({ sizeBytes: LARGEST_CARD_BYTES + 512 }), { large: true }],
  ["E5018", "a file that is no image", file({ sizeBytes: 9, looksLikeImage: false }), { file: true }],
] as const)("%s: %s, unless its own flag is given", ([code, , target, allow]) => {
  const others = Object.fromEntries(Object.entries(everything).filter(([flag]) => !(flag in allow)));
  expect(codes(target)).toEqual([code]);
  expect(codes(target, others)).toEqual([code]);
  expect(codes(target, allow)).toEqual([]);
});

test("every reason comes with a remedy, and several reasons come at once", () => {
  const bad = disk({
    removable: false,
    readOnly: true,
    uses: [{ kind: "mount", device: "sdb1", mountPoint: "/a b" }],
  });
  const found = refusals(bad, image);
  expect(found.map((d) => d.code)).toEqual(["E5013", "E5011", "E5016"]);
  for (const { remedy } of found) expect(remedy).toBeTruthy();
  expect(found[1]!.remedy).toBe("unmount it: sudo umount '/a b'");
});

test("for a comparison, a mounted or fixed disk is fine, but it must exist and be large enough", () => {
  const readCodes = (target: Target) => readRefusals(target, image).map((d) => d.code);
  const used = disk({
    removable: false,
    readOnly: true,
    uses: [{ kind: "mount", device: "sdb1", mountPoint: "/" }],
  });
  expect(readCodes(used)).toEqual([]);
  expect(readCodes(file({ sizeBytes: 64 << 20 }))).toEqual([]);
  expect(readCodes(disk({ sizeBytes: 512 }))).toEqual(["E5014"]);
  expect(readCodes(file({ sizeBytes: 512 }))).toEqual(["E5014"]);
  expect(readCodes(file())).toEqual(["E5003"]);
  expect(readCodes({ kind: "folder", path: "/tmp" })).toEqual(["E5004"]);
});

test("sizes and disks read as people write them", () => {
  expect([0, 512, 1024, 1536, 64 << 20, 15_931_539_456].map(formatBytes)).toEqual([
    "0 bytes",
    "512 bytes",
    "1 KiB",
    "1.5 KiB",
    "64 MiB",
    "14.8 GiB",
  ]);
  expect(describeDisk(card)).toBe("sdb (8 GiB, Generic SD/MMC)");
  expect(describeDisk({ ...card, model: "" })).toBe("sdb (8 GiB)");
});
