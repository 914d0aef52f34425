// From a register bit back to the name on the schematic: what the simulator calls an output that changes.

import type { Board, Soc } from "../../boards/board.ts";

export interface LedName {
  readonly name: string;
  readonly active: "high" | "low";
}

/** The board's LEDs by pin ("PH20"). */
export function ledNames(board: Board): Map<string, LedName> {
  const names = new Map<string, LedName>();
  for (const [name, line] of Object.entries(board.leds)) names.set(line.pin, { name, active: line.active });
  return names;
}

/** The pin at bit `index` of bank `bank` in the controller `pio`. */
export function outputName(soc: Soc, pio: string, bank: number, index: number): string {
  for (const [letter, place] of Object.entries(soc.ports)) {
    if (place.pio === pio && place.bank === bank) return `P${letter}${index}`;
  }
  throw new Error(`bank ${bank} of ${pio} is no port of the ${soc.title}`);
}
