// For tests of the back end: many small functions of IR text, compiled and run as one program of this machine.
//
// Each case is a function `@case:N() -> value`; the program prints what it returns, or "throws " and what it
// throws, a line each. The library is absent: errors are their messages, and Node prints the numbers.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PATIENCE_MS } from "../../../test/patience.ts";
import { parseModule } from "../../compiler/ir/parse.ts";
import type { Module } from "../../compiler/ir/types.ts";
import { verifyModule } from "../../compiler/ir/verify.ts";
import { type EmitOptions, emitC } from "../c/emit.ts";
import { buildExecutable } from "../compile-c.ts";
import type { Optimise } from "../flags.ts";

export const INGOT_ROOT = resolve(import.meta.dirname, "../../..");

const HOOKS = `hook make_error @hook:make_error
hook describe @hook:describe
hook uncaught @hook:uncaught
hook number_text @hook:number_text
entry @main:entry

func @hook:make_error(%kind: f64, %message: ref) -> ref {
b0:
  return %message
}
func @hook:describe(%value: value) -> ref {
b0:
  %1: ref = runtime.typeof(%value)
  return %1
}
func @hook:number_text(%number: f64) -> ref {
b0:
  %high: u32 = runtime.f64_bits_high(%number)
  %low: u32 = runtime.f64_bits_low(%number)
  %1: ref = convert.to_string %high
  %2: ref = convert.to_string %low
  %3: ref = runtime.str_concat("<", %1)
  %4: ref = runtime.str_concat(%3, " ")
  %5: ref = runtime.str_concat(%4, %2)
  %6: ref = runtime.str_concat(%5, ">")
  return %6
}
func @hook:uncaught(%error: value) -> void {
b0: handler b1
  %1: ref = convert.to_string %error
  %2: ref = runtime.str_concat("uncaught ", %1)
  runtime.write_out(i32 1, %2)
  return
b1:
  %3: value = catch
  return
}
`;

/** The module of `bodies` (blocks of functions that return a value) over the declarations in `header`. */
export function casesModule(header: string, bodies: readonly string[]): Module {
  const cases = bodies.map((body, i) => `func @case:${i}() -> value throws {\n${body}\n}\n`);
  const main = bodies.map((_, i) => {
    const [run, failed, next] = [3 * i, 3 * i + 1, 3 * i + 2];
    const print = (s: string) =>
      `  %l${s}: ref = runtime.str_concat(%${s}, "\\n")\n  runtime.write_out(i32 1, %l${s})\n`;
    return (
      `b${run}: handler b${failed}\n  %r${i}: value = call @case:${i}()\n  %s${i}: ref = convert.to_string %r${i}\n` +
      `${print(`s${i}`)}  jump b${next}\n` +
      `b${failed}:\n  %e${i}: value = catch\n  %t${i}: ref = convert.to_string %e${i}\n` +
      `  %u${i}: ref = runtime.str_concat("throws ", %t${i})\n${print(`u${i}`)}  jump b${next}\n` +
      `b${next}:\n  jump b${next + 1}\n`
    );
  });
  const entry = `func @main:entry() -> void throws {\n${main.join("")}b${3 * bodies.length}:\n  return\n}\n`;
  return parseModule(`${HOOKS}${header}\n${cases.join("")}${entry}`);
}

/** Runtime calls that are functions of runtime/lang, which these modules do without. */
const LIBRARY = `#include "ingot.h"
double rt_f64_mod(double a, double b) {
  double rest = a < 0 ? -a : a, by = b < 0 ? -b : b;
  if (!(rest < __builtin_inf()) || !(by > 0)) return canonical(__builtin_nan(""));
  while (rest >= by) {
    double part = by;
    while (part <= rest / 2) part *= 2;
    rest -= part;
  }
  return __builtin_copysign(rest, a);
}
double rt_math_min(double a, double b) { return a != a || b != b ? a + b : a < b || (a == b && value_f64(a) >> 63) ? a : b; }
double rt_math_max(double a, double b) { return -rt_math_min(-a, -b); }
void rt_write_out(int32_t stream, Obj *text) {
  int32_t length = rt_str_length(text), count = 0;
  Obj *bytes = rt_typed_new(1, 3 * length);
  uint8_t *at = ((Typed *)bytes)->data;
  for (int32_t i = 0; i < length; i++) {
    int32_t c = rt_str_char_code_at(text, i);
    if (c >> 10 == 0x36) c = 0x10000 + ((c & 0x3ff) << 10) + (rt_str_char_code_at(text, ++i) & 0x3ff);
    if (c >= 0x10000) at[count++] = 0xf0 | c >> 18, at[count++] = 0x80 | (c >> 12 & 0x3f), at[count++] = 0x80 | (c >> 6 & 0x3f);
    else if (c >= 0x800) at[count++] = 0xe0 | c >> 12, at[count++] = 0x80 | (c >> 6 & 0x3f);
    else if (c >= 0x80) at[count++] = 0xc0 | c >> 6;
    at[count++] = c < 0x80 ? c : 0x80 | (c & 0x3f);
  }
  rt_write_bytes(stream, bytes, count);
}
void rt_throw_type_error(Obj *message) { rt_throw(value_ref(ingot_hook_make_error(1, message))); }
`;

/** The source file that such modules are built with. */
export const hostLibrary = { name: "library.c", text: LIBRARY };

/** The same for a board of those constants, with what boards ask hal/base for. */
export function boardLibrary(defines: Readonly<Record<string, string>>): { name: string; text: string } {
  const constants = Object.entries(defines).map(([name, text]) => `#define ${name} ${text}\n`);
  const hooks = readFileSync(join(INGOT_ROOT, "runtime/native/testing/board-hooks.c"), "utf8");
  return { name: "library.c", text: `${constants.join("")}${LIBRARY}#include "internal.h"\n${hooks}` };
}

/** Compiles and runs a verified module; returns its standard output. */
export async function runModule(
  module: Module,
  options: { optimise?: Optimise; sanitize?: boolean; emit?: EmitOptions; env?: Record<string, string> } = {},
): Promise<string> {
  const problems = verifyModule(module);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const folder = mkdtempSync(join(tmpdir(), "ingot-backend-"));
  try {
    const { elf } = await buildExecutable({
      files: [...emitC(module, options.emit), hostLibrary],
      target: "host",
      optimise: options.optimise ?? "0",
      sanitize: options.sanitize ?? false,
      outFile: join(folder, "program"),
      cacheDir: join(INGOT_ROOT, ".cache/backend-tests"),
      ingotRoot: INGOT_ROOT,
    });
    const env = { ...process.env, ...options.env };
    return withNumbers(execFileSync(elf, { encoding: "utf8", timeout: PATIENCE_MS, env }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Numbers that are no integers arrive as the two halves of their bits. */
export function withNumbers(output: string): string {
  const bytes = new DataView(new ArrayBuffer(8));
  return output.replaceAll(/<(\d+) (\d+)>/g, (_, high: string, low: string) => {
    bytes.setUint32(0, Number(high));
    bytes.setUint32(4, Number(low));
    return String(bytes.getFloat64(0));
  });
}

/** What each case prints, in order. */
export async function runCases(
  header: string,
  bodies: readonly string[],
  options: Parameters<typeof runModule>[1] = {},
): Promise<string[]> {
  const output = await runModule(casesModule(header, bodies), options);
  return output.split("\n").slice(0, -1);
}
