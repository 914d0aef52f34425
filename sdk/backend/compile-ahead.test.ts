// The native core is compiled while the program is still being read, and comes out the same.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBoard } from "../../boards/index.ts";
import { boardDefines } from "../image/board-defines.ts";
import { type EmitOptions, emitC } from "./c/emit.ts";
import { ExecutableBuild } from "./compile-c.ts";
import { casesModule, hostLibrary, INGOT_ROOT } from "./testing/run-cases.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-ahead-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A build that finds no objects but those of builds with the same `cache`. */
function newBuild(cache: string): ExecutableBuild {
  return new ExecutableBuild({
    target: "host",
    optimise: "0",
    sanitize: false,
    outFile: join(folder, "program"),
    cacheDir: join(folder, cache),
    ingotRoot: INGOT_ROOT,
  });
}

const program = () => [...emitC(casesModule("", ['b0:\n  return value "one"'])), hostLibrary];
const objects = (cache: string) => readdirSync(join(folder, cache, "objects")).sort();
const leftovers = (cache: string) => readdirSync(join(folder, cache, "c"));

test("objects made ahead are those that a build makes", async () => {
  await newBuild("plain").finish(program());
  const plain = readFileSync(join(folder, "program"));
  const build = newBuild("ahead");
  build.startAhead();
  const { timings } = await build.finish(program());
  expect(timings.cached).toBeGreaterThan(10);
  expect(readFileSync(join(folder, "program")).equals(plain)).toBe(true);
  expect(objects("ahead")).toEqual(objects("plain"));
  const second = newBuild("ahead");
  second.startAhead();
  expect((await second.finish(program())).timings.compiled).toBe(0);
});

test("generated files compiled ahead come out the same, and count as compiled", async () => {
  const { timings } = await newBuild("plain").finish(program());
  const plain = readFileSync(join(folder, "program"));
  const build = newBuild("units");
  const started: string[] = [];
  const onOwnUnit: EmitOptions["onOwnUnit"] = (unit, headers) => {
    started.push(unit.name);
    build.startUnit(unit, headers);
  };
  const module = casesModule("", ['b0:\n  return value "one"']);
  const files = [...emitC(module, { onOwnUnit }), hostLibrary];
  const ahead = await build.finish(files);
  expect(started.length).toBeGreaterThan(0);
  expect(ahead.timings).toMatchObject({ compiled: timings.compiled, cached: 0 });
  expect(readFileSync(join(folder, "program")).equals(plain)).toBe(true);
  expect(objects("units")).toEqual(objects("plain"));
});

test("what the C compiler refuses is reported although it was compiled ahead", async () => {
  const build = newBuild("refused");
  const wrong = { name: "wrong.c", text: "int 1;" };
  build.startUnit(wrong, []);
  await expect(build.finish([wrong, hostLibrary])).rejects.toThrow(/E9002|refuses generated code/);
});

test("a build that is given up ends its compilers and keeps no half-made object", async () => {
  const build = newBuild("given-up");
  build.startAhead();
  await build.abandon();
  expect(objects("given-up")).toEqual([]);
  expect(leftovers("given-up")).toEqual([]);
});

test("a board's native core says nothing of the folder that it was compiled in", async () => {
  for (const cache of ["a", "b"]) {
    mkdirSync(join(folder, cache));
    const build = new ExecutableBuild({
      target: "cubieboard",
      optimise: "s",
      sanitize: false,
      outFile: join(folder, "program"),
      defines: boardDefines(findBoard("cubieboard")!, false),
      cacheDir: join(folder, cache),
      ingotRoot: INGOT_ROOT,
    });
    build.startAhead();
    await expect(build.finish([])).rejects.toThrow("undefined"); // there is no program
  }
  for (const object of objects("a"))
    expect(
      readFileSync(join(folder, "a/objects", object)).equals(readFileSync(join(folder, "b/objects", object))),
    ).toBe(true);
  expect(objects("a").length).toBeGreaterThan(10);
  expect(objects("b")).toEqual(objects("a"));
});
