// `ingot keys` and `ingot inspect` as a user meets them. Images are made by hand here; built ones are test/image.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import { writeMcubootImage } from "../image/mcuboot.ts";
import { loadPrivateKey, loadPublicKey } from "../keys/key-file.ts";
import { readKeyList } from "../keys/key-list.ts";
import { keySigner, publicBytes } from "../keys/signer.ts";
import { versionOf } from "../sign-app.ts";

// Each test starts the command several times, on a computer that may be busy with others.
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "ingot-keys-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

function ingot(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "bin.mjs"), ...words],
    {
      encoding: "utf8",
      timeout: PATIENCE_MS,
      cwd: folder,
      env: { ...process.env, INGOT_KEYS: join(folder, "keys") },
    },
  );
  return { status, stdout, stderr };
}
const keyFile = (name: string) => join(folder, "keys", `${name}.pem`);
const publicOf = (name: string) => publicBytes(loadPublicKey(keyFile(name)));

describe("ingot keys", () => {
  it("makes keys, shows their public half, and never overwrites one", () => {
    for (const name of ["root", "alpha", "beta"]) expect(ingot("keys", "new", name).status).toBe(0);
    expect(statSync(keyFile("alpha")).mode & 0o777).toBe(0o600);
    const shown = JSON.parse(ingot("keys", "show", keyFile("alpha"), "--json").stdout);
    expect(shown.publicKey).toBe(Buffer.from(publicOf("alpha")).toString("hex"));
    const again = ingot("keys", "new", "alpha");
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("E6003");
    expect(ingot("keys", "show").stderr).toContain("E6001");
  });

  it("signs the list of keys with the root key, and says what was revoked", () => {
    const rotate = (...names: string[]) =>
      ingot("keys", "rotate", "list.bin", "--root", keyFile("root"), ...names.map(keyFile));
    expect(rotate("alpha").stdout).toContain("version 1");
    const second = rotate("beta");
    expect(second.stdout).toMatch(/version 2, keys [0-9a-f]{16}; revoked [0-9a-f]{16}/);
    const list = readKeyList(readFileSync(join(folder, "list.bin")), publicOf("root"));
    expect(list).toEqual({ version: 2, keys: [publicOf("beta")] });
    const wrong = ingot("keys", "rotate", "list.bin", "--root", keyFile("alpha"), keyFile("beta"));
    expect(wrong.stderr).toContain("E6006");
  });

  it("says what it can do to who asks for something else", () => {
    for (const words of [[], ["sing"], ["new"], ["rotate", "x"]]) {
      const { status, stderr } = ingot("keys", ...words);
      expect(status).toBe(2);
      expect(stderr).toContain("ingot keys");
    }
  });
});

describe("ingot inspect", () => {
  const image = join(folder, "image.bin");
  it("shows an image and who signed it, and fails for any other signer or byte", () => {
    const bytes = writeMcubootImage({
      body: new Uint8Array(1000).fill(7),
      loadAddress: 0x4200_0000,
      headerBytes: 512,
      version: versionOf("1.2.3+4"),
      counter: 9,
      board: "orangepi-pc",
      signer: keySigner(loadPrivateKey(keyFile("alpha"))),
    });
    writeFileSync(image, bytes);
    const right = ingot("inspect", image, "--key", keyFile("alpha"));
    expect(right.stdout).toMatch(/version +1\.2\.3\+4, security counter 9/);
    expect(right.stdout).toMatch(/board +orangepi-pc/);
    expect(right.stdout).toContain("signed by");
    expect(right.status).toBe(0);
    const other = ingot("inspect", image, "--key", keyFile("beta"));
    expect([other.status, other.stdout.includes("not signed by")]).toEqual([1, true]);
    bytes[700]! ^= 1;
    writeFileSync(image, bytes);
    expect(ingot("inspect", image, "--key", keyFile("alpha")).stderr).toContain("its hash is wrong");
    writeFileSync(image, bytes.subarray(0, 1400));
    expect(ingot("inspect", image).stderr).toContain("E6005");
    writeFileSync(image, "text");
    expect(ingot("inspect", image).stderr).toContain("E6005");
  });
});

describe("the version of an image", () => {
  it("is three numbers, or four, within their fields", () => {
    expect(versionOf("1.2.3+4")).toEqual({ major: 1, minor: 2, revision: 3, build: 4 });
    expect(versionOf("2.1.0-rc.1")).toEqual({ major: 2, minor: 1, revision: 0, build: 0 });
    expect(versionOf(undefined)).toEqual({ major: 0, minor: 0, revision: 0, build: 0 });
    for (const text of ["256.0.0", "1.2.65536", "one", "1.2.3.4", ""]) {
      expect(() => versionOf(text), text).toThrow("E6007");
    }
  });
});
