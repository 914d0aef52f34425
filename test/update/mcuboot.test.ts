// Signed images: what the SDK writes, the loader's code accepts, and nothing else.

import { createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type ImageRules, readImage, verifyImage } from "../../runtime/update/mcuboot.ts";
import { type McubootInput, writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { keySigner, publicBytes } from "../../sdk/keys/signer.ts";

/** A key from 32 known bytes (RFC 8410 §7), so that images of this test are the same in every run. */
function keyFrom(fill: number) {
  const head = Buffer.from("302e020100300506032b657004220420", "hex");
  const der = Buffer.concat([head, Buffer.alloc(32, fill)]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

const key = keyFrom(1);
const input: McubootInput = {
  body: new Uint8Array(200).fill(0xab),
  loadAddress: 0x4200_0000,
  version: { major: 1, minor: 2, revision: 3, build: 4 },
  counter: 7,
  board: "cubieboard",
  provenance: new Uint8Array([0xa0]),
  signer: keySigner(key),
};
const rules: ImageRules = {
  signers: [publicBytes(keyFrom(9)), publicBytes(key)],
  board: "cubieboard",
  floor: 7,
  from: 0x4200_0000,
  end: 0x4a00_0000,
};
const image = writeMcubootImage(input);

/** The image with some bytes replaced. */
function patched(at: number, ...bytes: number[]): Uint8Array {
  const copy = image.slice();
  copy.set(bytes, at);
  return copy;
}

describe("a signed image", () => {
  it("is accepted, and says what it is", () => {
    expect(verifyImage(image, rules)).toMatchObject({
      version: "1.2.3+4",
      counter: 7,
      board: "cubieboard",
      loadAddress: 0x4200_0000,
      bodyBytes: 200,
      totalBytes: image.length,
    });
  });

  it("is the same bytes from the same inputs", () => {
    expect(writeMcubootImage({ ...input, body: input.body.slice(), signer: keySigner(keyFrom(1)) })).toEqual(
      image,
    );
  });

  it("may be followed by what else is in the slot", () => {
    const slot = new Uint8Array(4096).fill(0xff);
    slot.set(image);
    expect(verifyImage(slot, rules)).toMatchObject({ totalBytes: image.length });
  });

  it("is refused with any bit of header, TLVs or body flipped", () => {
    for (let at = 0; at < image.length; at++) {
      // In the body every byte is alike: some are enough.
      if (at > 40 && at < 225 && at % 37 !== 0) continue;
      for (let bit = 0; bit < 8; bit++) {
        expect(typeof verifyImage(patched(at, image[at]! ^ (1 << bit)), rules), `byte ${at} bit ${bit}`).toBe(
          "string",
        );
      }
    }
  });

  it("is refused at any length that cuts it", () => {
    for (let length = 0; length < image.length; length++) {
      expect(typeof verifyImage(image.subarray(0, length), rules)).toBe("string");
    }
  });

  const sizes = [0, 1, 3, 4, 31, 0x7fff, 0xffff];
  it("may lie about its sizes without being believed", () => {
    for (const size of sizes) {
      for (const at of [8, 10, 12, 14, 232 + 2, 232 + 6]) {
        const lie = patched(at, size & 255, size >> 8);
        if (Buffer.compare(lie, image) !== 0) expect(typeof verifyImage(lie, rules)).toBe("string");
      }
    }
    expect(readImage(patched(12, 0xff, 0xff, 0xff, 0xff))).toBe("bad-size");
    expect(readImage(patched(12, 0xe0, 0xff, 0xff, 0xff))).toBe("bad-size");
  });

  const refused: [string, Partial<ImageRules>, string][] = [
    ["no key is known", { signers: [] }, "unknown-key"],
    ["another key is known", { signers: [publicBytes(keyFrom(2))] }, "unknown-key"],
    ["the board is another", { board: "orangepi-pc" }, "wrong-board"],
    ["its counter is below the floor", { floor: 8 }, "too-old"],
    ["it would be loaded below the permitted memory", { from: 0x4200_0004 }, "bad-address"],
    ["it would be loaded past the permitted memory", { end: 0x4200_0000 + 199 }, "bad-address"],
  ];
  for (const [why, change, problem] of refused) {
    it(`is refused if ${why}`, () => {
      expect(verifyImage(image, { ...rules, ...change })).toBe(problem);
    });
  }

  it("is refused with a signature by a key that only claims to be the known one", () => {
    const forged = writeMcubootImage({ ...input, signer: keySigner(keyFrom(2)) });
    const keyHash = image.length - (4 + 64) - 32;
    forged.set(image.subarray(keyHash, keyHash + 32), keyHash);
    expect(verifyImage(forged, rules)).toBe("bad-signature");
  });

  it("is refused with a TLV twice", () => {
    const twice = Buffer.concat([image, image.subarray(image.length - 68)]);
    const info = image.length - (4 + 36 + 36 + 68);
    twice.writeUInt16LE(twice.length - info, info + 2);
    expect(verifyImage(new Uint8Array(twice), rules)).toBe("bad-tlv");
  });
});
