// `ingot run`: builds an application, writes its image to a card in a file, and boots the emulator from it.
//
// The console is attached: what the board prints appears here, keys go to the board. A panic is decoded at once.

import { closeSync, existsSync, ftruncateSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { planFlash, runFlash } from "../../flash-tool/flash.ts";
import { pinLabels, requireLoggedPorts } from "../board-pins.ts";
import type { BuiltApp } from "../build-app.ts";
import { requireBoard, requireEmulator } from "../choose-target.ts";
import { problem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { findQemu, freePort, LogTail, Machine, type MachineOptions, PinTrace } from "../emulator/index.ts";
import { DEFAULT_IMAGE_BYTES } from "../image/layout.ts";
import { projectRoot } from "../project-root.ts";
import { buildOptions, buildSummary, buildWithProgress } from "./build.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { ConsoleKeys } from "./console-keys.ts";
import { decodedText } from "./decode.ts";
import { PanicWatch } from "./panic-watch.ts";
import { SURROUNDINGS_OPTIONS, type Surroundings, surroundings } from "./run-options.ts";
import { BOARD_OPTION, OPTIMISE_OPTION } from "./words.ts";

export const command: Command = {
  name: "run",
  summary: "compile an application and boot it in the emulator from a real SD image",
  usage: "ingot run APP [options]",
  description: [
    "Boots from APP/build/card.img, written anew for each run. The board's console is attached: Ctrl-C (or Ctrl-A x)",
    "ends, Ctrl-A Ctrl-C sends a Ctrl-C. The board has Ethernet with address 10.0.2.15 behind the emulator's router.",
  ].join("\n"),
  options: {
    board: BOARD_OPTION,
    optimise: OPTIMISE_OPTION,
    out: { type: "string", short: "o", value: "DIR", help: "folder for what is made (default: APP/build)" },
    spl: { type: "string", value: "FILE", help: "the U-Boot SPL (default: the one that set-up unpacked)" },
    kernel: { type: "boolean", help: "skip boot ROM and SPL: the emulator loads the executable itself" },
    ...SURROUNDINGS_OPTIONS,
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const options = buildOptions(command, args);
  const around = await surroundings(args);
  const name = textOption(args, "board");
  if (name !== undefined) {
    requireEmulator(requireBoard(name));
    if (around.tracePins) requireLoggedPorts(requireBoard(name));
  }
  findQemu();
  const kernel = flagOption(args, "kernel");
  const built = await buildWithProgress({ ...options, image: !kernel });
  process.stderr.write(buildSummary(built));
  const tail = around.tracePins ? tracePins(built) : null;
  const card = join(built.outDir, "card.img");
  if (built.image !== null) await runFlash(await planFlash({ image: built.image, target: card }));
  else makeEmptyCard(card);
  const gdbPort = around.gdb ? await freePort() : undefined;
  if (gdbPort !== undefined) sayHowToDebug(gdbPort, built.elf);
  process.stderr.write("Booting. Ctrl-C ends.\n");
  try {
    return await attach(
      {
        ...requireEmulator(built.board),
        sdImage: card,
        ...(kernel ? { kernel: built.elf } : {}),
        ...networkOptions(around, built),
        console: around.pty ? "pty" : "stdio",
        ...(gdbPort === undefined ? {} : { gdbPort, waitForGdb: true }),
        ...(tail === null ? {} : { unimplementedLog: pinLog(built) }),
        lifetimeMs: 0,
      },
      built.elf,
    );
  } finally {
    tail?.stop();
  }
}

function networkOptions(around: Surroundings, { board }: BuiltApp): Pick<MachineOptions, "network" | "pcap"> {
  if (!around.network || board.ethernet === null) return { network: { kind: "none" } };
  return {
    network: { kind: "user", forwards: around.forwards },
    ...(around.pcap === undefined ? {} : { pcap: around.pcap }),
  };
}

function sayHowToDebug(port: number, elf: string): void {
  const script = join(projectRoot(), "sdk/debug/ingot-gdb.py");
  process.stderr.write(
    `The board waits for gdb: gdb-multiarch -x ${displayPath(script)} -ex "target remote 127.0.0.1:${port}" ${displayPath(elf)}\n`,
  );
}

function pinLog({ outDir }: BuiltApp): string {
  return join(outDir, "pins.log");
}

/** Follows the emulator's log and prints what happens at the pins. Throws IngotError E3010 when nothing is logged. */
function tracePins(built: BuiltApp): LogTail {
  const trace = new PinTrace(requireLoggedPorts(built.board), pinLabels(built.board));
  // A log of an earlier run would be told again.
  rmSync(pinLog(built), { force: true });
  return new LogTail(pinLog(built), (line) => {
    for (const change of trace.take(line)) process.stderr.write(`[pin ${change}]\n`);
  });
}

/** Runs the emulator with this process's terminal as its console. Resolves to the exit code. */
async function attach(options: MachineOptions, elf: string): Promise<number> {
  let shown = 0;
  const machine: Machine = new Machine({
    ...options,
    onOutput: (text) => {
      for (; shown < machine.consolePieces.length; shown++)
        process.stdout.write(machine.consolePieces[shown]!);
      panics.feed(text);
    },
  });
  const panics = new PanicWatch((record) => showPanic(record, elf));
  const keys = new ConsoleKeys();
  let left = false;
  const leave = () => {
    left = true;
    void machine.kill();
  };
  const type = (bytes: Buffer) => {
    const { bytes: sent, leave: wanted } = keys.feed(bytes);
    machine.send(sent);
    if (wanted) leave();
  };
  const { stdin } = process;
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on("data", type);
  try {
    const exitCode = await machine.exited;
    if (left) process.stdout.write("\n");
    if (left || exitCode === 0) return 0;
    const notes = machine.messages.trimEnd().split("\n").slice(-5);
    throw problem("E0015", "the emulator ended by itself", "what it said stands above", { notes });
  } finally {
    stdin.off("data", type);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
  }
}

/** Below the record, as the board's own output stays what it is. */
function showPanic(record: string, elf: string): void {
  try {
    process.stdout.write(decodedText(record, elf, "-"));
  } catch (error) {
    // Not a reason to take the console away from a board that is just starting again.
    process.stderr.write(
      `the panic could not be decoded: ${error instanceof Error ? error.message : error}\n`,
    );
  }
}

/** A card without anything on it, for a program that does not boot from it. */
function makeEmptyCard(path: string): void {
  const file = openSync(path, existsSync(path) ? "r+" : "w");
  ftruncateSync(file, DEFAULT_IMAGE_BYTES);
  closeSync(file);
}
