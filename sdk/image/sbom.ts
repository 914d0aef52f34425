// The parts of a signed image as a bill of materials: CycloneDX 1.5, JSON. Equal images give equal texts.
//
// From what the image says of itself; no package registry is asked, so packages have names and files, and no licences.

import type { SignedImage } from "./mcuboot-read.ts";
import type { Provenance, SourceFact } from "./provenance.ts";

const SHA256_BYTES = 32;

interface Component {
  readonly type: "application" | "firmware" | "framework" | "library" | "file";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version?: string;
  readonly hashes?: readonly { readonly alg: "SHA-256"; readonly content: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly components?: readonly Component[];
}

/** The bill, as a value for JSON.stringify. `provenance` is the image's. */
export function billOfMaterials(image: SignedImage, provenance: Provenance): object {
  const { app, version, ingot, board, compiler, sources } = provenance;
  const groups = new Map<string, SourceFact[]>();
  for (const source of sources) {
    const owner = ownerOf(source.name);
    groups.set(owner, [...(groups.get(owner) ?? []), source]);
  }
  const own = groups.get("") ?? [];
  groups.delete("");
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    serialNumber: `urn:uuid:${uuidOf(image.hash)}`,
    version: 1,
    metadata: {
      tools: { components: [{ type: "application", name: "ingot", version: ingot }, compilerOf(compiler)] },
      component: {
        type: "firmware",
        "bom-ref": app,
        name: app,
        version: version || "0.0.0",
        hashes: [{ alg: "SHA-256", content: hexOf(image.hash) }],
        properties: [
          { name: "ingot:board", value: board },
          { name: "ingot:securityCounter", value: String(image.counter) },
        ],
      },
    },
    components: [
      ...own.map(fileOf),
      ...[...groups].map(
        ([name, files]): Component => ({
          type: name === "ingot" ? "framework" : "library",
          "bom-ref": `package:${name}`,
          name,
          ...(name === "ingot" ? { version: ingot } : {}),
          properties: [
            { name: "ingot:bytes", value: String(files.reduce((sum, file) => sum + file.bytes, 0)) },
          ],
          components: files.map(fileOf),
        }),
      ),
    ],
    dependencies: [{ ref: app, dependsOn: [...groups.keys()].map((name) => `package:${name}`) }],
  };
}

/** The package that a source belongs to; "" for the application's own. */
function ownerOf(name: string): string {
  if (name.startsWith("ingot/")) return "ingot";
  return /^(?:.*\/)?node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(name)?.[1] ?? "";
}

function fileOf({ name, hash, bytes }: SourceFact): Component {
  const properties = [{ name: "ingot:bytes", value: String(bytes) }];
  const whole = hash.length === SHA256_BYTES;
  return {
    type: "file",
    "bom-ref": `file:${name}`,
    name,
    // Of Ingot's own files an image has the start of the hash only, which CycloneDX has no field for.
    ...(whole ? { hashes: [{ alg: "SHA-256", content: hexOf(hash) }] as const } : {}),
    properties: whole ? properties : [...properties, { name: "ingot:sha256Start", value: hexOf(hash) }],
  };
}

function compilerOf({ version, target, sha256 }: Provenance["compiler"]): object {
  return {
    type: "application",
    name: "gcc",
    version,
    hashes: [{ alg: "SHA-256", content: sha256 }],
    properties: [{ name: "ingot:target", value: target }],
  };
}

/** A UUID of the image's hash, of the version for such (RFC 9562 §5.8). */
function uuidOf(hash: Uint8Array): string {
  const bytes = Uint8Array.from(hash.subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
