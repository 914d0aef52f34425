// The pins of the generated board module: which names are types, and how a name becomes a pin.
//
// The unions of names are what makes a wrong pin an error of the type checker. The same check stands in the
// generated code for names that reach it through a cast.

import type { Board, PinGroup, Port } from "../../boards/board.ts";
import { functionPins, locatePin, type PinPlace, pinUses } from "../../boards/check.ts";
import type { AppConfig } from "./config.ts";
import type { BlockText, Imports } from "./generated-text.ts";

/** How the generated types for `board` end: "BpiM2Ultra" for "bpi-m2-ultra". */
export function typeSuffix(board: Board): string {
  return board.name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** The name of the generated function that returns the controller `key`. */
export function pioFunction(key: string): string {
  return key;
}

/** Statements that hand the pins of `group` to its block. */
export function givePinsText(board: Board, group: PinGroup): string[] {
  return group.pins.map((pin) => {
    const { pio, bank, bit } = knownPin(board, pin);
    const settings = `${group.function}, "${group.pull}", ${group.driveMilliamps ?? 0}`;
    return `givePin(${pioFunction(pio)}(), ${bank}, ${bit}, ${settings}); // ${pin}`;
  });
}

/** Types, look-up, `led`, `output` and `input`. */
export function pinsText(board: Board, config: AppConfig, imports: Imports): BlockText {
  imports.add("runtime/io/claims.ts", "claim");
  imports.add("hal/gpio/pin.ts", "type InputPin");
  imports.add("hal/gpio/pin.ts", "type OutputPin");
  imports.add("hal/gpio/pin.ts", "type PinNumber");
  imports.add("hal/gpio/sunxi-pio.ts", "type Pull");
  return [
    ...typesText(board, config),
    "",
    ...lookUpText(board, config),
    "",
    ...accessorsText(board),
    "",
    ...ledText(board),
  ];
}

function typesText(board: Board, config: AppConfig): string[] {
  const suffix = typeSuffix(board);
  const leds = Object.keys(board.leds);
  const aliases = Object.keys(config.pins ?? {});
  return [
    `/** Names that \`board.led\` takes: the LEDs of the ${board.title}. */`,
    `export type LedOf${suffix} = ${leds.length === 0 ? "never" : union(leds)};`,
    "",
    "/**",
    " * Names that `board.output` and `board.input` take: LEDs, the names in ingot.config.ts, and every pin of the",
    ` * ${board.soc.title} that is not wired to the console, the SD slot or Ethernet on this board.`,
    " */",
    `export type PinOf${suffix} =`,
    `  | LedOf${suffix}`,
    ...(aliases.length === 0 ? [] : [`  | ${union(aliases)}`]),
    ...freePins(board, config, false).map((names) => `  | ${union(names)}`),
    "  ;",
  ];
}

function lookUpText(board: Board, config: AppConfig): string[] {
  const suffix = typeSuffix(board);
  const names = new Map<string, string>();
  for (const [name, line] of Object.entries(board.leds)) names.set(name, line.pin);
  for (const [name, pin] of Object.entries(config.pins ?? {})) names.set(name, pin);
  return [
    "// The pin that a name of the board or of the configuration stands for; a pin's own name stands for itself.",
    `export function pinBehind(name: PinOf${suffix}): string {`,
    "  switch (name) {",
    ...[...names].map(([name, pin]) => `    case ${JSON.stringify(name)}: return "${pin}";`),
    "    default: return name;",
    "  }",
    "}",
    "",
    "// The bit number in a pin's name, or -1.",
    "function bitOf(pin: string): number {",
    "  let bit = pin.length > 2 && pin.length < 5 ? 0 : -1;",
    "  for (let i = 2; i < pin.length && bit >= 0; i++) {",
    "    const digit = pin.charCodeAt(i) - 48;",
    "    bit = digit >= 0 && digit <= 9 ? bit * 10 + digit : -1;",
    "  }",
    "  return bit;",
    "}",
    "",
    "export interface PinPlace {",
    "  readonly controller: SunxiPio;",
    "  readonly number: PinNumber;",
    "}",
    "",
    "export function placeOf(pin: string): PinPlace {",
    "  const bit = bitOf(pin);",
    "  switch (bit < 0 ? 0 : pin.charCodeAt(1)) {",
    ...portEntries(board).flatMap(([letter, place]) => [
      `    case ${letter.charCodeAt(0)}: // port ${letter}`,
      `      if (bit < ${place.pins}) return { controller: ${pioFunction(place.pio)}(), number: { port: ${place.bank}, index: bit } };`,
      "      break;",
    ]),
    "  }",
    `  throw new RangeError(\`"\${pin}" is no pin of the ${board.soc.title}\`);`,
    "}",
  ];
}

function accessorsText(board: Board): string[] {
  const suffix = typeSuffix(board);
  return [
    "const outputs = new Map<string, OutputPin>();",
    "const inputs = new Map<string, InputPin>();",
    "",
    "/** The pin as an output. It drives low from the first call on, until something is written. */",
    `function output(name: PinOf${suffix}): OutputPin {`,
    "  return outputPin(pinBehind(name), 0);",
    "}",
    "",
    "function outputPin(pin: string, initial: 0 | 1): OutputPin {",
    "  const known = outputs.get(pin);",
    "  if (known !== undefined) return known;",
    '  claim(pin, "board.output");',
    "  const place = placeOf(pin);",
    "  const made = place.controller.output(place.number, initial);",
    "  outputs.set(pin, made);",
    "  return made;",
    "}",
    "",
    "/** The pin as an input, with the pull resistor of the first call. */",
    `function input(name: PinOf${suffix}, pull: Pull): InputPin {`,
    "  const pin = pinBehind(name);",
    "  const known = inputs.get(pin);",
    "  if (known !== undefined) return known;",
    '  claim(pin, "board.input");',
    "  const place = placeOf(pin);",
    "  const made = place.controller.input(place.number, pull);",
    "  inputs.set(pin, made);",
    "  return made;",
    "}",
  ];
}

function ledText(board: Board): string[] {
  const suffix = typeSuffix(board);
  const lines = Object.entries(board.leds);
  const activeLow = lines.filter(([, line]) => line.active === "low").map(([name]) => name);
  const head = [
    "/** The LED as an output: 1 is lit, whatever level that takes. Off until something is written. */",
  ];
  if (activeLow.length === 0) {
    return [...head, `function led(name: LedOf${suffix}): OutputPin {`, "  return output(name);", "}"];
  }
  const isLow = activeLow.map((name) => `name === ${JSON.stringify(name)}`).join(" || ");
  return [
    "class ActiveLowOutput implements OutputPin {",
    "  private readonly pin: OutputPin;",
    "  constructor(pin: OutputPin) {",
    "    this.pin = pin;",
    "  }",
    "  write(level: 0 | 1): void {",
    "    this.pin.write(level === 1 ? 0 : 1);",
    "  }",
    "  read(): 0 | 1 {",
    "    return this.pin.read() === 1 ? 0 : 1;",
    "  }",
    "}",
    "",
    ...head,
    `function led(name: LedOf${suffix}): OutputPin {`,
    `  if (${isLow}) return new ActiveLowOutput(outputPin(pinBehind(name), 1));`,
    "  return output(name);",
    "}",
  ];
}

/**
 * The pins that an application may name, a list for each port that has any. Pins with a name in the configuration are
 * among them only with `aliased`: a program calls them by that name, so that no pin has two users by two names.
 */
export function freePins(board: Board, config: AppConfig, aliased: boolean): string[][] {
  const occupied = occupiedPins(board);
  for (const name of config.uses ?? []) {
    for (const pin of functionPins(board.soc, name)?.pins ?? []) occupied.add(pin);
  }
  if (!aliased) for (const pin of Object.values(config.pins ?? {})) occupied.add(pin);
  return portEntries(board)
    .map(([letter, place]) => Array.from({ length: place.pins }, (_, i) => `P${letter}${i}`))
    .map((names) => names.filter((name) => !occupied.has(name)))
    .filter((names) => names.length > 0);
}

/** Pins that a block of the board uses. LEDs are there for the program, so theirs are not among them. */
function occupiedPins(board: Board): Set<string> {
  const occupied = new Set<string>(pinUses(board).map(({ pin }) => pin));
  for (const line of Object.values(board.leds)) occupied.delete(line.pin);
  return occupied;
}

function knownPin(board: Board, pin: string): PinPlace {
  const place = locatePin(board.soc, pin);
  // Board data is checked by the tests of boards/, so this is a bug and not a message for a user.
  if (typeof place === "string") throw new Error(`boards/${board.name}: ${place}`);
  return place;
}

function portEntries(board: Board): [Port, { pio: string; bank: number; pins: number }][] {
  return Object.entries(board.soc.ports) as [Port, { pio: string; bank: number; pins: number }][];
}

function union(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(" | ");
}
