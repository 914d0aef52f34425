// `ingot update --upgrade`: the device decides by the versions of what runs and of what comes.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { Appliance, imageFor } from "../../fleet/testing/appliance.ts";
import { parseCommandLine } from "../../sdk/cli/parse.ts";
import { command } from "../../sdk/cli/update.ts";
import { keySigner } from "../../sdk/keys/signer.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-upgrade-"));
afterAll(() => rmSync(folder, { recursive: true }));
const signer = keySigner(generateKeyPairSync("ed25519").privateKey);

it("refuses what is not newer before it is sent, and takes what is", async () => {
  const device = await Appliance.start({ signer, runs: imageFor(signer, 2) });
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const update = (major: number) => {
      const file = join(folder, `${major}.signed.bin`);
      writeFileSync(file, imageFor(signer, major, 20_000).bytes);
      return command.run(parseCommandLine(command, [file, device.address, "--upgrade"]));
    };
    await expect(update(2)).rejects.toThrow("it runs this version already, or a newer one");
    expect([device.pieces, device.starts]).toEqual([1, 1]);
    expect(await update(3)).toBe(0);
    expect(device.version).toBe("3.0.0+0");
  } finally {
    device.stop();
    stdout.mockRestore();
    stderr.mockRestore();
  }
});
