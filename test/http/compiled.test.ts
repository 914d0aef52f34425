// The programs beside this file, compiled for the host, behave as under Node: same bytes out, same exit code.

import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PROGRAMS = join(import.meta.dirname, "programs");

test.each(readdirSync(PROGRAMS))("%s", async (name) => {
  const args = [join(ROOT, "sdk/cli/bin.mjs"), "exec", join(PROGRAMS, name), "--compare"];
  const stderr = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT }, (_error, _stdout, stderr) => resolve(stderr));
  });
  expect(stderr).toContain("same as under Node");
});
