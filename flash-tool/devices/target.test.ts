// Paths become targets: what a path on this machine is taken for.

import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeMbr } from "../../sdk/image/mbr.ts";
import type { Disk } from "./disk.ts";
import { listDisks } from "./linux.ts";
import { devNumberOf, resolveTarget } from "./target.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingot-target-")));
afterAll(() => rmSync(folder, { recursive: true }));

test("a path that does not exist is a new file, but never one in /dev or in a missing folder", () => {
  expect(resolveTarget(join(folder, "new.img"), [])).toMatchObject({ kind: "file", sizeBytes: undefined });
  expect(resolveTarget("/dev/ingot-no-such-card", [])).toMatchObject({ kind: "missing" });
  expect(resolveTarget("/dev/shm/ingot.img", [])).toMatchObject({ kind: "missing" });
  expect(resolveTarget(join(folder, "no/new.img"), [])).toMatchObject({ kind: "missing" });
});

test("an existing file looks like an image when it is empty or starts with a partition table", () => {
  const put = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return resolveTarget(join(folder, name), []);
  };
  expect(put("empty", new Uint8Array(0))).toMatchObject({ looksLikeImage: true, sizeBytes: 0 });
  expect(put("mbr", writeMbr([], 1))).toMatchObject({ looksLikeImage: true, sizeBytes: 512 });
  expect(put("letter.txt", Buffer.from("Dear Ann,\n"))).toMatchObject({ looksLikeImage: false });
  expect(put("zeros", new Uint8Array(4096))).toMatchObject({ looksLikeImage: false });
});

test("links are followed, so that a refusal speaks about the real thing", () => {
  writeFileSync(join(folder, "real.img"), "");
  symlinkSync("real.img", join(folder, "link.img"));
  expect(resolveTarget(join(folder, "link.img"), []).path).toBe(join(folder, "real.img"));
});

test("a file that is attached to a loop device is known as such", () => {
  const path = join(folder, "attached.img");
  writeFileSync(path, "");
  const loop = { name: "loop5", model: path } as Disk;
  expect(resolveTarget(path, [loop])).toMatchObject({ kind: "file", loops: ["loop5"] });
});

test("a folder and a character device are told apart from files", () => {
  expect(resolveTarget(folder, []).kind).toBe("folder");
  expect(resolveTarget("/dev/null", []).kind).toBe("other");
});

test("device numbers are taken apart as the C library does it", () => {
  expect(devNumberOf(0x0810)).toBe("8:16");
  expect(devNumberOf(0xfe00)).toBe("254:0");
  expect(devNumberOf(0x10_3_00)).toBe("259:0");
  expect(devNumberOf(0x100_8_05)).toBe("8:261");
});

const anyDisk = process.platform === "linux" ? listDisks().find((disk) => resolves(disk.path)) : undefined;
if (anyDisk === undefined) console.log("skipped: a block device of this machine (none is visible here)");

test.skipIf(anyDisk === undefined)(
  "a block device of this machine is found in the listing by its number",
  () => {
    expect(resolveTarget(anyDisk!.path, listDisks())).toMatchObject({
      kind: "disk",
      disk: { name: anyDisk!.name },
    });
  },
);

function resolves(path: string): boolean {
  return resolveTarget(path, []).kind === "other";
}
