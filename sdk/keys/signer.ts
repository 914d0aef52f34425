// What signs images: a private key in memory, or a command that keeps the key to itself.
//
// A signer sees the 32 bytes of a SHA-256 and nothing else, so a key can stay in a token or on another machine. Where
// keys are kept is key-file.ts; what is signed is sdk/image/mcuboot.ts.

import { spawnSync } from "node:child_process";
import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { problem } from "../diagnostics/diagnostic.ts";

export interface Signer {
  /** The Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** An Ed25519 signature of `message`: 64 bytes. Throws IngotError E6004 if there is none. */
  sign(message: Uint8Array): Uint8Array;
}

const SIGNATURE_BYTES = 64;
/** A person may have to touch a token. */
const COMMAND_LIMIT_MS = 120_000;

/** The last 32 bytes of the DER form (RFC 8410 §4). */
export function publicBytes(key: KeyObject): Uint8Array {
  const der = (key.type === "private" ? createPublicKey(key) : key).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(der.length - 32));
}

/** The public key of 32 bytes as node:crypto wants it. */
export function publicKeyObject(bytes: Uint8Array): KeyObject {
  const head = Buffer.from("302a300506032b6570032100", "hex");
  return createPublicKey({ key: Buffer.concat([head, bytes]), format: "der", type: "spki" });
}

/** Signs with an Ed25519 private key. */
export function keySigner(key: KeyObject): Signer {
  return { publicKey: publicBytes(key), sign: (message) => new Uint8Array(sign(null, message, key)) };
}

/**
 * Signs by a command: it gets what is to be signed as hexadecimal digits and a line feed on its standard input, and
 * prints the signature as 128 hexadecimal digits. The command runs in a shell.
 */
export function commandSigner(publicKey: KeyObject, command: string): Signer {
  const bytes = publicBytes(publicKey);
  return {
    publicKey: bytes,
    sign(message) {
      const input = `${Buffer.from(message).toString("hex")}\n`;
      const done = spawnSync(command, {
        shell: true,
        input,
        encoding: "utf8",
        timeout: COMMAND_LIMIT_MS,
        stdio: ["pipe", "pipe", "inherit"],
      });
      const failed = (why: string): Error =>
        problem(
          "E6004",
          `the signing command \`${command}\` ${why}`,
          "it must read hexadecimal digits from its standard input and print the Ed25519 signature of those bytes as 128 of them",
        );
      if (done.error !== undefined) throw failed(`did not run to its end: ${done.error.message}`);
      if (done.status !== 0) throw failed(`ended with exit code ${done.status}`);
      const text = done.stdout.trim();
      if (!/^[0-9a-f]{128}$/i.test(text)) throw failed("printed something else than a signature");
      const signature = Buffer.from(text, "hex");
      // A signature by another key would only be found out by the boards.
      if (signature.length !== SIGNATURE_BYTES || !verify(null, message, publicKeyObject(bytes), signature)) {
        throw failed("gave a signature that the public key does not verify");
      }
      return new Uint8Array(signature);
    },
  };
}
