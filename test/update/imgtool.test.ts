// Signed images before MCUboot's own tool, when it is on this computer: `imgtool verify` takes ours, and no other key's.

import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeMcubootImage } from "../../sdk/image/mcuboot.ts";
import { keySigner } from "../../sdk/keys/signer.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-imgtool-"));
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = spawnSync("imgtool", ["version"]).status === 0;
if (!isThere)
  console.log("skipped: imgtool as a judge of signed images (none on PATH; Python: pip install imgtool)");

function keyFile(name: string) {
  const { privateKey } = generateKeyPairSync("ed25519");
  const file = join(folder, name);
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }));
  return { privateKey, file };
}

it.skipIf(!isThere)("imgtool verifies signature and digest", () => {
  const [own, other] = [keyFile("own.pem"), keyFile("other.pem")];
  const image = writeMcubootImage({
    body: Uint8Array.from({ length: 3000 }, (_, i) => i & 255),
    loadAddress: 0x4200_0000,
    version: { major: 1, minor: 2, revision: 3, build: 4 },
    counter: 7,
    board: "cubieboard",
    signer: keySigner(own.privateKey),
  });
  const verify = (bytes: Uint8Array, key: string) => {
    const file = join(folder, "image.bin");
    writeFileSync(file, bytes);
    return spawnSync("imgtool", ["verify", "-k", key, file], { encoding: "utf8" });
  };
  const good = verify(image, own.file);
  expect(good.stdout + good.stderr).toContain("Image was correctly validated");
  expect(good.stdout).toContain("1.2.3+4");
  expect(good.status).toBe(0);
  expect(verify(image, other.file).status).not.toBe(0);
  const damaged = image.slice();
  damaged[1000]! ^= 1;
  expect(verify(damaged, own.file).status).not.toBe(0);
});
