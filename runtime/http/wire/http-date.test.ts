// Dates against JavaScript's own, whose toUTCString has the form of HTTP.

import { expect, test } from "vitest";
import { httpDate } from "./http-date.ts";

test("the example of RFC 9110", () => {
  expect(httpDate(784_111_777)).toBe("Sun, 06 Nov 1994 08:49:37 GMT");
});

test("every day from 1970 to 2110, at changing times", () => {
  for (let day = 0; day < 51_200; day++) {
    const seconds = day * 86_400 + ((day * 7919) % 86_400);
    expect(httpDate(seconds)).toBe(new Date(seconds * 1000).toUTCString());
  }
});
