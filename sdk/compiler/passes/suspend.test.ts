// The suspend pass, text to text.

import { expect, test } from "vitest";
import { parseModule } from "../ir/parse.ts";
import { printModule } from "../ir/print.ts";
import { verifyModule } from "../ir/verify.ts";
import { splitSuspendable } from "./suspend.ts";

const HOOKS = `hook await @h:await
hook resolve @h:resolve
hook reject @h:reject
entry @e
func @e() -> void {
b0:
  return
}
func @h:await(%f: ref, %v: value) -> void {
b0:
  return
}
func @h:resolve(%p: ref, %v: value) -> void {
b0:
  return
}
func @h:reject(%p: ref, %v: value) -> void {
b0:
  return
}
`;

/** The functions that the pass makes of one async function. */
function split(text: string): string {
  const module = parseModule(HOOKS + text);
  splitSuspendable(module);
  expect(verifyModule(module)).toEqual([]);
  return printModule(module).split("\n\n").slice(5).join("\n\n");
}

test("an await in a loop inside try becomes a state that keeps its handler, and the loop's variables move to the frame", () => {
  expect(
    split(`func @main.ts:f(%n: f64, %p: value, %unused: f64) -> ref async {
b0:
  %i: f64 = copy 0
  jump b1
b1:
  %c: bool = compare.lt %i, %n
  branch %c, b2, b3
b2: handler b4
  %v: value = await %p
  %i: f64 = arith.add %i, 1
  jump b1
b3:
  %r: value = convert.box %i
  return %r
b4:
  %e: value = catch
  return %e
}
`),
  ).toBe(`func @main.ts:f(%n: f64, %p: value, %unused: f64) -> ref {
b0:
  %3: ref = new_object main.ts:f.frame
  set_slot %3, main.ts:f.frame, n, %n
  set_slot %3, main.ts:f.frame, p, %p
  call @main.ts:f.resume(%3, undefined, i32 0)
  %4: ref = runtime.frame_promise(%3)
  return %4
}

func @main.ts:f.resume(%frame: ref, %sent: value, %mode: i32) -> void frame main.ts:f.frame (%n 0, %p 1, %i 2) entries (b0, b7) {
  var %n: f64
  var %p: value
  var %unused: f64
b0: handler b6
  %i: f64 = copy 0
  jump b1
b1: handler b6
  %c: bool = compare.lt %i, %n
  branch %c, b2, b3
b2: handler b4
  set_state 1
  call @h:await(%frame, %p)
  suspend
b7: handler b4
  %v: value = resume
  %i: f64 = arith.add %i, 1
  jump b1
b3: handler b6
  %r: value = convert.box %i
  %11: value = copy %r
  jump b5
b4: handler b6
  %e: value = catch
  %11: value = copy %e
  jump b5
b5:
  %12: ref = runtime.frame_promise(%frame)
  call @h:resolve(%12, %11)
  return
b6:
  %13: value = catch
  %12: ref = runtime.frame_promise(%frame)
  call @h:reject(%12, %13)
  return
}
`);
});

test("captures travel in the frame, and what dies before the await does not", () => {
  const text = split(`func @main.ts:g() -> ref async captures (%cell: ref) {
b0:
  %dead: f64 = get_cell.f64 %cell
  %v: value = convert.box %dead
  %w: value = await %v
  %x: f64 = get_cell.f64 %cell
  %y: value = convert.box %x
  return %y
}
`);
  expect(text).toContain("func @main.ts:g() -> ref captures (%cell: ref) {");
  expect(text).toContain("set_slot %1, main.ts:g.frame, cell, %cell");
  expect(text).toContain("frame main.ts:g.frame (%cell 0) entries (b0, b3)");
});

test("a generator without code before its first yield is made waiting there; a delegated result is marked", () => {
  const text = split(`func @main.ts:g(%n: f64) -> ref generator (@h:make) {
b0:
  %s: value = yield undefined
  %v: value = convert.box %n
  %t: value = yield %v delegated=true catches=true
  %m: i32 = resume_mode
  return %t
}
func @h:make(%f: ref) -> ref {
b0:
  return %f
}
`);
  expect(text).toBe(`func @main.ts:g(%n: f64) -> ref {
b0:
  %1: ref = new_object main.ts:g.frame
  set_slot %1, main.ts:g.frame, n, %n
  %2: ref = call @h:make(%1)
  return %2
}

func @main.ts:g.resume(%frame: ref, %sent: value, %mode: i32) -> void frame main.ts:g.frame (%n 0) entries (b3, b3, b4) {
  var %n: f64
b3: handler b2
  %s: value = resume
  %v: value = convert.box %n
  hand_out %v
  set_state 2 delegated=true
  suspend
b4: handler b2
  %t: value = resume catches=true
  %m: i32 = resume_mode
  %8: value = copy %t
  jump b1
b1:
  hand_out %8
  set_state -1
  return
b2:
  %9: value = catch
  set_state -1
  throw %9
}

func @h:make(%f: ref) -> ref {
b0:
  return %f
}
`);
});

test("a module without the hook that a suspension needs is an internal error that names it", () => {
  const module = parseModule(
    "entry @e\nfunc @e() -> void {\nb0:\n  return\n}\nfunc @f() -> ref async {\nb0:\n  %1: value = await null\n  return %1\n}\n",
  );
  expect(() => splitSuspendable(module)).toThrow("needs the hook 'resolve'");
});
