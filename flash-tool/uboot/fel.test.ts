// U-Boot over USB: how the tool is called, and what is said when it is missing, finds no board, or may not speak to it.

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startOverUsb } from "./fel.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-fel-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for sunxi-fel, as a script of the shell. */
function tool(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const failure = (program: string) =>
  startOverUsb("u-boot.bin", program).then(
    () => "started",
    (error) =>
      `${error.diagnostics[0].code} ${error.diagnostics[0].message} = ${error.diagnostics[0].remedy}`,
  );

it("the tool gets the file with SPL and U-Boot", async () => {
  const calls = join(folder, "calls");
  await startOverUsb(
    "/boot files/u-boot.bin",
    tool("good", `for a in "$@"; do echo "$a" >> "${calls}"; done`),
  );
  expect(readFileSync(calls, "utf8")).toBe("uboot\n/boot files/u-boot.bin\n");
});

it("without the tool, it is said where to get it", async () => {
  expect(await failure(join(folder, "nowhere"))).toMatch(
    /^E6017 there is no .*nowhere .*sunxi-tools.*INGOT_SUNXI_FEL/,
  );
});

it("without a board in FEL mode, or the right to speak to it, the tool's words are shown", async () => {
  const none = tool("none", 'echo "ERROR: Allwinner USB FEL device not found!" >&2; exit 1');
  expect(await failure(none)).toMatch(
    /^E6017 .*none: ERROR: Allwinner USB FEL device not found! = is the board's OTG/,
  );
  const denied = tool("denied", 'echo "libusb: Access denied (insufficient permissions)" >&2; exit 1');
  expect(await failure(denied)).toMatch(/^E6017 .*insufficient permissions.* = run it as root/);
});
