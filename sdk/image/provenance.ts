// From what an image was made, as the CBOR that its provenance TLV holds: every source with its hash and its share of
// the program, tools, and options. Equal inputs give equal bytes.
//
// Sources are a tree of folders, so that the name of each folder is there once: an image may have hundreds of them.
// There are no paths of a machine, no user and no time in it. Who gathers the facts is sdk/sign-app.ts.

import { Decoder, Encoder } from "cbor-x";

/** The format of what is encoded here. */
const FORMAT = 2;
/** A TLV counts its bytes in 16 bits; the others of the area need some. */
export const LARGEST_PROVENANCE_BYTES = 60 << 10;

export interface SourceFact {
  /** Relative to the application, or "ingot/..." for Ingot's own. */
  readonly name: string;
  /** SHA-256 of the text; of Ingot's own files its first eight bytes, as there are many. */
  readonly hash: Uint8Array;
  /** Bytes of code and constants that the program has of it. */
  readonly bytes: number;
}

export interface Provenance {
  readonly ingot: string;
  readonly app: string;
  readonly version: string;
  readonly board: string;
  readonly optimise: string;
  /** Version, target and SHA-256 of the C compiler. */
  readonly compiler: { readonly version: string; readonly target: string; readonly sha256: string };
  readonly sources: readonly SourceFact[];
  /** Bytes of what is no module: tables, strings, the native core. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Plain CBOR maps; cbor-x knows the option, its types do not. */
const PLAIN_MAPS = { useTag259ForMaps: false };
const encoder = new Encoder({
  useRecords: false,
  variableMapSize: true,
  tagUint8Array: false,
  ...PLAIN_MAPS,
});
const decoder = new Decoder({ useRecords: false, mapsAsObjects: true });

export function encodeProvenance(facts: Provenance): Uint8Array {
  const { ingot, app, version, board, optimise, compiler } = facts;
  const parts = Object.fromEntries(Object.entries(facts.parts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return new Uint8Array(
    encoder.encode({
      format: FORMAT,
      ingot,
      app,
      version,
      board,
      optimise,
      compiler: { version: compiler.version, target: compiler.target, sha256: compiler.sha256 },
      sources: folderOf(facts.sources),
      parts,
    }),
  );
}

/** A folder maps names to folders and to files; a file is its hash and its bytes in the program. */
type Folder = Map<string, Folder | readonly [hash: Uint8Array, bytes: number]>;

function folderOf(sources: readonly SourceFact[]): Folder {
  const top: Folder = new Map();
  for (const { name, hash, bytes } of [...sources].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const parts = name.split("/");
    const file = parts.pop()!;
    let folder = top;
    for (const part of parts) {
      // A folder may have the name of a source: what is native counts as one, "ingot/runtime/native".
      const known = folder.get(`${part}/`);
      const next: Folder = known instanceof Map ? known : new Map();
      folder.set(`${part}/`, next);
      folder = next;
    }
    folder.set(file, [hash, bytes]);
  }
  return top;
}

function sourcesIn(folder: Readonly<Record<string, unknown>>, path = ""): SourceFact[] {
  return Object.entries(folder).flatMap(([name, what]) => {
    if (name.endsWith("/")) return sourcesIn(what as Record<string, unknown>, path + name);
    const [hash, bytes] = what as [Uint8Array, number];
    return [{ name: path + name, hash: new Uint8Array(hash), bytes: Number(bytes) }];
  });
}

/** The facts in `bytes`, or undefined when they are none of a known format. */
export function decodeProvenance(bytes: Uint8Array): Provenance | undefined {
  try {
    const found = decoder.decode(bytes) as Record<string, unknown>;
    if (found.format !== FORMAT) return undefined;
    const sources = sourcesIn(found.sources as Record<string, unknown>);
    const compiler = found.compiler as Record<string, unknown>;
    return {
      ingot: String(found.ingot),
      app: String(found.app),
      version: String(found.version),
      board: String(found.board),
      optimise: String(found.optimise),
      compiler: {
        version: String(compiler.version),
        target: String(compiler.target),
        sha256: String(compiler.sha256),
      },
      sources,
      parts: (found.parts ?? {}) as Record<string, number>,
    };
  } catch {
    // The image may be of anybody's making.
    return undefined;
  }
}
