// The names behind --board and --target: which there are, and what to say about one that is none.

import type { Board } from "../boards/board.ts";
import { boardNames, findBoard } from "../boards/index.ts";
import type { Target } from "./backend/flags.ts";
import { problem, usageProblem } from "./diagnostics/diagnostic.ts";

export const targetNames: readonly Target[] = ["host", ...boardNames];

/** Every board, in the order in which they should be offered. */
export function allBoards(): Board[] {
  return boardNames.map((name) => findBoard(name)!);
}

/** The board called `name`. Throws IngotError E3005, exit code 2. */
export function requireBoard(name: string): Board {
  const board = findBoard(name);
  if (board !== null) return board;
  throw usageProblem("E3005", `there is no board "${name}"`, `the boards are ${boardNames.join(", ")}`);
}

/** The board for an application: `chosen` on the command line, else the one its configuration names. */
export function chooseBoard(chosen: string | undefined, configured: string | undefined): Board {
  const name = chosen ?? configured;
  if (name !== undefined) return requireBoard(name);
  throw usageProblem(
    "E3005",
    "no board was chosen: the application's configuration names none",
    `add --board NAME; the boards are ${boardNames.join(", ")}`,
  );
}

/** The target called `name`. Throws IngotError E3005, exit code 2. */
export function requireTarget(name: string): Target {
  const target = targetNames.find((candidate) => candidate === name);
  if (target !== undefined) return target;
  throw usageProblem("E3005", `there is no target "${name}"`, `the targets are ${targetNames.join(", ")}`);
}

/** The emulator's machine for `board`. Throws IngotError E3009 when QEMU has none. */
export function requireEmulator(board: Board): { readonly machine: string; readonly memoryMiB: number } {
  if (board.emulator !== null) {
    const { machine, memoryMiB } = board.emulator;
    return { machine, memoryMiB };
  }
  throw problem(
    "E3009",
    `the emulator has no model of the ${board.title}`,
    `build an image and flash it (\`ingot build\`, \`ingot flash\`), or try the program with \`ingot dev\``,
  );
}
