// Signing keys in files: made, read, and the key of this user for development.
//
// Private keys are PKCS #8 in PEM, as openssl makes and reads them (`openssl genpkey -algorithm ed25519`), and are
// readable by their owner only. There are no passphrases: a key that matters belongs behind a signing command.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { problem } from "../diagnostics/diagnostic.ts";

const OWNER_ONLY = 0o600;

/** Where this user's keys are: $INGOT_KEYS, else ingot/keys in the folder for configuration. */
export function keyFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.INGOT_KEYS !== undefined && environment.INGOT_KEYS !== "") return environment.INGOT_KEYS;
  const configuration = environment.XDG_CONFIG_HOME || join(homedir(), ".config");
  return join(configuration, "ingot", "keys");
}

/** The file of this user's development key. It need not exist. */
export function developmentKeyFile(environment?: NodeJS.ProcessEnv): string {
  return join(keyFolder(environment), "development.pem");
}

/** Makes a key and writes it to `file`, which must not exist (E6003). Throws E6001 when it cannot be written. */
export function createKeyFile(file: string): KeyObject {
  if (existsSync(file)) {
    throw problem(
      "E6003",
      `${file} exists: a key is never overwritten`,
      "choose another name with --out FILE",
      {
        file,
      },
    );
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }), {
      mode: OWNER_ONLY,
      flag: "wx",
    });
    chmodSync(file, OWNER_ONLY);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem("E6001", `the key cannot be written: ${why}`, "choose another place with --out FILE", {
      file,
      cause,
    });
  }
  return privateKey;
}

/** A private Ed25519 key. Throws IngotError E6001 when there is none to read, E6002 when it is of another kind. */
export function loadPrivateKey(file: string): KeyObject {
  const text = readKey(file);
  try {
    return ed25519(createPrivateKey(text), file);
  } catch (cause) {
    throw wrongKind(file, "an Ed25519 private key in PEM", cause);
  }
}

/** A public Ed25519 key: of a public key file or of a private one. Throws as `loadPrivateKey`. */
export function loadPublicKey(file: string): KeyObject {
  const text = readKey(file);
  try {
    return ed25519(createPublicKey(text), file);
  } catch (cause) {
    throw wrongKind(file, "an Ed25519 key in PEM", cause);
  }
}

export interface DevelopmentKey {
  readonly file: string;
  readonly key: KeyObject;
  /** Whether it was made just now. */
  readonly isNew: boolean;
}

/** This user's development key, which is made when first asked for. */
export function developmentKey(environment?: NodeJS.ProcessEnv): DevelopmentKey {
  const file = developmentKeyFile(environment);
  if (existsSync(file)) return { file, key: loadPrivateKey(file), isNew: false };
  try {
    return { file, key: createKeyFile(file), isNew: true };
  } catch (error) {
    // Another build of this user may have made it at the same moment.
    if (existsSync(file)) return { file, key: loadPrivateKey(file), isNew: false };
    throw error;
  }
}

function readKey(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem("E6001", `the key cannot be read: ${why}`, "make one with `ingot keys new --out FILE`", {
      file,
      cause,
    });
  }
}

function ed25519(key: KeyObject, file: string): KeyObject {
  if (key.asymmetricKeyType !== "ed25519") throw new Error(`${file} is ${key.asymmetricKeyType}`);
  return key;
}

function wrongKind(file: string, wanted: string, cause: unknown): Error {
  return problem("E6002", `this is not ${wanted}`, "make one with `ingot keys new --out FILE`", {
    file,
    cause,
  });
}
