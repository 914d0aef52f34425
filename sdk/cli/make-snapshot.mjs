#!/usr/bin/env node
// Makes the snapshot that `ingot` starts from, and prints its size. The bundle must be up to date.
//
// With --check it makes nothing: exit code 0 if the snapshot is there, 1 if it is not.

import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeSnapshot, snapshotFile } from "./snapshot-file.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
if (process.argv[2] === "--check") {
  const file = snapshotFile(root);
  process.exitCode = file !== null && existsSync(file) ? 0 : 1;
} else {
  console.log(`${(statSync(await makeSnapshot(root)).size / 2 ** 20).toFixed(0)} MiB`);
}
