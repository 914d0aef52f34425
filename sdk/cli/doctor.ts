// `ingot doctor`: is everything there that Ingot needs, and which compiler, emulator and boot loader are used?
//
// Whether a tool works is judged by set-up's own checks (sdk/setup); this adds the identities. Changes nothing.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { allBoards } from "../choose-target.ts";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { findQemu } from "../emulator/index.ts";
import { findSpl } from "../image/spl-finder.ts";
import { projectRoot } from "../project-root.ts";
import { findArmToolchain, findHostCompiler, type Toolchain } from "../toolchain/find-toolchain.ts";
import type { Command, CommandArguments } from "./command.ts";
import { noArguments } from "./words.ts";

export const command: Command = {
  name: "doctor",
  summary: "check this machine's tools, and say which ones are used",
  usage: "ingot doctor",
  description:
    "Exit code 1 when something is missing. `npm run setup` in Ingot's folder brings what can be brought.",
  options: {},
  run,
};

async function run(args: CommandArguments): Promise<number> {
  noArguments(command, args);
  process.stdout.write("What Ingot needs:\n");
  const setup = join(projectRoot(), "sdk/setup/setup.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [setup, "--check"], { encoding: "utf8" });
  process.stdout.write(stdout + stderr);
  process.stdout.write("\nWhat it uses:\n");
  const facts = [
    fact("host compiler", () => toolchain(findHostCompiler())),
    fact("ARM compiler", () => toolchain(findArmToolchain())),
    fact("emulator", () => `${findQemu().path}, QEMU ${findQemu().version}`),
    ...allBoards().map((board) =>
      fact(`SPL, ${board.name}`, () => {
        const note = board.spl.fitsHardware ? "" : " (of a sibling board: for the emulator only)";
        return displayPath(findSpl(board.spl.debianFolder, { projectRoot: projectRoot() })) + note;
      }),
    ),
  ];
  return status === 0 && facts.every((found) => found) ? 0 : 1;
}

function toolchain({ cc, version, place, sha256 }: Toolchain): string {
  return `${cc} (${place}): ${version}, sha256 ${sha256.slice(0, 12)}`;
}

/** Prints one line; false when the thing is missing. */
function fact(name: string, find: () => string): boolean {
  const line = (text: string) => process.stdout.write(`  ${name.padEnd(22)} ${text}\n`);
  try {
    line(find());
    return true;
  } catch (error) {
    if (!(error instanceof IngotError)) throw error;
    const { code, message, remedy = "" } = error.diagnostics[0]!;
    line(`${code}: ${message}`);
    for (const part of remedy.split("\n").filter((text) => text !== "")) line(`  = ${part}`);
    return false;
  }
}
