// From what an image was made, as the CBOR that its provenance TLV holds: every source with its hash and its share of
// the program, tools, and options. Equal inputs give equal bytes.
//
// There are no paths of a machine, no user and no time in it. Who gathers the facts is sdk/sign-app.ts.

import { Decoder, Encoder } from "cbor-x";

/** The format of what is encoded here. */
const FORMAT = 1;
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

const encoder = new Encoder({ useRecords: false, variableMapSize: true, tagUint8Array: false });
const decoder = new Decoder({ useRecords: false, mapsAsObjects: true });

export function encodeProvenance(facts: Provenance): Uint8Array {
  const { ingot, app, version, board, optimise, compiler } = facts;
  const sources = [...facts.sources].sort((a, b) => (a.name < b.name ? -1 : 1));
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
      sources: sources.map(({ name, hash, bytes }) => [name, hash, bytes]),
      parts,
    }),
  );
}

/** The facts in `bytes`, or undefined when they are none of a known format. */
export function decodeProvenance(bytes: Uint8Array): Provenance | undefined {
  try {
    const found = decoder.decode(bytes) as Record<string, unknown>;
    if (found.format !== FORMAT) return undefined;
    const sources = (found.sources as [string, Uint8Array, number][]).map(([name, hash, size]) => ({
      name: String(name),
      hash: new Uint8Array(hash),
      bytes: Number(size),
    }));
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
