// A program for this computer that touches what only boards have: compiled and run, it ends with a panic that says why.
//
// What stands in for devices is runtime/loop/host-hooks.ts.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { compilePlain } from "../../sdk/compile-plain.ts";
import { projectRoot } from "../../sdk/project-root.ts";
import { PATIENCE_MS } from "../patience.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-host-devices-"));
afterAll(() => rmSync(folder, { recursive: true }));

it.each(["read32(0x3000_0000)", "write32(0x3000_0000, 1)", "readFifo(0x3000_0000, new Uint8Array(8), 4, 1)"])(
  "panics at %s",
  async (access) => {
    const entry = join(folder, "device.ts");
    const program = join(folder, "device");
    const mmio = JSON.stringify(join(projectRoot(), "hal/mmio.ts"));
    const name = access.slice(0, access.indexOf("("));
    writeFileSync(entry, `import { ${name} } from ${mmio};\nconsole.log("before");\n${access};\n`);
    await compilePlain({ entry, target: "host", optimise: "0", outFile: program });
    const { stdout, stderr, status } = spawnSync(program, { encoding: "utf8", timeout: PATIENCE_MS });
    expect({ stdout, status }).toEqual({ stdout: "before\n", status: 70 });
    expect(stderr).toMatch(/^ingot panic: device register accessed on the host: there is no hardware here\n/);
  },
);
