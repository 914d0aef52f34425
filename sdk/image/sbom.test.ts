// Bills of materials: whose parts an image has, as CycloneDX says it.

import { describe, expect, it } from "vitest";
import type { SignedImage } from "./mcuboot-read.ts";
import type { Provenance } from "./provenance.ts";
import { billOfMaterials } from "./sbom.ts";

const source = (name: string, bytes: number, length = 32) => ({
  name,
  bytes,
  hash: new Uint8Array(length).fill(7),
});
const provenance: Provenance = {
  ingot: "0.1.0",
  app: "porch",
  version: "1.2.3",
  board: "cubieboard",
  optimise: "s",
  compiler: { version: "gcc 12.2", target: "arm-none-eabi", sha256: "ab".repeat(32) },
  sources: [
    source("src/main.ts", 100),
    source("node_modules/@scope/thing/index.js", 20),
    source("node_modules/thing/node_modules/deep/a.js", 5),
    source("ingot/runtime/loop/timers.ts", 300, 8),
    source("ingot/runtime/native", 30, 8),
  ],
  parts: {},
};
const image = { hash: new Uint8Array(32).fill(0xee), counter: 4 } as SignedImage;

/** What of a bill is looked at here. */
interface Part {
  readonly type: string;
  readonly name: string;
  readonly hashes: readonly { readonly content: string }[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly components: readonly Part[];
}
interface Bill {
  readonly serialNumber: string;
  readonly metadata: { readonly component: Part; readonly tools: { readonly components: readonly Part[] } };
  readonly components: readonly [Part, Part, Part, Part];
  readonly dependencies: readonly [{ readonly dependsOn: readonly string[] }];
}
const bill = JSON.parse(JSON.stringify(billOfMaterials(image, provenance))) as Bill;

describe("a bill of materials", () => {
  it("names the image by its hash, and the tools that made it", () => {
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1 });
    expect(bill.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(bill.metadata.component).toMatchObject({ type: "firmware", name: "porch", version: "1.2.3" });
    expect(bill.metadata.tools.components.map((tool) => tool.name)).toEqual(["ingot", "gcc"]);
  });

  it("has the application's files, and of Ingot and each package the files that are in the program", () => {
    const names = bill.components.map((part) => `${part.type} ${part.name}`);
    expect(names).toEqual(["file src/main.ts", "library @scope/thing", "library deep", "framework ingot"]);
    expect(bill.components[0].hashes[0]!.content).toBe("07".repeat(32));
    expect(bill.components[3].properties).toEqual([{ name: "ingot:bytes", value: "330" }]);
    expect(bill.components[3].components[0]!.properties).toContainEqual({
      name: "ingot:sha256Start",
      value: "07".repeat(8),
    });
    expect(bill.dependencies[0].dependsOn).toEqual(["package:@scope/thing", "package:deep", "package:ingot"]);
  });

  it("has no name twice", () => {
    const refs: string[] = [];
    JSON.stringify(bill.components, (key, value) => {
      if (key === "bom-ref") refs.push(value);
      return value;
    });
    expect(new Set(refs).size).toBe(refs.length);
  });
});
