// `ingot boards`: what is known to work on which board. The knowledge is boards/; this prints it.

import { allBoards } from "../choose-target.ts";
import { type Command, type CommandArguments, flagOption } from "./command.ts";
import { noArguments } from "./words.ts";

export const command: Command = {
  name: "boards",
  summary: "list the boards and what was seen to work on each",
  usage: "ingot boards [options]",
  description: [
    "emulator: the driver worked against QEMU's model of the board. model: it worked against our own model of",
    "the device on the developer's computer. None of it has been tried on real hardware yet.",
  ].join("\n"),
  options: { json: { type: "boolean", help: "print the table as JSON" } },
  run,
};

/** One board as a row: how well each part of it is known to work. */
interface Row {
  readonly board: string;
  readonly name: string;
  readonly soc: string;
  readonly console: string;
  readonly pins: string;
  readonly sdCard: string;
  readonly ethernet: string;
  readonly timer: string;
  readonly watchdog: string;
  readonly rtc: string;
  readonly edges: string;
  readonly i2c: string;
  readonly spi: string;
  readonly uarts: string;
  readonly pwm: string;
  readonly hardware: string;
}

async function run(args: CommandArguments): Promise<number> {
  noArguments(command, args);
  const rows = boardRows();
  process.stdout.write(flagOption(args, "json") ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
  return 0;
}

function boardRows(): Row[] {
  return allBoards().map((board) => {
    const tier = board.emulator === null ? "model" : "emulator";
    return {
      board: board.title,
      name: board.name,
      soc: `${board.soc.title}, ${board.soc.cpu}`,
      console: tier,
      // QEMU has no model of the port controller.
      pins: "model",
      sdCard: board.sdCard === null ? "none" : tier,
      ethernet: board.ethernet === null ? "none" : tier,
      timer: tier,
      watchdog: tier,
      // QEMU has none for the R40.
      rtc: board.soc.name === "r40" ? "model" : tier,
      edges: ours(Object.values(board.soc.pios).flatMap((pio) => pio.edges)),
      i2c: Object.keys(board.soc.i2cs).length === 0 ? "none" : tier,
      spi: ours(board.soc.spis),
      uarts: ours(board.soc.uarts),
      pwm: ours(board.soc.pwms),
      hardware: "untested",
    };
  });
}

/** What QEMU has no model of, or none that is complete, was tried against our own. */
function ours(blocks: object): string {
  return Object.keys(blocks).length === 0 ? "none" : "model";
}

const HEADINGS: Readonly<Record<keyof Row, string>> = {
  board: "board",
  name: "--board",
  soc: "SoC, processor",
  console: "console",
  pins: "LEDs, pins",
  sdCard: "SD card",
  ethernet: "Ethernet",
  timer: "timer",
  watchdog: "watchdog",
  rtc: "RTC",
  edges: "edges",
  i2c: "I2C",
  spi: "SPI",
  uarts: "UARTs",
  pwm: "PWM",
  hardware: "real hardware",
};

function table(rows: readonly Row[]): string {
  const columns = Object.keys(HEADINGS) as (keyof Row)[];
  const lines = [HEADINGS, ...rows].map((row) => columns.map((column) => row[column]));
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
