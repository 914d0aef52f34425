// What the C compiler is told for which file.

import { describe, expect, it } from "vitest";
import { debugInfoOf } from "./flags.ts";

describe("what debuggers get to know of a file", () => {
  it("is everything for the program", () => {
    expect(debugInfoOf("main_ts.c", { optimise: "2" })).toBe("variables");
  });

  it("is lines for Ingot's own, once optimised", () => {
    for (const name of ["ingot_runtime_lang_console_ts_.c", "native/gc.c", "ingot_hal_gpio_ts_.c"]) {
      expect(debugInfoOf(name, { optimise: "2" })).toBe("lines");
      expect(debugInfoOf(name, { optimise: "s" })).toBe("lines");
      expect(debugInfoOf(name, { optimise: "0" })).toBe("variables");
    }
  });

  it("is never more than was asked for", () => {
    expect(debugInfoOf("native/gc.c", { optimise: "2", debugInfo: "none" })).toBe("none");
    expect(debugInfoOf("main_ts.c", { optimise: "2", debugInfo: "lines" })).toBe("lines");
  });
});
