// Makes the signed image of an application that was built: version, counter, board, provenance, signature.
//
// Joins what the build knows with the image format (sdk/image/mcuboot.ts) and a signer (sdk/keys).

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleSizes } from "./backend/module-sizes.ts";
import type { Compiled } from "./compile.ts";
import { problem } from "./diagnostics/diagnostic.ts";
import { assetSource } from "./image/asset-module.ts";
import type { AppConfig } from "./image/config.ts";
import { IMAGE_HEADER_BYTES } from "./image/layout.ts";
import { type ImageSigner, writeMcubootImage } from "./image/mcuboot.ts";
import { APP_CONFIG } from "./image/modules.ts";
import {
  encodeProvenance,
  LARGEST_PROVENANCE_BYTES,
  type Provenance,
  type SourceFact,
} from "./image/provenance.ts";
import { ingotVersion, projectRoot } from "./project-root.ts";

/** Of Ingot's own files: enough to tell two texts apart. */
const SHORT_HASH_BYTES = 8;

export interface SignInput {
  readonly config: AppConfig;
  readonly board: string;
  readonly optimise: string;
  /** The application's folder, absolute. */
  readonly folder: string;
  /** The folder of generated sources, and how its files write Ingot's own. */
  readonly generatedFolder: string;
  readonly rootFromGenerated: string;
  readonly compiled: Compiled;
  readonly elf: string;
  readonly program: { readonly bytes: Uint8Array; readonly loadAddress: number };
  readonly signer: ImageSigner;
}

/** The image in bytes. Throws IngotError E6007 for a version or a program that does not fit. */
export function signApp(input: SignInput): Uint8Array {
  const { config, board, program, signer } = input;
  const provenance = encodeProvenance(provenanceOf(input));
  if (provenance.length > LARGEST_PROVENANCE_BYTES) {
    throw problem(
      "E6007",
      `what the application is made from takes ${provenance.length} bytes to list, of at most ${LARGEST_PROVENANCE_BYTES}`,
      "use fewer or larger packages: every source file is one entry",
    );
  }
  return writeMcubootImage({
    body: program.bytes,
    loadAddress: program.loadAddress,
    headerBytes: IMAGE_HEADER_BYTES,
    version: versionOf(config.version),
    counter: config.securityCounter ?? 0,
    board,
    provenance,
    signer,
  });
}

/** MCUboot's four numbers of "1.2.3" or "1.2.3+4"; 0.0.0 for no version. */
export function versionOf(text: string | undefined): {
  major: number;
  minor: number;
  revision: number;
  build: number;
} {
  const parts = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[0-9A-Za-z.-]+)?(?:\+(\d+))?$/.exec(text ?? "0.0.0");
  const [major, minor, revision, build] = [1, 2, 3, 4].map((i) => Number(parts?.[i] ?? 0));
  if (parts === null || major! > 255 || minor! > 255 || revision! > 65_535 || build! > 0xffff_ffff) {
    throw problem(
      "E6007",
      `"${text}" cannot be the version of an image`,
      'write it in ingot.config.ts as in "1.2.3" or "1.2.3+4": at most 255.255.65535+4294967295',
    );
  }
  return { major: major!, minor: minor!, revision: revision!, build: build! };
}

function provenanceOf(input: SignInput): Provenance {
  const { config, board, optimise, compiled, elf, folder } = input;
  const { toolchain } = compiled.built;
  const sizes = new Map(moduleSizes(elf, toolchain).map(({ module, bytes }) => [module, bytes]));
  const sources: SourceFact[] = compiled.sources.map(({ name, path }) => {
    const bytes = sizes.get(name) ?? 0;
    sizes.delete(name);
    return { name, hash: hashOf(name, textOf(path, input)), bytes };
  });
  sources.push({
    name: APP_CONFIG,
    hash: hashOf(APP_CONFIG, readFileSync(join(folder, APP_CONFIG))),
    bytes: 0,
  });
  const native = "ingot/runtime/native";
  sources.push({ name: native, hash: hashOf(native, nativeText()), bytes: sizes.get("(native core)") ?? 0 });
  sizes.delete("(native core)");
  return {
    ingot: ingotVersion(),
    app: config.name,
    version: config.version ?? "",
    board,
    optimise,
    compiler: { version: toolchain.version, target: toolchain.target, sha256: toolchain.sha256 },
    sources,
    parts: Object.fromEntries(sizes),
  };
}

function hashOf(name: string, text: Uint8Array | string): Uint8Array {
  const digest = createHash("sha256").update(text).digest();
  return new Uint8Array(name.startsWith("ingot/") ? digest.subarray(0, SHORT_HASH_BYTES) : digest);
}

function textOf(path: string, { generatedFolder, rootFromGenerated }: SignInput): Uint8Array | string {
  // An asset counts as the module that it became: with what its page took in.
  const asset = existsSync(path) ? null : assetSource(path.replace(/\.asset\.ts$/, ""));
  if (asset !== null) return asset;
  // A JSON module is compiled as TypeScript under a name that no folder holds.
  const file = existsSync(path) ? path : path.replace(/\.ts$/, "");
  const bytes = readFileSync(file);
  if (!path.startsWith(`${generatedFolder}/`)) return bytes;
  // The way from here to Ingot's folder differs from machine to machine, the program does not.
  return bytes.toString("utf8").replaceAll(`"${rootFromGenerated}/`, '"ingot/');
}

function nativeText(): string {
  const folder = join(projectRoot(), "runtime/native");
  const names = readdirSync(folder).filter((name) => /\.(c|h|S|ld)$/.test(name));
  return names
    .sort()
    .map((name) => `${name}\n${readFileSync(join(folder, name), "utf8")}`)
    .join("");
}
