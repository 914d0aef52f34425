// The platform of the generated board module: of the board itself, or of the simulation under Node.

import type { Board } from "../../boards/board.ts";
import type { BlockText, Imports } from "./generated-text.ts";

export interface PlatformText {
  /** Stands before any driver is constructed. */
  readonly first: BlockText;
  /** Stands after the console, the clock and the interrupt controller; defines `devices` and `platform`. */
  readonly afterConsole: BlockText;
}

export function platformText(board: Board, side: "device" | "simulated", imports: Imports): PlatformText {
  imports.add("runtime/loop/platform.ts", "type Platform");
  const parts = `clock, alarmIrq: ${board.soc.timer.alarmIrq}, interrupts, console: consolePort`;
  const exported = "export const platform: Platform = devices;";
  imports.add("runtime/loop/board-platform.ts", "BoardPlatform");
  const afterConsole = [`export const devices = new BoardPlatform({ ${parts} });`, "", exported];
  if (side === "device") return { first: [], afterConsole };
  imports.add("sdk/simulator/simulate-board.ts", "simulateBoard");
  const data = camelCase(board.name);
  imports.add(`boards/${board.name}/board.ts`, data);
  const first = [
    "// Before the first driver: from here on, register accesses reach simulated devices.",
    `simulateBoard(${data});`,
  ];
  return { first, afterConsole };
}

/** The export of a board's file: "bpiM2Ultra" for "bpi-m2-ultra". */
function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
