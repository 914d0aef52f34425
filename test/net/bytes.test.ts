// The compiled forms of copying and summing bytes, and of IPv6, against the ones that Node runs.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../sdk/project-root.ts";
import { PATIENCE_MS } from "../patience.ts";

/** What the program prints; it fails when that is not what it prints under Node. */
function compared(program: string): string {
  const root = projectRoot();
  const words = ["exec", `test/net/programs/${program}`, "--target", "host", "--compare"];
  const options = { cwd: root, encoding: "utf8", timeout: PATIENCE_MS, stdio: "pipe" } as const;
  return execFileSync(process.execPath, [join(root, "sdk/cli/bin.mjs"), ...words], options);
}

test("bytes are copied and summed by the compiled calls as they are under Node", () => {
  expect(compared("bytes.ts")).toContain("65535 65281 0");
});

test("two compiled stations find each other by IPv6 as they do under Node", () => {
  const printed = compared("ipv6-pair.ts");
  expect(printed).toContain("true fe80::ff:fe00:1 fe80::ff:fe00:2 7 2 3 4");
  expect(printed).toContain("30000 bytes");
});
