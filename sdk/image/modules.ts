// The public module names and the source file behind each, relative to Ingot's folder.
//
// One table for the compiler, the simulator and the type checker. `ingot/board` and `ingot/io` are
// missing: compose.ts generates them for an application and a board.

import { join } from "node:path";

export const PUBLIC_MODULES: Readonly<Record<string, string>> = {
  "ingot/block": "runtime/block/index.ts",
  "ingot/config": "sdk/image/config.ts",
  "ingot/debug": "runtime/debug/index.ts",
  "ingot/fat": "runtime/fat/index.ts",
  "ingot/hal": "hal/index.ts",
  "ingot/http": "runtime/http/index.ts",
  "ingot/loop": "runtime/loop/index.ts",
  "ingot/mqtt": "runtime/mqtt/index.ts",
  "ingot/net": "runtime/net/index.ts",
  "ingot/panic": "runtime/loop/panic.ts",
  "ingot/poll": "runtime/poll/index.ts",
  "ingot/smp": "runtime/smp/index.ts",
  "ingot/store": "runtime/store/index.ts",
  "ingot/update": "runtime/update/index.ts",
};

/** Public module names and their absolute files below `root`, Ingot's folder. */
export function publicModuleFiles(root: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(PUBLIC_MODULES).map(([name, file]) => [name, join(root, file)]));
}

/** The generated module: the board that the application runs on. */
export const BOARD_MODULE = "ingot/board";

/** The generated module: pins, serial ports and buses of that board. */
export const IO_MODULE = "ingot/io";

/** The file that the generated network of an application stands in for, relative to Ingot's folder. */
export const AMBIENT_NETWORK = "runtime/net/ambient.ts";

/** The file that the generated randomness of an application stands in for, relative to Ingot's folder. */
export const AMBIENT_RANDOM = "runtime/lang/web/random-source.ts";

/** What a program asks its machine, and what answers in the simulation, relative to Ingot's folder. */
export const MACHINE = "runtime/debug/machine.ts";
export const NODE_MACHINE = "runtime/debug/testing/node-machine.ts";

/** The generated module of the loader: keys and places on the card. */
export const LOADER_CONFIG_MODULE = "ingot/loader-config";

/** The application's entry and its configuration, relative to its folder. */
export const APP_MAIN = "src/main.ts";
export const APP_CONFIG = "ingot.config.ts";
