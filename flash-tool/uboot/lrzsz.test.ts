// YMODEM against somebody else's receiver: `rb` of lrzsz, when it is on this computer.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { PATIENCE_MS } from "../../test/patience.ts";
import type { SerialLine } from "./line.ts";
import { sendYmodem } from "./ymodem.ts";

const folder = mkdtempSync(join(tmpdir(), "ingot-lrzsz-"));
afterAll(() => rmSync(folder, { recursive: true }));

const isThere = spawnSync("rb", ["--version"]).error === undefined;
if (!isThere) console.log("skipped: YMODEM to lrzsz (no `rb` on PATH; Debian: lrzsz)");

/** The receiver as a line: what it prints is what arrives. */
function receiver(): { readonly line: SerialLine; readonly ended: Promise<number | null> } {
  const child = spawn("rb", ["--ymodem", "--binary", "--quiet"], { cwd: folder, timeout: PATIENCE_MS });
  const arrived: number[] = [];
  let wake = (): void => {};
  child.stdout.on("data", (bytes: Buffer) => {
    arrived.push(...bytes);
    wake();
  });
  const line: SerialLine = {
    write: (bytes) => void child.stdin.write(Buffer.from(bytes)),
    async read(timeoutMs) {
      if (arrived.length === 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return arrived.shift() ?? -1;
    },
    setBaud: async () => {},
    drop: () => void arrived.splice(0),
  };
  return { line, ended: new Promise((resolve) => child.on("close", resolve)) };
}

test.skipIf(!isThere).each([1, 100_001])(
  "%i bytes arrive at lrzsz as they were sent",
  async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7) & 255);
    const { line, ended } = receiver();
    await sendYmodem(line, { name: `of-${size}.bin`, bytes });
    expect(await ended).toBe(0);
    expect(new Uint8Array(readFileSync(join(folder, `of-${size}.bin`)))).toEqual(bytes);
  },
  30_000,
);
