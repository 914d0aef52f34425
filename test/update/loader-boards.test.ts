// The loader on the emulated boards beside the Cubieboard: built, started by their SPL, an update tried and taken back.
// What it decides is the same code everywhere and tested on the Cubieboard (loader.test.ts).

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildLoader } from "../../sdk/build-loader.ts";
import { requireBoard } from "../../sdk/choose-target.ts";
import { missingForCards } from "../lib/emulated-card.ts";
import { LoaderBench, newSigner, slotOf, textImage } from "./loader-bench.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-loaders-"));
afterAll(() => rmSync(folder, { recursive: true }));
const key = newSigner();

describe.each(["orangepi-pc", "bpi-m2-ultra"])("the loader on %s", (name) => {
  const board = requireBoard(name);
  const why = missingForCards(board);
  if (why !== undefined) console.log(`skipped: the loader on ${name} (${why})`);

  it.skipIf(why !== undefined)(
    "has at most 256 KiB, tries what is staged, and goes back when that hangs",
    async () => {
      const loader = await buildLoader({ board, keys: [key.publicKey], root: null });
      expect(loader.length).toBeLessThanOrEqual(256 << 10);
      const bench = new LoaderBench(board, folder, loader);
      const [a, b] = [textImage(board, "this is A", key), textImage(board, "this is B", key, 2)];
      const card = bench.card({ a, b, slots: [slotOf("confirmed", a), slotOf("staged", b, 1)] });
      // B feeds nobody: the watchdog, which the loader armed, ends its only try.
      const output = await bench.start(card, "this is A");
      expect(output).toMatch(/slot B, version 2\.0\.0\+0, on trial\s+this is B/);
      expect(output).toMatch(/slot A, version 1\.0\.0\+0\s+this is A/);
      expect(bench.stateOn(card)?.slots.map((slot) => slot.phase)).toEqual(["confirmed", "failed"]);
    },
  );
});
