// Keys: files that nobody else reads, signatures by a command, lists that only a root key can change.

import { generateKeyPairSync, verify } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createKeyFile, developmentKey, keyFolder, loadPrivateKey, loadPublicKey } from "./key-file.ts";
import { readKeyList, writeKeyList } from "./key-list.ts";
import { commandSigner, keySigner, publicBytes } from "./signer.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));
const pair = () => generateKeyPairSync("ed25519").privateKey;

describe("a key file", () => {
  it("is readable by its owner only, and never overwritten", () => {
    const file = join(folder, "new", "a.pem");
    const key = createKeyFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(publicBytes(loadPrivateKey(file))).toEqual(publicBytes(key));
    expect(publicBytes(loadPublicKey(file))).toEqual(publicBytes(key));
    expect(() => createKeyFile(file)).toThrow("E6003");
  });

  it("that is missing, or of another kind, is refused with the way to a right one", () => {
    expect(() => loadPrivateKey(join(folder, "none.pem"))).toThrow("E6001");
    const file = join(folder, "rsa.pem");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }));
    expect(() => loadPrivateKey(file)).toThrow("E6002");
    writeFileSync(file, "no key");
    expect(() => loadPublicKey(file)).toThrow("E6002");
  });

  it("for development is made once per user", () => {
    const environment = { XDG_CONFIG_HOME: join(folder, "config") };
    expect(keyFolder(environment)).toBe(join(folder, "config/ingot/keys"));
    const first = developmentKey(environment);
    const again = developmentKey(environment);
    expect([first.isNew, again.isNew]).toEqual([true, false]);
    expect(publicBytes(again.key)).toEqual(publicBytes(first.key));
  });
});

describe("a signing command", () => {
  const key = pair();
  const message = Buffer.alloc(32, 7);
  const script = (body: string) => {
    const file = join(folder, "sign.mjs");
    writeFileSync(file, body);
    return commandSigner(key, `"${process.execPath}" "${file}"`);
  };

  it("gets the digest in hexadecimal and answers with the signature", () => {
    const keyFile = join(folder, "command.pem");
    writeFileSync(keyFile, key.export({ format: "pem", type: "pkcs8" }));
    const signer = script(
      `import { sign } from "node:crypto"; import { readFileSync } from "node:fs";
       const digest = Buffer.from(readFileSync(0, "utf8").trim(), "hex");
       console.log(sign(null, digest, readFileSync(${JSON.stringify(keyFile)}, "utf8")).toString("hex"));`,
    );
    const signature = signer.sign(message);
    expect(verify(null, message, loadPublicKey(keyFile), signature)).toBe(true);
  });

  it("that fails, or signs with another key, is not believed", () => {
    expect(() => script("process.exit(3)").sign(message)).toThrow("exit code 3");
    expect(() => script("console.log('done')").sign(message)).toThrow("something else than a signature");
    expect(() => script("console.log('00'.repeat(64))").sign(message)).toThrow("does not verify");
  });
});

describe("a list of keys", () => {
  const root = keySigner(pair());
  const keys = [publicBytes(pair()), publicBytes(pair())];
  const sector = writeKeyList({ version: 3, keys }, root);

  it("is read back only with its root key, whole", () => {
    expect(readKeyList(sector, root.publicKey)).toEqual({ version: 3, keys });
    expect(readKeyList(sector, publicBytes(pair()))).toBeUndefined();
    for (const at of [0, 4, 8, 12, 40, 76, 139]) {
      const bad = sector.slice();
      bad[at]! ^= 1;
      expect(readKeyList(bad, root.publicKey), `byte ${at}`).toBeUndefined();
    }
    expect(readKeyList(sector.subarray(0, 100), root.publicKey)).toBeUndefined();
  });

  it("has one key at least and thirteen at most", () => {
    expect(() => writeKeyList({ version: 1, keys: [] }, root)).toThrow("E6006");
    const many = Array.from({ length: 14 }, () => keys[0]!);
    expect(() => writeKeyList({ version: 1, keys: many }, root)).toThrow("E6006");
    expect(() => writeKeyList({ version: 0, keys }, root)).toThrow("E6006");
  });
});
