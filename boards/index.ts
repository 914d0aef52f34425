// All boards by name: the one list that the command line, the image builder and the tests share.

import type { Board } from "./board.ts";
import { bpiM2Ultra } from "./bpi-m2-ultra/board.ts";
import { cubieboard } from "./cubieboard/board.ts";
import { cubieboard2 } from "./cubieboard2/board.ts";
import { cubietruck } from "./cubietruck/board.ts";
import { orangepiPc } from "./orangepi-pc/board.ts";

/** Every board, under the name that `--board` takes. */
export const boards = {
  cubieboard,
  cubieboard2,
  cubietruck,
  "orangepi-pc": orangepiPc,
  "bpi-m2-ultra": bpiM2Ultra,
} as const;

export type BoardName = keyof typeof boards;

/** The board called `name`, or null when there is none. */
export function findBoard(name: string): Board | null {
  return Object.hasOwn(boards, name) ? boards[name as BoardName] : null;
}

/** All board names, in the order in which they should be offered. */
export const boardNames: readonly BoardName[] = Object.keys(boards) as BoardName[];
