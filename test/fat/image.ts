// FAT volumes for tests: made, written to files for other systems' programs, and checked by a walk of its own.
//
// The walk shares no code with runtime/fat, so that the two do not have the same mistakes.

import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Medium = Map<number, Uint8Array>;
const SECTOR = 512;

/** Fewest clusters, so that images are small: of one sector each. */
export const SECTORS = { 16: 4300, 32: 66_600 } as const;

function sectorWith(fields: [number, number, number][], text: [number, string][] = []): Uint8Array {
  const sector = new Uint8Array(SECTOR);
  const view = new DataView(sector.buffer);
  for (const [at, bytes, value] of fields) {
    if (bytes === 1) view.setUint8(at, value);
    else if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  for (const [at, words] of text) sector.set(new TextEncoder().encode(words), at);
  return sector;
}

/** An empty volume, as mkfs.vfat would make it. */
export function emptyVolume(bits: 16 | 32): Medium {
  const sectors = SECTORS[bits];
  const reserved = bits === 16 ? 1 : 32;
  const perFat = bits === 16 ? 17 : 518;
  const rootEntries = bits === 16 ? 64 : 0;
  const common: [number, number, number][] = [
    [0, 1, 0xeb],
    [1, 1, 0x58],
    [2, 1, 0x90],
    [11, 2, SECTOR],
    [13, 1, 1],
    [14, 2, reserved],
    [16, 1, 2],
    [17, 2, rootEntries],
    [19, 2, bits === 16 ? sectors : 0],
    [21, 1, 0xf8],
    [22, 2, bits === 16 ? perFat : 0],
    [24, 2, 32],
    [26, 2, 2],
    [32, 4, bits === 16 ? 0 : sectors],
    [510, 2, 0xaa55],
  ];
  const medium: Medium = new Map();
  const fatStart: [number, number, number][] =
    bits === 16
      ? [
          [0, 2, 0xfff8],
          [2, 2, 0xffff],
        ]
      : [
          [0, 4, 0x0ffffff8],
          [4, 4, 0x0fffffff],
          [8, 4, 0x0fffffff],
        ];
  if (bits === 16) {
    const own: [number, number, number][] = [
      [36, 1, 0x80],
      [38, 1, 0x29],
    ];
    medium.set(
      0,
      sectorWith(
        [...common, ...own],
        [
          [3, "INGOT   "],
          [43, "NO NAME    FAT16   "],
        ],
      ),
    );
  } else {
    const own: [number, number, number][] = [
      [36, 4, perFat],
      [44, 4, 2],
      [48, 2, 1],
      [50, 2, 6],
      [64, 1, 0x80],
      [66, 1, 0x29],
    ];
    const boot = sectorWith(
      [...common, ...own],
      [
        [3, "INGOT   "],
        [71, "NO NAME    FAT32   "],
      ],
    );
    medium.set(0, boot);
    medium.set(6, boot.slice());
    const clusters = sectors - reserved - 2 * perFat;
    const info = sectorWith([
      [0, 4, 0x41615252],
      [484, 4, 0x61417272],
      [488, 4, clusters - 1],
      [492, 4, 3],
      [508, 4, 0xaa550000],
    ]);
    medium.set(1, info);
    medium.set(7, info.slice());
  }
  for (let copy = 0; copy < 2; copy++) medium.set(reserved + copy * perFat, sectorWith(fatStart));
  return medium;
}

/** A folder that is removed at the end of `work`, and in it the medium as a file. */
export function withImage<T>(medium: Medium, sectors: number, work: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "ingot-fat-"));
  try {
    const file = join(folder, "card.img");
    const handle = openSync(file, "w");
    for (const [at, bytes] of medium) writeSync(handle, bytes, 0, SECTOR, at * SECTOR);
    closeSync(handle);
    truncateSync(file, sectors * SECTOR);
    return work(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The sectors of an image file that are not blank. */
export function readImage(file: string): Medium {
  const bytes = readFileSync(file);
  const medium: Medium = new Map();
  for (let at = 0; at < statSync(file).size / SECTOR; at++) {
    const sector = bytes.subarray(at * SECTOR, (at + 1) * SECTOR);
    if (sector.some((byte) => byte !== 0)) medium.set(at, new Uint8Array(sector));
  }
  return medium;
}

/** Why a program of other systems cannot judge here, or "" if it can. */
export function missing(program: string): string {
  const found = spawnSync(program, ["--help"], { stdio: "ignore", env: toolEnvironment() });
  return found.error === undefined ? "" : `${program} is not installed (Debian: dosfstools, mtools)`;
}

/** Programs that Debian keeps for the administrator are not on everyone's path. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
    MTOOLS_SKIP_CHECK: "1",
    LC_ALL: "C.UTF-8",
  };
}

/** What fsck.vfat says, repairing (`-a`) or not (`-n`): its exit code and text. 0: nothing wrong, 1: repaired. */
export function fsck(file: string, mode: "-a" | "-n"): { code: number; text: string } {
  const run = spawnSync("fsck.vfat", [mode, file], { encoding: "utf8", env: toolEnvironment() });
  return { code: run.status ?? -1, text: run.stdout + run.stderr };
}

export function tool(program: string, args: string[]): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    env: toolEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/**
 * Walks all directories of a volume made by emptyVolume. Returns what is wrong: a cluster that two entries lead to, a
 * chain that leaves the volume, meets a free cluster or is too short for its file.
 */
export function walk(medium: Medium, bits: 16 | 32): string[] {
  const wrong: string[] = [];
  const reserved = bits === 16 ? 1 : 32;
  const perFat = bits === 16 ? 17 : 518;
  const dataStart = reserved + 2 * perFat + (bits === 16 ? 4 : 0);
  const clusters = SECTORS[bits] - dataStart;
  const blank = new Uint8Array(SECTOR);
  const view = (sector: number) => new DataView((medium.get(sector) ?? blank).buffer.slice(0));
  const next = (cluster: number) => {
    const at = cluster * (bits / 8);
    const sector = view(reserved + Math.floor(at / SECTOR));
    return bits === 16
      ? sector.getUint16(at % SECTOR, true)
      : sector.getUint32(at % SECTOR, true) & 0x0fffffff;
  };
  const owner = new Map<number, string>();
  const chain = (first: number, name: string): number[] => {
    const list: number[] = [];
    for (let cluster = first; cluster < (bits === 16 ? 0xfff8 : 0x0ffffff8); cluster = next(cluster)) {
      if (cluster < 2 || cluster > clusters + 1) {
        wrong.push(`${name} leads to cluster ${cluster}`);
        break;
      }
      const other = owner.get(cluster);
      if (other !== undefined) {
        wrong.push(`${name} and ${other} share cluster ${cluster}`);
        break;
      }
      owner.set(cluster, name);
      list.push(cluster);
    }
    return list;
  };
  const directory = (sectors: number[], path: string) => {
    for (const sector of sectors) {
      const bytes = view(sector);
      for (let at = 0; at < SECTOR; at += 32) {
        const first = bytes.getUint8(at);
        const attributes = bytes.getUint8(at + 11);
        if (first === 0) return;
        if (first === 0xe5 || first === 0x2e || (attributes & 8) !== 0) continue;
        const high = bits === 32 ? bytes.getUint16(at + 20, true) : 0;
        const start = high * 65536 + bytes.getUint16(at + 26, true);
        const size = bytes.getUint32(at + 28, true);
        const name = `${path}/${String.fromCharCode(...new Uint8Array(bytes.buffer, at, 11))}`;
        const list = start === 0 ? [] : chain(start, name);
        if ((attributes & 16) !== 0)
          directory(
            list.map((c) => dataStart + c - 2),
            name,
          );
        else if (size > list.length * SECTOR) wrong.push(`${name}: ${size} bytes in ${list.length} clusters`);
      }
    }
  };
  if (bits === 16)
    directory(
      [0, 1, 2, 3].map((i) => reserved + 2 * perFat + i),
      "",
    );
  else
    directory(
      chain(2, "root").map((c) => dataStart + c - 2),
      "",
    );
  return wrong;
}
