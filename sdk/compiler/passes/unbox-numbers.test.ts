// The unbox-numbers pass, text to text: which boxed variables become doubles, and which must stay boxed.

import { expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import { requireCorrect } from "./index.ts";
import { unboxNumbers } from "./unbox-numbers.ts";

function unboxed(body: string, rest = ""): string {
  const module = parseModule(
    `global out value\nentry @main\n\nfunc @main() -> void {\n${body}  return\n}\n\n${rest}`,
  );
  unboxNumbers(module);
  requireCorrect(module, "unbox-numbers");
  return printModule(module);
}

const ELEMENT = "b0:\n  %a: ref = runtime.typed_new(i32 1, 4)\n  %x: value = typed_get.u8.value %a, 9\n";

test("an element that is only added to is a double, NaN when there is none", () => {
  const text = unboxed(`${ELEMENT}  %n: f64 = convert.number_or_nan %x\n  %s: f64 = arith.add %n, 1\n`);
  expect(text).toContain("%x: f64 = typed_get.u8.number %a, 9");
  expect(text).toContain("%n: f64 = copy %x");
});

test("an element that is compared with a number is a double, as NaN equals none", () => {
  const text = unboxed(`${ELEMENT}  %z: value = convert.box 0\n  %e: bool = runtime.strict_equals(%x, %z)\n`);
  expect(text).toContain("%e: bool = compare.eq %x, %z");
});

test.each([
  ["is stored elsewhere", "  set_global out, %x\n"],
  ["is compared with what may be undefined as well", "  %e: bool = runtime.strict_equals(%x, %x)\n"],
  ["is asked whether it is undefined", "  %e: bool = runtime.is_undefined(%x)\n"],
])("an element that %s stays boxed", (_title, use) => {
  expect(unboxed(`${ELEMENT}${use}`)).toContain("%x: value = typed_get.u8.value %a, 9");
});

test("an element that is proved to exist passes where a number is demanded, and another does not", () => {
  const given = (index: number) =>
    unboxed(
      `${ELEMENT.replace("9", String(index))}  %n: f64 = convert.unbox %x expected="argument"\n  call @show(%n)\n`,
      "func @show(%n: f64) -> void {\nb0:\n  %v: value = convert.box %n\n  set_global out, %v\n  return\n}\n",
    );
  expect(given(3)).toContain("%n: f64 = copy %x");
  expect(given(4)).toContain('%n: f64 = convert.unbox %x expected="argument"');
});

test("a variable that only counts on from a boxed element is a double, converted where it takes the element", () => {
  const text = unboxed(
    `${ELEMENT}  %e: bool = runtime.is_undefined(%x)\n  %high: value = copy %x\n  %n: f64 = convert.number_or_nan %high\n` +
      "  %m: f64 = arith.sub %n, 1\n  %high: value = convert.box %m\n",
  );
  expect(text).toContain("%x: value = typed_get.u8.value %a, 9");
  expect(text).toContain('%high: f64 = convert.number_or_nan %x expected="high to be a number"');
  expect(text).toContain("%high: f64 = copy %m");
});

test("a variable that may take what is neither number nor element stays boxed", () => {
  const text = unboxed(
    "b0:\n  %g: value = get_global out\n  %high: value = copy %g\n  %n: f64 = convert.number_or_nan %high\n",
  );
  expect(text).toContain("%high: value = copy %g");
});
