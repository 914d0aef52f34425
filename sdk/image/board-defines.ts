// Board data as macros for the native core: the few addresses it needs before any driver runs.

import type { Board } from "../../boards/board.ts";
import { DMA_MEMORY, PROGRAM_LOAD_ADDRESS } from "./layout.ts";

/** Macro name -> C text, as runtime/native/README.md lists them. */
export function boardDefines(
  board: Board,
  semihosting: boolean,
  loadAddress: number = PROGRAM_LOAD_ADDRESS,
): Record<string, string> {
  const { soc } = board;
  const console = soc.uarts[board.console.uart];
  if (console === undefined) throw new Error(`${board.name}: no UART ${board.console.uart}`);
  return {
    BOARD_UART0_BASE: hex(console.base),
    BOARD_DRAM_BASE: hex(board.dram.base),
    BOARD_DRAM_SIZE: hex(board.dram.sizeBytes),
    BOARD_CORTEX_A7: soc.cpu === "cortex-a7" ? "1" : "0",
    BOARD_WATCHDOG_BASE: hex(soc.watchdog.base),
    BOARD_WATCHDOG_KIND: soc.watchdog.layout === "sun4i" ? "0" : "1",
    BOARD_TIMER_BASE: hex(soc.timer.base),
    BOARD_LOAD_ADDRESS: hex(loadAddress),
    BOARD_DMA_BASE: hex(DMA_MEMORY.base),
    BOARD_DMA_BYTES: hex(DMA_MEMORY.sizeBytes),
    ...(semihosting ? { INGOT_SEMIHOSTING: "1" } : {}),
  };
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
