// Compiles an application again as a signed image says it was made, and says what differs.
//
// The signature is not compared: whoever checks an image need not have the key. Everything that is signed is.

import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OPTIMISE_LEVELS, type Optimise } from "./backend/flags.ts";
import { buildApp } from "./build-app.ts";
import { requireBoard } from "./choose-target.ts";
import { problem } from "./diagnostics/diagnostic.ts";
import { readSignedImage, type SignedImage } from "./image/mcuboot-read.ts";
import type { Provenance } from "./image/provenance.ts";
import { keySigner } from "./keys/signer.ts";

export interface Rebuilt {
  /** Whether what is signed is the same, byte for byte. */
  readonly isSame: boolean;
  /** SHA-256 of header, program and protected TLVs, as hexadecimal digits. */
  readonly hash: string;
  /** What differs, the causes first. Empty when nothing does. */
  readonly differences: readonly string[];
}

/** Rebuilds the image in `file` from the application in the folder `app`. Throws IngotError, also as a build does. */
export async function rebuildApp(
  file: string,
  app: string,
  onProgress?: (message: string) => void,
): Promise<Rebuilt> {
  const image = readSignedImage(readFileSync(file), file);
  const { provenance } = image;
  if (provenance === undefined) {
    throw problem(
      "E6008",
      "the image does not say what it was made from",
      "`ingot build` makes images that do",
      {
        file,
      },
    );
  }
  const optimise = OPTIMISE_LEVELS.find((level) => level === provenance.optimise);
  const outDir = mkdtempSync(join(tmpdir(), "ingot-rebuild-"));
  try {
    const built = await buildApp({
      app,
      board: requireBoard(provenance.board).name,
      optimise: optimise ?? ("2" satisfies Optimise),
      outDir,
      image: false,
      signer: keySigner(generateKeyPairSync("ed25519").privateKey),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const again = readSignedImage(readFileSync(built.signed!), built.signed!);
    const isSame = image.hashIsRight && Buffer.from(again.hash).equals(image.hash);
    const hash = Buffer.from(image.hash).toString("hex");
    return { isSame, hash, differences: isSame ? [] : differences(image, again) };
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

function differences(then: SignedImage, now: SignedImage): string[] {
  const found = then.hashIsRight ? [] : ["the image was changed after it was signed: its hash is wrong"];
  if (then.provenance !== undefined && now.provenance !== undefined) {
    found.push(...provenanceDifferences(then.provenance, now.provenance));
  }
  const fields = ["version", "counter", "board", "loadAddress", "headerBytes"] as const;
  for (const field of fields) {
    if (then[field] !== now[field])
      found.push(`${field}: ${then[field]} in the image, ${now[field]} rebuilt`);
  }
  if (!Buffer.from(then.body).equals(Buffer.from(now.body)))
    found.push(programDifference(then.body, now.body));
  return found.length === 0 ? ["fields of the image that this version of Ingot does not know"] : found;
}

/** The differences in what two images were made from. */
export function provenanceDifferences(then: Provenance, now: Provenance): string[] {
  const found: string[] = [];
  const compare = (what: string, a: string, b: string): void => {
    if (a !== b) found.push(`${what}: ${a || "none"} in the image, ${b || "none"} here`);
  };
  compare("ingot", then.ingot, now.ingot);
  compare("application", then.app, now.app);
  compare("version", then.version, now.version);
  compare("board", then.board, now.board);
  compare("optimise", then.optimise, now.optimise);
  compare("C compiler", then.compiler.version, now.compiler.version);
  compare("C compiler's target", then.compiler.target, now.compiler.target);
  compare("C compiler's hash", then.compiler.sha256, now.compiler.sha256);
  const after = new Map(now.sources.map((source) => [source.name, source]));
  for (const { name, hash } of then.sources) {
    const other = after.get(name);
    after.delete(name);
    if (other === undefined) found.push(`${name}: in the image, not here`);
    else if (!Buffer.from(hash).equals(other.hash)) found.push(`${name}: another text`);
  }
  for (const name of after.keys()) found.push(`${name}: here, not in the image`);
  return found;
}

function programDifference(then: Uint8Array, now: Uint8Array): string {
  if (then.length !== now.length) return `program: ${then.length} bytes in the image, ${now.length} rebuilt`;
  const at = then.findIndex((byte, i) => byte !== now[i]);
  const short = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return `program: from byte ${at} on (SHA-256 ${short(then)}... in the image, ${short(now)}... rebuilt)`;
}
