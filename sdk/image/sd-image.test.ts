// SD images: where the parts lie, what is refused, the partition table and block map as other tools see them.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { FIRST_PARTITION_SECTOR, PAYLOAD_SECTOR, SECTOR_BYTES } from "./layout.ts";
import { readMbr, writeMbr } from "./mbr.ts";
import { buildSdImage, checkExtents, type SdImageInput } from "./sd-image.ts";
import { mapSdImage, readBmap, writeBmap } from "./sd-image-bmap.ts";
import { bmapPath, writeSdImage } from "./sd-image-file.ts";
import { exampleSpl } from "./spl-example.ts";
import { parseUImage } from "./uimage.ts";

const MIB = 1 << 20;
const input: SdImageInput = {
  spl: exampleSpl(24_576),
  payload: Uint8Array.from({ length: 5000 }, (_, i) => (i < 4500 ? i & 0xff : 0)),
  loadAddress: 0x4200_0000,
  name: "porch-lamp",
};
const room = (FIRST_PARTITION_SECTOR - PAYLOAD_SECTOR) * SECTOR_BYTES - 64;

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof IngotError) return error.diagnostics[0]?.code;
    throw error;
  }
  return undefined;
}

function inTemporaryFolder(action: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "ingot-sd-"));
  try {
    action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("MBR, SPL and program lie at sectors 0, 16 and 80 of a 64 MiB image", () => {
  const { sizeBytes, extents } = buildSdImage(input);
  expect(sizeBytes).toBe(64 * MIB);
  expect(extents.map(({ what, offset }) => [what, offset / 512])).toEqual([
    ["mbr", 0],
    ["spl", 16],
    ["program", 80],
  ]);
  expect(extents[1]!.bytes).toEqual(input.spl);
  expect(parseUImage(extents[2]!.bytes)).toMatchObject({
    name: "porch-lamp",
    loadAddress: 0x4200_0000,
    data: input.payload,
  });
});

test("one data partition covers the image from 1 MiB to its end", () => {
  const { extents } = buildSdImage({ ...input, sizeBytes: 4 * MIB });
  expect(readMbr(extents[0]!.bytes)).toEqual([{ type: 0xda, firstSector: 2048, sectorCount: 6144 }]);
});

test("equal inputs give equal bytes, and another program another disk signature", () => {
  expect(buildSdImage(input)).toEqual(buildSdImage({ ...input }));
  const other = buildSdImage({ ...input, payload: new Uint8Array(5000) });
  expect(other.extents[0]!.bytes.slice(440, 444)).not.toEqual(
    buildSdImage(input).extents[0]!.bytes.slice(440, 444),
  );
});

test("a program may fill the space before the partition to the last byte", () => {
  const full = buildSdImage({ ...input, payload: new Uint8Array(room) });
  const last = full.extents.at(-1)!;
  expect(last.offset + last.bytes.length).toBe(MIB);
  expect(readMbr(full.extents[0]!.bytes)![0]!.firstSector).toBe(2048);
});

test("behind a longer program the partition begins at 4 MiB; one that does not end there is refused", () => {
  const longer = buildSdImage({ ...input, payload: new Uint8Array(room + 1) });
  expect(readMbr(longer.extents[0]!.bytes)).toEqual([
    { type: 0xda, firstSector: 8192, sectorCount: 131072 - 8192 },
  ]);
  const most = room + 3 * MIB;
  expect(buildSdImage({ ...input, payload: new Uint8Array(most) }).extents.at(-1)!.bytes.length).toBe(
    most + 64,
  );
  expect(codeOf(() => buildSdImage({ ...input, payload: new Uint8Array(most + 1) }))).toBe("E4004");
  const small = { ...input, sizeBytes: 4 * MIB, payload: new Uint8Array(room + 1) };
  expect(codeOf(() => buildSdImage(small))).toBe("E4004");
  expect(codeOf(() => buildSdImage({ ...input, payload: new Uint8Array(9 * MIB) }))).toBe("E4005");
});

test.for([
  [0x4000_0000, "the header would lie below DRAM"],
  [0x4fdf_ff00, "on the SPL's stack"],
  [0x4fe0_0000, "its header would lie on the SPL's stack"],
  [0x4200_0002, "not a multiple of 4"],
  [0x0000_0000, "SRAM"],
  [0x5fff_f000, "runs out of 512 MiB of DRAM"],
] as const)("load address 0x%x is refused: %s", ([loadAddress]) => {
  expect(codeOf(() => buildSdImage({ ...input, loadAddress }))).toBe("E4006");
});

test.for([0x4000_0040, 0x4200_0000, 0x4a00_0000, 0x4fe0_0040])(
  "load address 0x%x is accepted",
  (loadAddress) => {
    expect(codeOf(() => buildSdImage({ ...input, loadAddress }))).toBeUndefined();
  },
);

test("a board with more DRAM may load higher", () => {
  const high = { ...input, loadAddress: 0x6000_0000 };
  expect(codeOf(() => buildSdImage(high))).toBe("E4006");
  expect(codeOf(() => buildSdImage({ ...high, dramBytes: 1024 * MIB }))).toBeUndefined();
});

test.for([0, MIB, 3 * MIB, 64 * MIB + 1, -64, 1.5, Number.NaN])(
  "an image of %d bytes is refused",
  (sizeBytes) => {
    expect(codeOf(() => buildSdImage({ ...input, sizeBytes }))).toBe("E4008");
  },
);

test("parts that overlap or leave the image are refused", () => {
  expect(codeOf(() => buildSdImage({ ...input, spl: new Uint8Array(33_280) }))).toBe("E4007");
  const extent = { what: "spl", offset: 1000, bytes: new Uint8Array(100) } as const;
  expect(codeOf(() => checkExtents([extent], 1100))).toBeUndefined();
  expect(codeOf(() => checkExtents([extent], 1099))).toBe("E4007");
});

test("an MBR has room for four partitions and says so", () => {
  const partition = { type: 0xda, firstSector: 2048, sectorCount: 1 };
  expect(readMbr(writeMbr([partition, partition, partition, partition], 0))?.length).toBe(4);
  expect(() =>
    writeMbr(
      Array.from({ length: 5 }, () => partition),
      0,
    ),
  ).toThrow(RangeError);
  expect(readMbr(new Uint8Array(512))).toBeNull();
});

test("the block map covers exactly the blocks that hold a part, with the hashes of the file's bytes", () => {
  inTemporaryFolder((folder) => {
    const path = join(folder, "x.img");
    writeSdImage(path, buildSdImage(input));
    const file = readFileSync(path);
    const map = readBmap(readFileSync(bmapPath(path), "utf8"), "x.img.bmap");
    expect(map.imageBytes).toBe(file.length);
    // MBR in block 0; SPL of 24 KiB in blocks 2..7; program of 5064 bytes in blocks 10 and 11.
    expect(map.ranges.map(({ offset, length }) => [offset / 4096, length / 4096])).toEqual([
      [0, 1],
      [2, 6],
      [10, 2],
    ]);
    for (const { offset, length, sha256 } of map.ranges) {
      expect(
        createHash("sha256")
          .update(file.subarray(offset, offset + length))
          .digest("hex"),
      ).toBe(sha256);
    }
  });
});

test("a block map that was changed, cut or made for older tools is refused", () => {
  const text = writeBmap(mapSdImage(buildSdImage(input)));
  expect(readBmap(text, "b").ranges.length).toBe(3);
  for (const bad of [
    text.replace(" 0 </Range>", " 1 </Range>"),
    text.replace(/<Range.*\n/, ""),
    text.replace('version="2.0"', 'version="1.4"'),
    text.slice(0, 200),
    "",
  ]) {
    expect(codeOf(() => readBmap(bad, "b"))).toBe("E4010");
  }
});

test("the image file has the parts at their bytes, takes little room, and is the same every time", () => {
  inTemporaryFolder((folder) => {
    const image = buildSdImage(input);
    writeSdImage(join(folder, "a.img"), image);
    writeSdImage(join(folder, "b.img"), image);
    const file = readFileSync(join(folder, "a.img"));
    expect(file.length).toBe(64 * MIB);
    for (const { offset, bytes } of image.extents) {
      expect(Buffer.compare(file.subarray(offset, offset + bytes.length), bytes)).toBe(0);
    }
    expect(statSync(join(folder, "a.img")).blocks * 512).toBeLessThan(MIB);
    expect(Buffer.compare(file, readFileSync(join(folder, "b.img")))).toBe(0);
    expect(readFileSync(join(folder, "a.img.bmap"))).toEqual(readFileSync(join(folder, "b.img.bmap")));
  });
});

test("a folder that does not exist is reported, and nothing half-written stays behind", () => {
  inTemporaryFolder((folder) => {
    expect(codeOf(() => writeSdImage(join(folder, "no", "x.img"), buildSdImage(input)))).toBe("E4009");
    expect(existsSync(join(folder, "no"))).toBe(false);
  });
});

const sfdisk = spawnSync("sfdisk", ["--version"]).status === 0;
if (!sfdisk) console.log("skipped: the partition table as sfdisk reads it (no sfdisk on this machine)");

test.skipIf(!sfdisk)("sfdisk reads the partition table as we mean it", () => {
  inTemporaryFolder((folder) => {
    const path = join(folder, "x.img");
    writeSdImage(path, buildSdImage(input));
    const { stdout, stderr } = spawnSync("sfdisk", ["--json", path], { encoding: "utf8" });
    expect(stderr).toBe("");
    const table = (JSON.parse(stdout) as { partitiontable: { label: string; partitions: unknown[] } })
      .partitiontable;
    expect(table.label).toBe("dos");
    expect(table.partitions).toMatchObject([{ start: 2048, size: 129_024, type: "da" }]);
  });
});

const bmaptool = spawnSync("bmaptool", ["--version"]).status === 0;
if (!bmaptool) console.log("skipped: bmaptool as an independent writer (no bmap-tools on this machine)");

test.skipIf(!bmaptool)("bmaptool accepts the block map and copies the image", () => {
  inTemporaryFolder((folder) => {
    const path = join(folder, "x.img");
    writeSdImage(path, buildSdImage(input));
    const copy = join(folder, "copy.img");
    writeFileSync(copy, "");
    const { status, stderr } = spawnSync("bmaptool", ["copy", path, copy], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    expect(Buffer.compare(readFileSync(copy), readFileSync(path))).toBe(0);
  });
});
