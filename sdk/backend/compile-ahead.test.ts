// The native core is compiled while the program is still being read, and comes out the same.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBoard } from "../../boards/index.ts";
import { boardDefines } from "../image/board-defines.ts";
import { emitC } from "./c/emit.ts";
import { ExecutableBuild } from "./compile-c.ts";
import { casesModule, hostLibrary, INGOT_ROOT } from "./testing/run-cases.ts";

const SLOW_MS = 60_000;

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

test("objects made ahead are those that a build makes", { timeout: SLOW_MS }, async () => {
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

test("a build that is given up ends its compilers and keeps no half-made object", async () => {
  const build = newBuild("given-up");
  build.startAhead();
  await build.abandon();
  expect(objects("given-up")).toEqual([]);
  expect(leftovers("given-up")).toEqual([]);
});

test("a board's native core says nothing of the folder that it was compiled in", {
  timeout: SLOW_MS,
}, async () => {
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
