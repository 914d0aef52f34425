// What the native core and the compiler's output call of a board by fixed names: see HOOKS in sdk/compiler/index.ts.

import { startBoardClock } from "./clock.ts";
import { mapMemory } from "./memory-map.ts";

/** Called with the MMU off and a small stack: makes the memory map, starts the clock; returns the end of DRAM. */
export function prepareBoard(): number {
  startBoardClock();
  return mapMemory();
}

export { boardNowMs, boardRandom, boardSleepMs, boardWallMs } from "./clock.ts";
export { writeToBoard } from "./console.ts";
export { captureBoardStack, capturedFrames, reportPanic } from "./panic.ts";
export { exitBoard, stopBoard } from "./stop.ts";
