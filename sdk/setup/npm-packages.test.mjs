// Tests of the comparison that decides whether `npm ci` has to run. npm itself is not run.
import { describe, expect, it } from "vitest";
import { firstDifference } from "./npm-packages.mjs";

const lock = {
  packages: {
    "": { name: "app" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/native-for-another-system": { version: "2.0.0", optional: true },
  },
};

describe("comparing node_modules with the lock file", () => {
  it("is content when all packages are there, and optional ones are not", () => {
    expect(firstDifference(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBeNull();
  });
  it("names a missing package", () => {
    expect(firstDifference(lock, { packages: {} })).toBe("node_modules/a is missing");
  });
  it("names a package of another version", () => {
    const installed = { packages: { "node_modules/a": { version: "1.1.0" } } };
    expect(firstDifference(lock, installed)).toBe("node_modules/a is 1.1.0, not 1.0.0");
  });
});
