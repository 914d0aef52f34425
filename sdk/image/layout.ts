// Where things lie on an SD card that an Allwinner board boots from, and what fits there. Sizes and checks only;
// the bytes are made by mbr.ts, uimage.ts and sd-image.ts.
//
//   sector      0  MBR: partition table (no GPT: its table would lie where the SPL must be)
//              16  U-Boot SPL, at most 32 KiB: the boot ROM reads it into SRAM
//              80  the program, as a legacy uImage: the SPL reads it into DRAM
//            2048  first partition (1 MiB): data that Ingot's programs keep on the card
//
// Sources: U-Boot doc/board/allwinner/sunxi.rst (boot ROM, sectors 16 and 80), common/spl (what the SPL loads).

import { type IngotError, problem } from "../diagnostics/diagnostic.ts";

export const SECTOR_BYTES = 512;

/** The boot ROM of every Allwinner chip that Ingot knows looks here first. */
export const SPL_SECTOR = 16;
/** Where programs are linked to run: well inside DRAM, clear of the SPL's stack and heap. */
export const PROGRAM_LOAD_ADDRESS = 0x4200_0000;
/**
 * Memory that devices read and write by themselves; the MMU leaves it uncached. Whole MiB, below every program and
 * clear of the words that the SPL tests at the start of DRAM.
 */
export const DMA_MEMORY = { base: 0x4100_0000, sizeBytes: 0x0020_0000 } as const;
/**
 * Header of signed images: a sector, so that a loader reads a slot from the card to one sector below the load address
 * and the program lies where it runs.
 */
export const IMAGE_HEADER_BYTES = SECTOR_BYTES;
/** Where Ingot's loader is linked to run: behind the memory that it loads programs into. */
export const LOADER_LOAD_ADDRESS = 0x4a00_0000;
/** Its last cache line holds the note about the last reset (hal/watchdog/reset-record.ts, hal/base/stop.ts). */
export const RESET_RECORD_ADDRESS = DMA_MEMORY.base + DMA_MEMORY.sizeBytes - 64;
/** Before it, what a program had to say when it was stopped (hal/watchdog/panic-note.ts, hal/base/panic.ts). */
export const PANIC_NOTE_ADDRESS = RESET_RECORD_ADDRESS - 1024;
/** CONFIG_SYS_MMCSD_RAW_MODE_U_BOOT_SECTOR as the sunxi SPL computes it: 0x40 + 0x10. */
export const PAYLOAD_SECTOR = 80;
/** 1 MiB: the first offset that partitioning tools and card vendors align to. */
export const FIRST_PARTITION_SECTOR = 2048;

/** 4 MiB: where the partition begins behind a program that does not end before 1 MiB. */
export const LATE_PARTITION_SECTOR = 8192;

export const UIMAGE_HEADER_BYTES = 64;
/** CONFIG_SYS_BOOTM_LEN: the SPL panics when header and data together are longer. */
export const LARGEST_UIMAGE_BYTES = 8 << 20;

export const SMALLEST_IMAGE_BYTES = 2 << 20;
export const DEFAULT_IMAGE_BYTES = 64 << 20;
/** The largest power of two whose sectors an MBR entry can count in 32 bits. */
export const LARGEST_IMAGE_BYTES = 2 ** 40;

export const DRAM_BASE = 0x4000_0000;
/** The smallest DRAM of the boards that Ingot knows (early Cubieboards). */
export const SMALLEST_DRAM_BYTES = 0x2000_0000;

/**
 * Memory that the SPL itself uses while it loads: its stack starts at SPL_STACK_R_ADDR and grows down, with its
 * heap (SPL_STACK_R_MALLOC_SIMPLE_LEN, 1 MiB) below; the second MiB is for the stack.
 */
export const SPL_WORK_AREA = { start: 0x4fc0_0000, end: 0x4fe0_0000 } as const;

/** Bytes that the SPL reads for a uImage with `dataBytes` of data: header and data in whole sectors. */
export function loadedBytes(dataBytes: number): number {
  return Math.ceil((UIMAGE_HEADER_BYTES + dataBytes) / SECTOR_BYTES) * SECTOR_BYTES;
}

/**
 * What is wrong with loading `dataBytes` at `loadAddress`, or undefined. The SPL puts the uImage header directly
 * below the load address, so 64 bytes before it must be memory as well.
 */
export function loadAddressProblem(
  loadAddress: number,
  dataBytes: number,
  dramBytes: number = SMALLEST_DRAM_BYTES,
): IngotError | undefined {
  const start = loadAddress - UIMAGE_HEADER_BYTES;
  const end = start + loadedBytes(dataBytes);
  const range = `${hex(start)}..${hex(end)} (64 bytes of header, then the program at ${hex(loadAddress)})`;
  const remedy = `choose a load address well inside DRAM, for example ${hex(0x4200_0000)}`;
  if (!Number.isInteger(loadAddress) || loadAddress % 4 !== 0) {
    return problem("E4006", `the load address ${hex(loadAddress)} is not a multiple of 4`, remedy);
  }
  if (start < DRAM_BASE || end > DRAM_BASE + dramBytes) {
    const dram = `${hex(DRAM_BASE)}..${hex(DRAM_BASE + dramBytes)}`;
    return problem(
      "E4006",
      `the program would be loaded to ${range}, outside the board's DRAM ${dram}`,
      remedy,
    );
  }
  if (start < SPL_WORK_AREA.end && end > SPL_WORK_AREA.start) {
    const area = `${hex(SPL_WORK_AREA.start)}..${hex(SPL_WORK_AREA.end)}`;
    return problem(
      "E4006",
      `the program would be loaded to ${range}, over the SPL's stack and heap ${area}`,
      remedy,
    );
  }
  return undefined;
}

/** What is wrong with an image of `sizeBytes`, or undefined. */
export function imageSizeProblem(sizeBytes: number): IngotError | undefined {
  // QEMU's SD card model refuses other sizes; real cards do not care.
  const isPowerOfTwo = Number.isInteger(sizeBytes) && sizeBytes > 0 && Number.isInteger(Math.log2(sizeBytes));
  if (isPowerOfTwo && sizeBytes >= SMALLEST_IMAGE_BYTES && sizeBytes <= LARGEST_IMAGE_BYTES) return undefined;
  return problem(
    "E4008",
    `an SD image cannot have ${sizeBytes} bytes`,
    `choose a power of two from 2 MiB to 1 TiB, for example ${DEFAULT_IMAGE_BYTES} (64 MiB)`,
  );
}

export function hex(value: number): string {
  return value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16).padStart(8, "0")}`;
}
