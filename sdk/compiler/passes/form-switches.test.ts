// The form-switches pass, text to text: which chains of comparisons become a switch.

import { expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import { formSwitches } from "./form-switches.ts";
import { requireCorrect } from "./index.ts";

/** A chain that compares `%x` with each of `values`, with `before` in front of each comparison. */
function formed(type: "i32" | "f64", values: readonly string[], before = ""): string {
  const links = values.map((value, i) => {
    const operand = type === "i32" ? `i32 ${value}` : value;
    const next = i + 1 < values.length ? `b${i + 1}` : "b20";
    return `b${i}:\n${before}  %t${i}: bool = compare.eq %x, ${operand}\n  branch %t${i}, b${10 + i}, ${next}\n`;
  });
  const targets = values.map((_, i) => `b${10 + i}:\n  return ${i + 1}\n`);
  const module = parseModule(
    `entry @main\nfunc @main() -> void {\nb0:\n  return\n}\nfunc @f(%x: ${type}) -> f64 {\n${links.join("")}${targets.join("")}b20:\n  return 0\n}\n`,
  );
  formSwitches(module);
  requireCorrect(module, "form-switches");
  return printModule(module)
    .split("\n\n")
    .find((part) => part.startsWith("func @f("))!;
}

test("four comparisons with constants are a switch", () => {
  expect(formed("i32", ["1", "5", "-3", "9"])).toMatchInlineSnapshot(`
    "func @f(%x: i32) -> f64 {
      var %t0: bool
      var %t1: bool
      var %t2: bool
      var %t3: bool
    b0:
      switch %x (1 b10, 5 b11, -3 b12, 9 b13) b20
    b10:
      return 1
    b11:
      return 2
    b12:
      return 3
    b13:
      return 4
    b20:
      return 0
    }
    "
  `);
});

test("of two equal cases the first one counts", () => {
  const text = formed("i32", ["1", "2", "3", "1", "4"]);
  expect(text.match(/\(1 b\d+/g)).toHaveLength(1);
  expect(text).toMatch(/switch %x \(1 b\d+, 2 b\d+, 3 b\d+, 4 b\d+\)/);
});

test("a double is looked up as the integer that it is, and otherwise is no case", () => {
  expect(formed("f64", ["1", "2", "3", "4"])).toMatchInlineSnapshot(`
    "func @f(%x: f64) -> f64 {
      var %t0: bool
      var %t1: bool
      var %t2: bool
      var %t3: bool
    b0:
      %5: i32 = convert.to_i32 %x
      %6: f64 = convert.to_f64 %5
      %7: bool = compare.eq %x, %6
      branch %7, b21, b20
    b21:
      switch %5 (1 b10, 2 b11, 3 b12, 4 b13) b20
    b10:
      return 1
    b11:
      return 2
    b12:
      return 3
    b13:
      return 4
    b20:
      return 0
    }
    "
  `);
});

test.each([
  ["three cases are compared one after the other", ["1", "2", "3"], ""],
  ["a link that does something else is none", ["1", "2", "3", "4"], "  runtime.gc_collect()\n"],
])("%s", (_title, values, before) => {
  expect(formed("i32", values, before)).not.toContain("switch");
});

test("a fraction ends the chain", () => {
  expect(formed("f64", ["1", "2", "3", "0.5", "4"])).not.toContain("switch");
});
