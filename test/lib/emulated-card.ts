// What tests of cards on an emulated board have in common: whether this machine can run them at all.

import type { Board } from "../../boards/board.ts";
import { IngotError } from "../../sdk/diagnostics/diagnostic.ts";
import { findQemu } from "../../sdk/emulator/index.ts";
import { loadSpl } from "../../sdk/image/spl-finder.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { findArmToolchain } from "../../sdk/toolchain/find-toolchain.ts";

/** Why no card can be built for `board` and started in the emulator here, or undefined if one can. */
export function missingForCards(board: Board): string | undefined {
  try {
    findQemu();
    findArmToolchain();
    loadSpl(board.spl.debianFolder, { projectRoot: projectRoot() });
    return undefined;
  } catch (error) {
    if (error instanceof IngotError) return error.message;
    throw error;
  }
}
