// Connecting to a gdb server that is just starting.

import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { GdbRemote } from "./gdb-remote.ts";

it("waits for a server that listens a moment later, and gives up on one that never does", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ingot-gdb-"));
  const path = join(folder, "gdb");
  const server = createServer();
  try {
    setTimeout(() => server.listen(path), 100);
    const gdb = await GdbRemote.connect(path);
    gdb.close();
    await expect(GdbRemote.connect(join(folder, "nobody"), 100)).rejects.toThrow("ENOENT");
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
