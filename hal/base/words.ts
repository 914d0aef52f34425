// Addresses and facts that a board's program needs before any driver runs, as numbered words.
//
// The native core has them as a table (runtime/native/board.c), made of the board's data and of what the linker placed.
// No driver reads these: drivers are given their addresses.

/** The end of DRAM, which is the top of the stack; 0 before the memory map is made. */
export const DRAM_END = 0;
export const UART_BASE = 1;
export const DRAM_BASE = 2;
/** In bytes, where the SPL left no size. */
export const DRAM_SIZE = 3;
/** 1: Cortex-A7, 0: Cortex-A8. */
export const CORTEX_A7 = 4;
export const WATCHDOG_BASE = 5;
/** 0: sun4i, 1: sun6i. */
export const WATCHDOG_KIND = 6;
export const TIMER_BASE = 7;
export const LOAD_ADDRESS = 8;
/** Uncached memory, whole MiB. */
export const DMA_BASE = 9;
export const DMA_SIZE = 10;
/** 1: exits and stderr go to an emulator. */
export const SEMIHOSTING = 11;
export const IMAGE_START = 12;
export const TEXT_END = 13;
export const RODATA_END = 14;
/** 32 KiB for page tables. */
export const PAGE_TABLES = 15;
/** The address of the build's name, which ends in a zero byte. */
export const BUILD_ID = 16;

/** The stack lies at the end of DRAM, with an unmapped MiB below it. */
export const STACK_BYTES = 0x80_0000;
export const GUARD_BYTES = 0x10_0000;

let words: readonly number[] = [];

/** Stands in for the table when this runs under Node. Not available in compiled programs. */
export function useBoardWords(table: readonly number[]): void {
  words = table;
}

/**
 * The word of that number.
 * @intrinsic board_word
 */
export function boardWord(index: number): number {
  return words[index] ?? 0;
}

/**
 * The code unit at an index inside a text: of that and nothing more, so that it works when nothing else does.
 * @intrinsic str_char_code_at
 */
export function unitAt(text: string, index: number): number {
  return text.charCodeAt(index);
}

/**
 * The text of one code unit.
 * @intrinsic str_from_code
 */
export function textOfUnit(unit: number): string {
  return String.fromCharCode(unit);
}

/**
 * The address of the innermost frame on the stack.
 * @intrinsic stack_address
 */
export function stackAddress(): number {
  return 0;
}

/**
 * An ARM semihosting call with the address of a block of two words.
 * @intrinsic semihosting
 */
export function semihosting(_operation: number, _first: number, _second: number): void {
  throw new Error("a semihosting call, but there is no emulator around this program");
}
