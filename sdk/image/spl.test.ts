// The SPL: header checks on made-up files, the search order, and the real Debian file when set-up has fetched it.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { extractSpl, splChecksum } from "./spl.ts";
import { exampleSpl } from "./spl-example.ts";
import { findSpl, loadSpl } from "./spl-finder.ts";

function codeOf(action: () => unknown): {
  code: string;
  message: string;
  remedy: string;
  notes: readonly string[];
} {
  try {
    action();
  } catch (error) {
    if (!(error instanceof IngotError)) throw error;
    const { code, message, remedy = "", notes = [] } = error.diagnostics[0]!;
    return { code, message, remedy, notes };
  }
  throw new Error("nothing was thrown");
}

test("the SPL is cut out at the length that its header gives", () => {
  const spl = exampleSpl(8192);
  const withUBoot = new Uint8Array(40_000).fill(0xee);
  withUBoot.set(spl);
  expect(extractSpl(withUBoot, "x.bin")).toEqual(spl);
  expect(extractSpl(spl, "x.bin")).toEqual(spl);
});

test("the checksum is the wrapped sum of all words with the stamp in its own place", () => {
  const spl = new Uint8Array(512);
  new DataView(spl.buffer).setUint32(0, 0xffff_ffff, true);
  new DataView(spl.buffer).setUint32(12, 0x1234_5678, true);
  expect(splChecksum(spl)).toBe((0x5f0a_6c39 - 1) >>> 0);
});

test("a file that is no SPL is told apart from a damaged one", () => {
  expect(codeOf(() => extractSpl(new Uint8Array(8192), "x.bin")).code).toBe("E4002");
  expect(codeOf(() => extractSpl(new Uint8Array(0), "x.bin")).code).toBe("E4002");
  expect(codeOf(() => extractSpl(exampleSpl(8192).subarray(0, 50), "x.bin")).code).toBe("E4002");

  const flipped = exampleSpl(8192);
  flipped[5000]! ^= 0x10;
  const damaged = codeOf(() => extractSpl(flipped, "x.bin"));
  expect(damaged.code).toBe("E4003");
  expect(damaged.message).toContain("checksum");
  expect(damaged.remedy).toContain("npm run setup");

  expect(codeOf(() => extractSpl(exampleSpl(8192).subarray(0, 8000), "x.bin")).message).toContain(
    "cut short",
  );
});

test.for([0, 64, 8193, 33_280, 0xffff_fe00])(
  "a header that gives a length of %i bytes is refused",
  (length) => {
    const spl = exampleSpl(8192);
    new DataView(spl.buffer).setUint32(16, length, true);
    expect(codeOf(() => extractSpl(spl, "x.bin")).code).toBe("E4003");
  },
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingot-spl-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), exampleSpl(8192));
  return join(folder, path);
}

test("--spl goes before INGOT_SPL, that before set-up's folder, that before the system's", () => {
  const places = { projectRoot: folder, systemFolder: join(folder, "system") };
  const system = put("system/Cubieboard/u-boot-sunxi-with-spl.bin");
  expect(findSpl("Cubieboard", { ...places, env: {} })).toBe(system);
  const cache = put(".cache/u-boot-sunxi/usr/lib/u-boot/Cubieboard/u-boot-sunxi-with-spl.bin");
  expect(findSpl("Cubieboard", { ...places, env: { INGOT_SPL: "" } })).toBe(cache);
  const fromEnv = put("env.bin");
  expect(findSpl("Cubieboard", { ...places, env: { INGOT_SPL: fromEnv } })).toBe(fromEnv);
  const explicit = put("explicit.bin");
  expect(findSpl("Cubieboard", { ...places, env: { INGOT_SPL: fromEnv }, explicit })).toBe(explicit);
});

test("a missing SPL names the board, the places and the remedy", () => {
  const missing = codeOf(() =>
    findSpl("Cubieboard2", { projectRoot: folder, systemFolder: join(folder, "system"), env: {} }),
  );
  expect(missing.code).toBe("E4001");
  expect(missing.message).toContain("Cubieboard2");
  expect(missing.notes.join("\n")).toContain(".cache/u-boot-sunxi/usr/lib/u-boot/Cubieboard2");
  expect(missing.notes.join("\n")).toContain("system/Cubieboard2");
  expect(missing.remedy).toMatch(/npm run setup.*--spl FILE/);
});

test("a wrong --spl or INGOT_SPL is an error, never silently passed over", () => {
  put("system/Cubieboard/u-boot-sunxi-with-spl.bin");
  const places = { projectRoot: folder, systemFolder: join(folder, "system") };
  const gone = join(folder, "gone.bin");
  expect(codeOf(() => findSpl("Cubieboard", { ...places, env: {}, explicit: gone })).message).toContain(
    "--spl",
  );
  expect(codeOf(() => findSpl("Cubieboard", { ...places, env: { INGOT_SPL: gone } })).message).toContain(
    "INGOT_SPL",
  );
  expect(codeOf(() => findSpl("Cubieboard", { ...places, env: {}, explicit: folder })).code).toBe("E4001");
});

test("loadSpl finds, reads and checks in one step", () => {
  const explicit = put("explicit.bin");
  expect(loadSpl("Cubieboard", { projectRoot: folder, explicit })).toEqual({
    path: explicit,
    spl: exampleSpl(8192),
  });
});

const real = resolve(
  import.meta.dirname,
  "../../.cache/u-boot-sunxi/usr/lib/u-boot/Cubieboard/u-boot-sunxi-with-spl.bin",
);
if (!existsSync(real)) console.log("skipped: Debian's SPL for the Cubieboard (`npm run setup` fetches it)");

test.skipIf(!existsSync(real))(
  "Debian's SPL for the Cubieboard is accepted and fits before the program",
  () => {
    const spl = extractSpl(readFileSync(real), real);
    expect(spl.length).toBeGreaterThan(16_384);
    expect(spl.length).toBeLessThanOrEqual(32_768);
  },
);
