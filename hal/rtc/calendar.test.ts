// Days of the calendar against those of Date over 400 years, and the ends of months and numbers.

import { describe, expect, it } from "vitest";
import { dateOf, daysOf } from "./calendar.ts";

const MS_PER_DAY = 86_400_000;

describe("days and dates", () => {
  it("agree with Date for every day of 400 years", () => {
    for (let days = -40_000; days < 110_000; days++) {
      const date = new Date(days * MS_PER_DAY);
      const { year, month, day } = dateOf(days);
      const isSame =
        year === date.getUTCFullYear() && month === date.getUTCMonth() + 1 && day === date.getUTCDate();
      if (!isSame || daysOf(year, month, day) !== days)
        throw new Error(`day ${days}: ${year}-${month}-${day}`);
    }
  });

  it("counts a day that the month has not into the next", () => {
    expect(daysOf(2023, 2, 29)).toBe(daysOf(2023, 3, 1));
    expect(daysOf(2023, 0, 1)).toBe(daysOf(2022, 12, 1));
  });

  it("has no year for no number", () => {
    expect(dateOf(Number.NaN).year).toBeNaN();
  });
});
