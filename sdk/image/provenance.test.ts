// Provenance: what goes in comes out, equal facts give equal bytes, and other bytes are none.

import { describe, expect, it } from "vitest";
import { decodeProvenance, encodeProvenance, type Provenance } from "./provenance.ts";

const source = (name: string, bytes: number) => ({ name, hash: new Uint8Array(8).fill(bytes), bytes });
const sources = [
  source("ingot/runtime/lang/map.ts", 9),
  source("ingot/runtime/native", 70_000),
  source("ingot/runtime/native/sort.ts", 1),
  source("src/main.ts", 0),
  source("main.ts", 3),
];
const facts: Provenance = {
  ingot: "0.1.0",
  app: "lamp",
  version: "1.2.3",
  board: "cubieboard",
  optimise: "2",
  compiler: { version: "12", target: "arm-none-eabi", sha256: "ab" },
  sources,
  parts: { strings: 5 },
};
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

describe("provenance", () => {
  it("holds every source with its hash and size, whatever folder it lies in", () => {
    const found = decodeProvenance(encodeProvenance(facts))!;
    expect({ ...found, sources: [] }).toEqual({ ...facts, sources: [] });
    expect([...found.sources].sort(byName)).toEqual([...sources].sort(byName));
  });

  it("is the same for the same facts in another order", () => {
    const turned = { ...facts, sources: [...sources].reverse(), parts: { ...facts.parts } };
    expect(encodeProvenance(turned)).toEqual(encodeProvenance(facts));
  });

  it("names a folder once", () => {
    const many = Array.from({ length: 100 }, (_, i) => source(`ingot/runtime/lang/collections/${i}.ts`, 1));
    const grown = encodeProvenance({ ...facts, sources: [...sources, ...many] }).length;
    expect((grown - encodeProvenance(facts).length) / 100).toBeLessThan(20);
  });

  it("is not what another format or no CBOR holds", () => {
    expect(decodeProvenance(new Uint8Array([1, 2, 3]))).toBeUndefined();
    expect(decodeProvenance(new Uint8Array(0))).toBeUndefined();
  });
});
