// Builds the exerciser for a board and runs it in the emulator, with its console and a wire to its Ethernet.
//
// Used by the tests of this folder; knows nothing about what they ask for.

import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boards } from "../../boards/index.ts";
import { type BuiltApp, buildApp } from "../../sdk/build-app.ts";
import { requireEmulator } from "../../sdk/choose-target.ts";
import { Machine, type MachineOptions } from "../../sdk/emulator/index.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { PATIENCE_MS } from "../patience.ts";

export type BoardName = keyof typeof boards;

/** A folder for the files of one test file. Removes itself with `remove`. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "ingot-boards-"));
  private readonly machines: Machine[] = [];

  /** Builds the exerciser for `board`, with an SD image. */
  build(board: BoardName): Promise<BuiltApp> {
    const app = join(this.folder, `app-${board}`);
    cpSync(join(projectRoot(), "test/boards/fixtures/exerciser"), app, { recursive: true });
    return buildApp({ app, board, optimise: "2" });
  }

  /** A card in a file, all zero. */
  card(name: string, sizeBytes: number): string {
    const path = join(this.folder, name);
    writeFileSync(path, "");
    truncateSync(path, sizeBytes);
    return path;
  }

  /** Boots and waits until the exerciser is ready. */
  async boot(board: BoardName, options: Partial<MachineOptions>): Promise<Machine> {
    const machine = new Machine({ ...requireEmulator(boards[board]), lifetimeMs: PATIENCE_MS, ...options });
    this.machines.push(machine);
    await machine.waitFor(`exerciser on ${board} is ready`, PATIENCE_MS);
    return machine;
  }

  /** Ends every machine. */
  async quiet(): Promise<void> {
    await Promise.all(this.machines.splice(0).map((machine) => machine.kill()));
  }

  async remove(): Promise<void> {
    await this.quiet();
    rmSync(this.folder, { recursive: true });
  }
}

/** Types a line and waits for `answer` in what is printed afterwards. */
export function ask(machine: Machine, line: string, answer: RegExp): Promise<RegExpExecArray> {
  const from = machine.output.length;
  machine.send(`${line}\n`);
  return machine.waitFor(answer, PATIENCE_MS, from);
}
