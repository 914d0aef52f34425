#!/usr/bin/env node
// Makes the snapshot that `ingot` starts from, and prints its size. The bundle must be up to date.
//
// With --check it makes nothing: exit code 0 if the snapshot is there and knows the library as it is, 1 if not.

import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isSnapshotFresh, makeSnapshot } from "./snapshot-file.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
if (process.argv[2] === "--check") {
  process.exitCode = isSnapshotFresh(root) ? 0 : 1;
} else {
  console.log(`${(statSync(await makeSnapshot(root)).size / 2 ** 20).toFixed(0)} MiB`);
}
