// Remedies for TypeScript's errors about pins, LEDs and modules.

import { expect, test } from "vitest";
import { findBoard } from "../../boards/index.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { explainErrors } from "./explain-errors.ts";

const app = {
  board: findBoard("cubieboard")!,
  config: { name: "app", pins: { relay: "PD1" } },
} as const;
const error = (message: string, line = 1): Diagnostic => ({
  code: "E1001",
  severity: "error",
  message,
  file: "main.ts",
  line,
  column: 1,
});
const remedyOf = (message: string, of: typeof app | null = app) =>
  explainErrors([error(message)], of)[0]!.remedy;

test("a wrong LED gets the list of LEDs", () => {
  expect(remedyOf(`Argument of type '"red"' is not assignable to parameter of type 'LedOfCubieboard'.`)).toBe(
    'the LEDs of the Cubieboard are "blue", "green"',
  );
});

test("a wrong pin gets LEDs, names of the configuration and free pins, as ranges", () => {
  const remedy = remedyOf(`Type '"P1"' is not assignable to type 'PinOfCubieboard'.`)!;
  expect(remedy).toMatch(
    /^the pins of the Cubieboard are "blue", "green", "relay", PA17, PB0\.\.PB21, PC0\.\.PC24, PD0/,
  );
  // PH1 is the card detect switch: it is not to be had.
  expect(remedy).toMatch(/PH0, PH2\.\.PH27, PI0\.\.PI21$/);
});

test("an unknown module of Ingot gets the list; ingot/board is only there for applications", () => {
  const message = "Cannot find module 'ingot/htp' or its corresponding type declarations. (TS2307)";
  expect(remedyOf(message)).toMatch(/^Ingot's modules are .*ingot\/board, .*ingot\/config, .*ingot\/net/);
  expect(remedyOf(message, null)).toMatch(/^Ingot's modules are (?!.*ingot\/board).*ingot\/config, /);
  expect(remedyOf("Cannot find module 'ingot/board'. (TS2307)", null)).toContain(
    "only an application has a board",
  );
});

test("other errors stay as they are, and one found twice is said once", () => {
  const other = error("Type 'string' is not assignable to type 'number'. (TS2322)");
  expect(explainErrors([other, { ...other }, { ...other, line: 2 }], app)).toEqual([
    other,
    { ...other, line: 2 },
  ]);
});

test("Node's own modules and names are not to be had by installing types", () => {
  const message =
    "Cannot find name 'fs'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node` (TS2591)";
  expect(remedyOf(message, null)).toMatch(/^a compiled program runs without Node: do without `fs`/);
});
