// The loader on an emulated board, from a card as `ingot build --loader` makes it: SPL, loader, program. The programs
// are texts and the instructions that print them, signed; compiled ones are tested in test/emulator.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptySlot } from "../../runtime/update/state.ts";
import { buildLoader } from "../../sdk/build-loader.ts";
import { requireBoard } from "../../sdk/choose-target.ts";
import { instructionsToFirstOutput } from "../../sdk/emulator/index.ts";
import { KEY_LIST_OFFSET, SLOTS, STATE_SECTORS } from "../../sdk/image/card-layout.ts";
import { writeKeyList } from "../../sdk/keys/key-list.ts";
import type { Signer } from "../../sdk/keys/signer.ts";
import { missingForCards } from "../lib/emulated-card.ts";
import { LoaderBench, newSigner, slotOf, textImage } from "./loader-bench.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-loader-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const [key, root, later] = [newSigner(), newSigner(), newSigner()];
const board = requireBoard("cubieboard");

const why = missingForCards(board);
if (why !== undefined) console.log(`skipped: the loader (${why})`);

const image = (text: string, counter = 1, by: Signer = key, fill = 0) =>
  textImage(board, text, by, counter, fill);

let loader: Uint8Array;
let bench: LoaderBench;
const elf = join(folder, "loader.elf");

describe.skipIf(why !== undefined)("the loader", () => {
  beforeAll(async () => {
    loader = await buildLoader({ board, keys: [key.publicKey], root: root.publicKey, elf });
    bench = new LoaderBench(board, folder, loader);
  });

  it("has at most 256 KiB", () => {
    expect(loader.length).toBeLessThanOrEqual(256 << 10);
  });

  it.each([
    ["by the keys that it was built with", key, undefined],
    [
      "after its keys were rotated",
      later,
      writeKeyList({ version: 2, keys: [later.publicKey, key.publicKey] }, root),
    ],
  ] as const)(
    "starts an image of 600 KiB within 150 ms of a processor that takes 1 ns for an instruction, %s",
    async (how, signer, keyList) => {
      const large = image("this is large", 1, signer, 600 << 10);
      const slots = [slotOf("confirmed", large), emptySlot()];
      const instructions = await instructionsToFirstOutput({
        machine: "cubieboard",
        kernel: elf,
        uartBase: 0x01c2_8000,
        sdImage: bench.card({ a: large, b: null, slots, ...(keyList === undefined ? {} : { keyList }) }),
        limitMs: 100_000,
      });
      console.log(`loader: ${loader.length} bytes, ${instructions} instructions to the jump ${how}`);
      // The line that says what is started is the loader's first, and the last thing before the jump.
      expect(instructions).toBeLessThanOrEqual(150e6);
    },
  );

  it("starts the confirmed image, and a staged one on trial until its tries are used up", async () => {
    const [a, b] = [image("this is A"), image("this is B", 2)];
    const path = bench.card({ a, b, slots: [slotOf("confirmed", a), slotOf("staged", b, 1)] });
    expect(await bench.start(path, "this is B")).toContain("slot B, version 2.0.0+0, on trial");
    expect(bench.stateOn(path)?.slots[1]).toMatchObject({ phase: "trial", tries: 0 });
    // Nobody confirmed it, and the power went.
    expect(await bench.start(path, "this is A")).toContain("slot A, version 1.0.0+0");
    expect(bench.stateOn(path)?.slots.map((s) => s.phase)).toEqual(["confirmed", "failed"]);
  });

  it("starts nothing that is damaged or signed by somebody else, and then waits for an image", async () => {
    const [a, b] = [image("this is A"), image("this is B", 2, later)];
    const path = bench.card({ a, b, slots: [slotOf("confirmed", a), slotOf("staged", b, 3)] });
    const bytes = readFileSync(path);
    bytes[SLOTS[0]!.sector * 512 + 512 + 40]! ^= 1;
    writeFileSync(path, bytes);
    const output = await bench.start(path, "Send an image");
    expect(output).toMatch(/recovery: no slot can be started \(bad-hash\)/);
    expect(output).not.toContain("this is");
  });

  it("goes by the newest list of keys that the root key signed", async () => {
    const [a, b] = [image("this is A"), image("this is B", 2, later)];
    const list = writeKeyList({ version: 2, keys: [later.publicKey] }, root);
    const path = bench.card({ a, b, slots: [slotOf("confirmed", a), slotOf("previous", b)], keyList: list });
    // The newest copy is broken, and one list was signed by somebody without the root key.
    const bytes = readFileSync(path);
    bytes.set(
      writeKeyList({ version: 9, keys: [key.publicKey] }, later),
      (STATE_SECTORS[3]! + KEY_LIST_OFFSET) * 512,
    );
    writeFileSync(path, bytes);
    // A's key was revoked.
    expect(await bench.start(path, "this is B")).not.toContain("this is A");
  });

  it("adopts the newest good image of a card that has lost its state", async () => {
    const [a, b] = [image("this is A", 5), image("this is B", 4)];
    const path = bench.card({ a, b, slots: null });
    await bench.start(path, "this is A");
    const state = bench.stateOn(path)!;
    expect(state.slots.map((s) => s.phase)).toEqual(["confirmed", "previous"]);
    expect(state.floor).toBe(5);
  });
});
