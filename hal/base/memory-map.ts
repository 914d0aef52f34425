// Page tables: the board's memory map.
//
//   0                 unmapped: null pointers fault
//   0x01c00000 4 MiB  devices, never executable
//   DMA_BASE          read-write, never cached: what devices read and write by themselves
//   DRAM              read-write, never executable, except the image's
//     .text           read-only, executable
//     .rodata         read-only
//     8 MiB at the end: the stack, with an unmapped MiB below it
//
// ARMv7-A short descriptors; boundaries inside a MiB get a second-level table of 4 KiB pages. Runs before there is a heap,
// on a few KiB of stack and with the MMU off: nothing here may make an object. Switching the MMU on is native.

import { read32, write32 } from "../mmio.ts";
import {
  boardWord,
  CORTEX_A7,
  DMA_BASE,
  DMA_SIZE,
  DRAM_BASE,
  DRAM_SIZE,
  GUARD_BYTES,
  IMAGE_START,
  PAGE_TABLES,
  RODATA_END,
  STACK_BYTES,
  TEXT_END,
} from "./words.ts";

const DEVICES_START = 0x01c0_0000;
const DEVICES_END = 0x0200_0000;
const SECTION = 0x10_0000;
const SECTIONS = 4096;
/** Second-level tables, in the 16 KiB after the first-level one, and their entries. */
const MOST_TABLES = 16;
const PAGES = 256;

// First-level section: AP[2] b15, TEX b14:12, AP[1:0] b11:10, XN b4, C b3, B b2, type b1:0 = 10; S b16.
/** TEX 001 C B: write-back write-allocate; privileged read-write. */
const SECTION_NORMAL = 0x140e;
/** TEX 001: normal memory, not cacheable; privileged read-write; XN. */
const SECTION_UNCACHED = 0x1412;
/** TEX 000 B: shareable device; XN; privileged read-write. */
const SECTION_DEVICE = 0x0416;
const SECTION_SHARED_SHIFT = 16;
/** From the bits of `access` to XN and AP[2]. */
const SECTION_XN_SHIFT = 4;
const SECTION_READ_ONLY_SHIFT = 14;
// Second-level small page: AP[2] b9, TEX b8:6, AP[1:0] b5:4, C b3, B b2, 1 b1, XN b0; S b10.
const PAGE_NORMAL = 0x5e;
const PAGE_SHARED_SHIFT = 10;
const PAGE_READ_ONLY_SHIFT = 8;

/** What `access` gives: never executable, read only. */
const NEVER = 1;
const ONLY = 2;

/** Writes the page tables; returns the end of DRAM. */
export function mapMemory(): number {
  const dramEnd = (boardWord(DRAM_BASE) + dramBytes()) >>> 0;
  const guard = (dramEnd - STACK_BYTES - GUARD_BYTES) >>> 0;
  let entry = boardWord(PAGE_TABLES);
  let table = (entry + 4 * SECTIONS) >>> 0;
  const tablesEnd = (table + 4 * PAGES * MOST_TABLES) >>> 0;
  for (let i = 0; i < SECTIONS; i++) {
    const at = (i << 20) >>> 0;
    let is = sectionAt(at, dramEnd, guard);
    if (is !== 0 && hasBoundary(at) && table !== tablesEnd) {
      is = (table | 1) >>> 0;
      for (let page = 0; page < PAGES; page++) {
        write32(table, pageAt((at + (page << 12)) >>> 0));
        table = (table + 4) >>> 0;
      }
    }
    write32(entry, is);
    entry = (entry + 4) >>> 0;
  }
  return dramEnd;
}

function sectionAt(at: number, dramEnd: number, guard: number): number {
  if (at >= DEVICES_START && at < DEVICES_END) return (at | SECTION_DEVICE) >>> 0;
  if (at < boardWord(DRAM_BASE) || at >= dramEnd || at === guard) return 0;
  const shared = boardWord(CORTEX_A7) << SECTION_SHARED_SHIFT;
  if ((at - boardWord(DMA_BASE)) >>> 0 < boardWord(DMA_SIZE)) return (at | SECTION_UNCACHED | shared) >>> 0;
  const bits = access(at);
  return (
    (at |
      SECTION_NORMAL |
      shared |
      ((bits & NEVER) << SECTION_XN_SHIFT) |
      ((bits & ONLY) << SECTION_READ_ONLY_SHIFT)) >>>
    0
  );
}

function pageAt(at: number): number {
  const bits = access(at);
  const shared = boardWord(CORTEX_A7) << PAGE_SHARED_SHIFT;
  return (at | PAGE_NORMAL | shared | (bits & NEVER) | ((bits & ONLY) << PAGE_READ_ONLY_SHIFT)) >>> 0;
}

function access(address: number): number {
  if (address < boardWord(IMAGE_START) || address >= boardWord(RODATA_END)) return NEVER;
  return address < boardWord(TEXT_END) ? ONLY : NEVER | ONLY;
}

/** Whether what is allowed changes inside the section. */
function hasBoundary(section: number): boolean {
  for (let edge = IMAGE_START; edge <= RODATA_END; edge++) {
    const from = (boardWord(edge) - section) >>> 0;
    if (from !== 0 && from < SECTION) return true;
  }
  return false;
}

/** DRAM's size as the SPL found it: its header in SRAM has "SPL" at 0x14, version 3 or later at 0x17 and MiB at 0x24. */
function dramBytes(): number {
  const magic = read32(0x14);
  const mebibytes = read32(0x24);
  const isValid =
    (magic & 0xff_ffff) === 0x4c_5053 && magic >>> 24 >= 3 && mebibytes >= 128 && mebibytes <= 2048;
  return isValid ? (mebibytes << 20) >>> 0 : boardWord(DRAM_SIZE);
}
