// What is taken for settings and what is not.

import { expect, test } from "vitest";
import { changed, DEFAULT_SETTINGS } from "./settings.ts";

test("a change keeps the fields that it does not name", () => {
  const { settings } = changed(DEFAULT_SETTINGS, { target: 21.5, mode: "off" });
  expect(settings).toEqual({ ...DEFAULT_SETTINGS, target: 21.5, mode: "off" });
});

test("one wrong field and nothing is changed; each wrong field is named with what it must be", () => {
  const { settings, problems } = changed(DEFAULT_SETTINGS, { target: 31, hysteresis: "1", name: "Hall" });
  expect(settings).toBeNull();
  expect(problems).toEqual({
    target: "must be a number from 5 to 30",
    hysteresis: "must be a number from 0.2 to 5",
  });
});

test.each([
  ["a target that is not a number", { target: Number.NaN }],
  ["an unknown field", { tagret: 20 }],
  ["a field of every object", { constructor: 1 }],
  ["an empty name", { name: "" }],
  ["a name of 41 characters", { name: "x".repeat(41) }],
  ["a host with a space", { mqttHost: "a b" }],
  ["another mode", { mode: "cool" }],
  ["a list", [1]],
  ["null", null],
  ["a text", "target=20"],
])("refuses %s", (_name, change) => {
  expect(changed(DEFAULT_SETTINGS, change).settings).toBeNull();
});
