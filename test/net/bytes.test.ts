// The compiled forms of copying and summing bytes against the ones that Node runs.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../sdk/project-root.ts";

const LIMIT_MS = 120_000;

test(
  "bytes are copied and summed by the compiled calls as they are under Node",
  () => {
    const root = projectRoot();
    const words = ["exec", "test/net/programs/bytes.ts", "--target", "host", "--compare"];
    const options = { cwd: root, encoding: "utf8", timeout: LIMIT_MS, stdio: "pipe" } as const;
    const output = execFileSync(process.execPath, [join(root, "sdk/cli/bin.mjs"), ...words], options);
    expect(output).toContain("65535 65281 0");
  },
  LIMIT_MS,
);
