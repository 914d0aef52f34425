// Async functions from IR text through the passes and C to a running program of this machine.
//
// The library's promises are stood in for by a few functions of IR: a promise is an object that holds its
// outcome, and awaiting queues the frame, to be resumed by the hook `run` in order.

import { expect, test } from "vitest";
import { runModule } from "../../sdk/backend/testing/run-cases.ts";
import { parseModule } from "../../sdk/compiler/ir/parse.ts";
import { runPasses } from "../../sdk/compiler/passes/index.ts";

const LIBRARY = `shape Promise { "state" ref, "outcome" value }
global frames ref
global sent value
global next f64
hook make_error @hook:make_error
hook uncaught @hook:uncaught
hook run @hook:run
hook new_promise @hook:new_promise
hook resolve @hook:resolve
hook reject @hook:reject
hook await @hook:await
entry @main:entry

func @hook:make_error(%kind: f64, %message: ref) -> ref {
b0:
  return %message
}
func @hook:uncaught(%error: value) -> void {
b0:
  call @print("uncaught", %error)
  return
}
func @print(%what: ref, %v: value) -> void {
b0:
  %1: ref = convert.to_string %v
  %2: ref = runtime.str_concat(%what, " ")
  %3: ref = runtime.str_concat(%2, %1)
  %4: ref = runtime.str_concat(%3, "\\n")
  runtime.write_out(i32 1, %4)
  return
}
func @hook:new_promise() -> ref {
b0:
  %1: ref = new_object Promise
  set_slot %1, Promise, state, "pending"
  return %1
}
func @hook:resolve(%p: ref, %v: value) -> void {
b0:
  set_slot %p, Promise, state, "resolved"
  call @print("resolved", %v)
  return
}
func @hook:reject(%p: ref, %v: value) -> void {
b0:
  set_slot %p, Promise, state, "rejected"
  call @print("rejected", %v)
  return
}
func @hook:await(%frame: ref, %v: value) -> void {
b0:
  %frames: ref = get_global frames
  array_push.ref %frames, %frame
  %values: value = get_global sent
  %list: ref = convert.unbox %values
  array_push.value %list, %v
  return
}
func @hook:run() -> void {
b0:
  %frames: ref = get_global frames
  %values: value = get_global sent
  %list: ref = convert.unbox %values
  jump b1
b1:
  %i: f64 = get_global next
  %n: i32 = length.array %frames
  %m: f64 = convert.to_f64 %n
  %more: bool = compare.lt %i, %m
  branch %more, b2, b3
b2:
  %after: f64 = arith.add %i, 1
  set_global next, %after
  %frame: ref = array_get.ref.ref %frames, %i
  %v: value = array_get.value.value %list, %i
  %bad: bool = runtime.is_boolean(%v)
  runtime.frame_resume(%frame, %v, %bad)
  jump b1
b3:
  return
}
func @main:entry() -> void {
b0:
  %f: ref = new_array.ref i32 0
  set_global frames, %f
  %s: ref = new_array.value i32 0
  %t: value = convert.box %s
  set_global sent, %t
  set_global next, 0
`;

/** Runs the program whose entry goes on with `body`; a boolean that is awaited rejects. */
async function run(body: string, functions: string): Promise<string[]> {
  const module = parseModule(`${LIBRARY}${body}\n  return\n}\n${functions}`);
  runPasses(module);
  const output = await runModule(module, { optimise: "2", env: { INGOT_GC_STRESS: "1" } });
  return output.split("\n").slice(0, -1);
}

test("an async function runs at once up to its first await, and its loop goes on from there", async () => {
  const lines = await run(
    `  %p: ref = call @main:count(3, "loop")\n  call @print("main goes on", 0x)`.replace("0x", 'value ""'),
    `func @main:count(%n: f64, %name: ref) -> ref async {
b0:
  %i: f64 = copy 0
  %sum: f64 = copy 0
  jump b1
b1:
  %c: bool = compare.lt %i, %n
  branch %c, b2, b3
b2:
  %b: value = convert.box %i
  call @print(%name, %b)
  %v: value = await %b
  %d: f64 = convert.unbox %v
  %sum: f64 = arith.add %sum, %d
  %i: f64 = arith.add %i, 1
  jump b1
b3:
  %r: value = convert.box %sum
  return %r
}
`,
  );
  expect(lines).toEqual(["loop 0", "main goes on ", "loop 1", "loop 2", "resolved 3"]);
});

test("two calls of an async function take turns", async () => {
  const lines = await run(
    `  %p: ref = call @main:twice("a")\n  %q: ref = call @main:twice("b")`,
    `func @main:twice(%name: ref) -> ref async {
b0:
  %1: value = await value "first"
  call @print(%name, %1)
  %2: value = await value "second"
  call @print(%name, %2)
  return %1
}
`,
  );
  expect(lines).toEqual(["a first", "b first", "a second", "resolved first", "b second", "resolved first"]);
});

test("a rejection is thrown at the await: caught there, or rejecting the function's promise", async () => {
  const lines = await run(
    `  %p: ref = call @main:catches()\n  %q: ref = call @main:fails()`,
    `func @main:catches() -> ref async {
b0:
  %count: f64 = copy 1
  jump b1
b1: handler b2
  %count: f64 = copy 2
  %v: value = convert.box true
  %w: value = await %v
  %count: f64 = copy 3
  return %w
b2:
  %e: value = catch
  call @print("caught", %e)
  %x: value = await value "in the handler"
  call @print("after", %x)
  %r: value = convert.box %count
  return %r
}
func @main:fails() -> ref async {
b0:
  %v: value = convert.box false
  %w: value = await %v
  return %w
}
`,
  );
  expect(lines).toEqual(["caught true", "rejected false", "after in the handler", "resolved 2"]);
});

test("an exception before the first await rejects instead of reaching the caller", async () => {
  const lines = await run(
    `  %p: ref = call @main:early()\n  call @print("main", value "goes on")`,
    `func @main:early() -> ref async {\nb0:\n  throw value "early"\n}\n`,
  );
  expect(lines).toEqual(["rejected early", "main goes on"]);
});

test("captured variables are found again after a suspension", async () => {
  const lines = await run(
    `  %cell: ref = new_cell.f64 40
  %f: ref = new_closure @main:captured(%cell)
  %g: value = convert.box %f
  %p: value = call_value %g, undefined, "g"(%g)
  set_cell.f64 %cell, 41`,
    `func @main:captured(%plus: value) -> ref async captures (%cell: ref) {
b0:
  %1: value = await value "x"
  %2: f64 = get_cell.f64 %cell
  %3: f64 = arith.add %2, 1
  %4: value = convert.box %3
  return %4
}
`,
  );
  expect(lines).toEqual(["resolved 42"]);
});
