// When a held button counts, in false time.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onButtonHeld } from "./factory-reset.ts";

let level: 0 | 1 = 1;
let resets = 0;
beforeEach(() => {
  vi.useFakeTimers();
  level = 1;
  resets = 0;
});
afterEach(() => vi.useRealTimers());

function hold(ms: number): void {
  level = 0;
  vi.advanceTimersByTime(ms);
  level = 1;
  vi.advanceTimersByTime(200);
}

test("five seconds count, once; less does not", () => {
  onButtonHeld({ read: () => level }, () => resets++);
  vi.advanceTimersByTime(1000);
  hold(4800);
  expect(resets).toBe(0);
  hold(20_000);
  expect(resets).toBe(1);
});

test("a pin that was never high has no button", () => {
  level = 0;
  onButtonHeld({ read: () => level }, () => resets++);
  vi.advanceTimersByTime(60_000);
  expect(resets).toBe(0);
});
