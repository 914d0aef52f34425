// What the trace of pins needs to know about a board: which controllers are in the emulator's log, what LEDs are where.

import type { Board } from "../boards/board.ts";
import { problem } from "./diagnostics/diagnostic.ts";
import type { LoggedPorts } from "./emulator/index.ts";

/** The controllers of `board` in the log of its machine. Throws IngotError E3010 when the machine logs none. */
export function requireLoggedPorts(board: Board): LoggedPorts[] {
  const logged = Object.entries(board.emulator?.loggedPios ?? {});
  if (logged.length === 0) {
    throw problem(
      "E3010",
      `the emulator's machine for the ${board.title} does not log writes to its pins`,
      "trace pins with --board orangepi-pc or --board bpi-m2-ultra, or see them in `ingot dev`",
    );
  }
  return logged.map(([pio, logName]) => {
    const ports = Object.entries(board.soc.ports).filter(([, place]) => place.pio === pio);
    return { logName, ports: new Map(ports.map(([letter, place]) => [place.bank, letter])) };
  });
}

/** What the pins of `board` are called besides their names. */
export function pinLabels(board: Board): Map<string, string> {
  return new Map(Object.entries(board.leds).map(([name, line]) => [line.pin, `led ${name}`]));
}
