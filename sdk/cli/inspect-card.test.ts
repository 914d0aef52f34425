// What `ingot inspect CARD` says of cards in several states.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { firstState } from "../card-state.ts";
import { buildCardImage } from "../image/card-image.ts";
import { SLOTS, STATE_SECTORS } from "../image/card-layout.ts";
import { writeMcubootImage } from "../image/mcuboot.ts";
import { readSignedImage } from "../image/mcuboot-read.ts";
import { writeSdImage } from "../image/sd-image-file.ts";
import { exampleSpl } from "../image/spl-example.ts";
import { keySigner } from "../keys/signer.ts";
import { inspectCard } from "./inspect-card.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-inspect-"));
afterAll(() => rmSync(folder, { recursive: true }));
const signer = keySigner(generateKeyPairSync("ed25519").privateKey);
const image = writeMcubootImage({
  body: new Uint8Array(1000).fill(7),
  loadAddress: 0x4200_0000,
  headerBytes: 512,
  version: { major: 1, minor: 2, revision: 3, build: 0 },
  counter: 4,
  board: "cubieboard",
  signer,
});

/** A card as `ingot build --loader` makes it, with some of its bytes changed. */
function card(change: (bytes: Buffer) => void = () => {}, contents: Uint8Array | null = image): string {
  const path = join(folder, "card.img");
  const state = contents === null ? null : firstState(readSignedImage(contents, ""));
  const loader = new Uint8Array(1000);
  writeSdImage(
    path,
    buildCardImage({ spl: exampleSpl(24_576), loader, image: contents, state, keyList: null }),
  );
  const bytes = readFileSync(path);
  change(bytes);
  writeFileSync(path, bytes);
  return path;
}

const facts = (path: string) => JSON.parse(inspectCard(path, true)!);

describe("a card with the loader", () => {
  it("is shown with its state, its slots and its next start", () => {
    const text = inspectCard(card(), false)!;
    expect(text).toContain("change 1, 1 of 4 copies are whole, rollback floor 4");
    expect(text).toContain("slot A            confirmed: version 1.2.3+0, security counter 4, cubieboard,");
    expect(text).toContain("slot B            empty: no image");
    expect(text).toContain("next start        slot A is started, which is confirmed");
  });

  it("that is empty waits for an image", () => {
    expect(facts(card(undefined, null))).toMatchObject({
      stateCopies: 0,
      sequence: null,
      slots: [{ image: "no image" }, { image: "no image" }],
    });
  });

  it("says which image is damaged, and which is not the one that was recorded", () => {
    const at = SLOTS[0]!.sector * 512;
    expect(facts(card((bytes) => (bytes[at + 600]! ^= 1))).slots[0].image).toBe("its hash is wrong");
    expect(facts(card((bytes) => bytes.fill(0xff, at, at + 32))).slots[0].image).toBe("no whole image");
    const state = STATE_SECTORS[0]! * 512;
    const lost = facts(card((bytes) => bytes.fill(0, state, state + 512)));
    expect(lost.slots[0]).toMatchObject({ phase: null, version: "1.2.3+0", image: "whole" });
    expect(lost.nextStart).toContain("the good image with the highest security counter");
  });

  it("is told from a file that is none", () => {
    const path = join(folder, "other");
    writeFileSync(path, Buffer.alloc(4096));
    expect(inspectCard(path, false)).toBeUndefined();
  });
});
