// The control logic, on this computer: `npx vitest run`.

import { describe, expect, test } from "vitest";
import { Control, type Wish } from "./control.ts";

const WISH: Wish = { mode: "heat", target: 20, hysteresis: 1 };
const MINUTE = 60_000;

/** What the control decides about one temperature a minute. */
function decisions(temperatures: readonly (number | null)[], wish: Wish = WISH): boolean[] {
  const control = new Control();
  return temperatures.map((celsius, i) => control.decide(celsius, wish, i * MINUTE));
}

describe("the control", () => {
  test("heats from below the band until above it, and keeps what it does inside", () => {
    expect(decisions([19.4, 19.6, 20.4, 20.6, 20.4, 19.6, 19.4])).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  test("does not begin inside the band", () => {
    expect(decisions([20, 19.5, 20.5])).toEqual([false, false, false]);
  });

  test("switches the relay once in ten seconds at most", () => {
    const control = new Control();
    expect(control.decide(10, WISH, 0)).toBe(true);
    expect(control.decide(30, WISH, 9_999)).toBe(true);
    expect(control.decide(30, WISH, 10_000)).toBe(false);
    expect(control.decide(10, WISH, 15_000)).toBe(false);
    expect(control.decide(10, WISH, 20_000)).toBe(true);
  });

  test("when off, heats against frost only", () => {
    const off: Wish = { ...WISH, mode: "off" };
    expect(decisions([12, 5, 4.4, 5.4, 5.6], off)).toEqual([false, false, true, true, false]);
  });

  test("goes on for a minute without its sensor, and then stops", () => {
    const control = new Control();
    expect(control.decide(15, WISH, 0)).toBe(true);
    expect(control.decide(null, WISH, MINUTE)).toBe(true);
    expect(control.decide(null, WISH, MINUTE + 1)).toBe(false);
    expect(control.decide(15, WISH, 2 * MINUTE)).toBe(true);
  });

  test("does not heat before the first temperature", () => {
    expect(decisions([null, null])).toEqual([false, false]);
  });
});
