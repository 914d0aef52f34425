// Adds to TypeScript's errors what TypeScript cannot know: which pins a board has, which modules Ingot has.
//
// Changes no message; it fills in remedies, and says only once what was found again in another version of a generic
// function. Pure.

import type { Board } from "../../boards/board.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { freePins, typeSuffix } from "./compose-pins.ts";
import type { AppConfig } from "./config.ts";
import { BOARD_MODULE, IO_MODULE, PUBLIC_MODULES } from "./modules.ts";

/** What is being compiled: an application for a board, or null for a plain program. */
export type ExplainedApp = { readonly board: Board; readonly config: AppConfig } | null;

/** The same diagnostics, those about pins, LEDs and Ingot's modules with a remedy. */
export function explainErrors(diagnostics: readonly Diagnostic[], app: ExplainedApp): Diagnostic[] {
  const seen = new Set<string>();
  const distinct = diagnostics.filter(({ code, message, file, line, column }) => {
    const key = JSON.stringify([code, message, file, line, column]);
    return !seen.has(key) && seen.add(key);
  });
  return distinct.map((diagnostic) => {
    if (diagnostic.code !== "E1001" || diagnostic.remedy !== undefined) return diagnostic;
    const { message } = diagnostic;
    const remedy = moduleRemedy(message, app) ?? nodeRemedy(message) ?? nameRemedy(message, app);
    return remedy === undefined ? diagnostic : { ...diagnostic, remedy };
  });
}

function moduleRemedy(message: string, app: ExplainedApp): string | undefined {
  const name = /Cannot find module '(ingot(?:\/[^']*)?)'/.exec(message)?.[1];
  if (name === undefined) return undefined;
  if ((name === BOARD_MODULE || name === IO_MODULE) && app === null) {
    return "only an application has a board: give its folder to `ingot build`, `ingot run` or `ingot check`";
  }
  const known = Object.keys(PUBLIC_MODULES);
  if (app !== null) known.unshift(BOARD_MODULE, IO_MODULE);
  return `Ingot's modules are ${known.join(", ")}`;
}

/** TypeScript advises to install the types of Node, which would not bring Node itself. */
function nodeRemedy(message: string): string | undefined {
  if (!message.includes("type definitions for node")) return undefined;
  const name = /Cannot find name '([^']+)'/.exec(message)?.[1] ?? "it";
  return `a compiled program runs without Node: do without \`${name}\`, or give the program what it reads as text in a module`;
}

function nameRemedy(message: string, app: ExplainedApp): string | undefined {
  if (app === null) return undefined;
  const { board, config } = app;
  const wanted = new RegExp(`\\b(LedOf|PinOf)${typeSuffix(board)}\\b`).exec(message)?.[1];
  const leds = Object.keys(board.leds).map((name) => JSON.stringify(name));
  if (wanted === "LedOf") {
    return leds.length === 0
      ? `the ${board.title} has no LED`
      : `the LEDs of the ${board.title} are ${leds.join(", ")}`;
  }
  if (wanted === undefined) return undefined;
  const aliases = Object.keys(config.pins ?? {}).map((name) => JSON.stringify(name));
  const pins = freePins(board, config, false).map(asRanges);
  return `the pins of the ${board.title} are ${[...leds, ...aliases, ...pins].join(", ")}`;
}

/** PB0, PB1, PB2, PB5 -> "PB0..PB2, PB5". All of one port, ascending. */
function asRanges(pins: readonly string[]): string {
  const bit = (pin: string) => Number(pin.slice(2));
  const ranges: [string, string][] = [];
  for (const pin of pins) {
    const last = ranges.at(-1);
    if (last !== undefined && bit(pin) === bit(last[1]) + 1) last[1] = pin;
    else ranges.push([pin, pin]);
  }
  return ranges.map(([first, end]) => (first === end ? first : `${first}..${end}`)).join(", ");
}
