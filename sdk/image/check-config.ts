// Checks what a configuration says, against the board it is for. Pure; reads no file.
//
// A configuration comes from a file that nobody need have type-checked, so every field is looked at again.

import type { Board } from "../../boards/board.ts";
import { functionNames, functionPins, locatePin, pinUses } from "../../boards/check.ts";
import { boardNames, findBoard } from "../../boards/index.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { checkNetwork } from "./check-network.ts";
import type { AppConfig } from "./config.ts";
import { isStationAddress } from "./hardware-address.ts";

const FIELDS = ["name", "version", "board", "pins", "uses", "ethernetAddress", "securityCounter", "network"];
const APP_NAME = /^[a-z][a-z0-9-]*$/;
const PIN_ALIAS = /^[a-z][A-Za-z0-9_-]*$/;

export interface CheckedConfig {
  /** Null when a diagnostic is an error. */
  readonly config: AppConfig | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the shape of `value`, the default export of the configuration file `file`. */
export function checkConfig(value: unknown, file: string): CheckedConfig {
  const diagnostics: Diagnostic[] = [];
  const report = reporter(file, diagnostics);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report(
      "E3003",
      `the default export is ${kindOf(value)}, not a configuration`,
      'write: export default defineConfig({ name: "my-app", board: "cubieboard" });',
    );
    return { config: null, diagnostics };
  }
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    if (!FIELDS.includes(name)) {
      report("E3004", `there is no field "${name}"`, `the fields are ${FIELDS.join(", ")}`);
    }
  }
  if (typeof fields.name !== "string" || !APP_NAME.test(fields.name)) {
    report(
      "E3004",
      `"name" is ${describe(fields.name)}`,
      'name the application with lower-case letters, digits and hyphens, as in "porch-lamp"',
    );
  }
  if (fields.version !== undefined && typeof fields.version !== "string") {
    report("E3004", `"version" is ${describe(fields.version)}`, 'write the version as text, as in "1.0.0"');
  }
  const counter = fields.securityCounter;
  if (
    counter !== undefined &&
    (!Number.isInteger(counter) || Number(counter) < 0 || Number(counter) > 0xffff_ffff)
  ) {
    const given = typeof counter === "number" ? String(counter) : describe(counter);
    report("E3004", `"securityCounter" is ${given}`, "write a whole number from 0 to 4294967295");
  }
  if (fields.board !== undefined) {
    if (typeof fields.board !== "string" || findBoard(fields.board) === null) {
      report("E3005", `"board" is ${describe(fields.board)}, which is no board`, boardRemedy());
    }
  }
  const address = fields.ethernetAddress;
  if (address !== undefined && (typeof address !== "string" || !isStationAddress(address))) {
    report(
      "E3004",
      `"ethernetAddress" is ${describe(address)}`,
      'write six bytes, the first one even, as in "02:00:5e:10:00:01"',
    );
  }
  checkPinFields(fields.pins, report);
  const { uses } = fields;
  if (uses !== undefined && !(Array.isArray(uses) && uses.every((name) => typeof name === "string"))) {
    report("E3004", `"uses" is ${describe(uses)}`, 'list functions of the SoC, as in uses: ["i2c1", "spi0"]');
  }
  checkNetwork(fields.network, (message, remedy) => report("E3004", message, remedy));
  const config = diagnostics.length === 0 ? (value as AppConfig) : null;
  return { config, diagnostics };
}

/** Checks the pins of `config` against `board`: each exists, no two uses of one pin. */
export function checkPins(config: AppConfig, board: Board, file: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report = reporter(file, diagnostics);
  const uses = new Map<string, string>();
  for (const { pin, use } of pinUses(board)) uses.set(pin, `${use} of the ${board.title}`);
  for (const name of config.uses ?? []) {
    const group = functionNames(board).includes(name) ? functionPins(board.soc, name) : null;
    if (group === null) {
      const what =
        name === board.console.uart ? "is the console" : "is no function that an application can use";
      report(
        "E3006",
        `uses: "${name}" ${what} on the ${board.title}`,
        `the functions are ${functionNames(board).join(", ")}`,
      );
      continue;
    }
    for (const pin of group.pins) {
      const other = uses.get(pin);
      if (other !== undefined) {
        report("E3007", `${pin} is used twice: by ${other} and by uses "${name}"`, "take one of the two out");
        break;
      }
      uses.set(pin, `uses "${name}"`);
    }
  }
  for (const [alias, pin] of Object.entries(config.pins ?? {})) {
    if (Object.hasOwn(board.leds, alias)) {
      report(
        "E3007",
        `the pin name "${alias}" is already LED "${alias}" of the ${board.title}`,
        `use board.led("${alias}"), or choose another name`,
      );
    }
    const place = locatePin(board.soc, pin);
    if (typeof place === "string") {
      report("E3006", `pins.${alias}: ${place}`, `choose a pin of the ${board.title}'s expansion headers`);
      continue;
    }
    const other = uses.get(pin);
    if (other !== undefined) {
      report(
        "E3007",
        `${pin} is used twice: by ${other} and by pins.${alias}`,
        `move pins.${alias} to a free pin`,
      );
    }
    uses.set(pin, `pins.${alias}`);
  }
  return diagnostics;
}

/** What to do about an unknown board: the known ones. */
export function boardRemedy(): string {
  return `the boards are ${boardNames.join(", ")}`;
}

type Report = (code: string, message: string, remedy: string) => void;

function reporter(file: string, diagnostics: Diagnostic[]): Report {
  return (code, message, remedy) => diagnostics.push({ code, severity: "error", message, remedy, file });
}

function checkPinFields(pins: unknown, report: Report): void {
  if (pins === undefined) return;
  if (typeof pins !== "object" || pins === null || Array.isArray(pins)) {
    report("E3004", `"pins" is ${describe(pins)}`, 'write names and pins, as in pins: { relay: "PB3" }');
    return;
  }
  for (const [alias, pin] of Object.entries(pins)) {
    if (!PIN_ALIAS.test(alias)) {
      // A capital would let a name look like a pin, and "PB4" could then mean PB3.
      report(
        "E3004",
        `"${alias}" cannot name a pin`,
        'start with a lower-case letter and go on with letters, digits, "-" or "_", as in "relay"',
      );
    }
    if (typeof pin !== "string") {
      report("E3004", `pins.${alias} is ${describe(pin)}`, 'write the pin as text, as in "PB3"');
    }
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : kindOf(value);
}
