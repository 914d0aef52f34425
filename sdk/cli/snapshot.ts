// What a snapshot of a process holds from which `ingot` starts: TypeScript, and the library of every program, parsed,
// bound and known to a checker. Runs once, under `node --build-snapshot` (snapshot-file.mjs); its last function runs in
// every such start.
//
// Of the bundle of `ingot` only the front end is part of it: a change of another source costs no snapshot.

import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startupSnapshot } from "node:v8";
import { compileToIr } from "../compiler/index.ts";
import { prepareLibrary } from "../compiler/lower/prepare.ts";
import { publicModuleFiles } from "../image/modules.ts";
import { projectRoot } from "../project-root.ts";

const root = projectRoot(fileURLToPath(import.meta.url));
const modules = publicModuleFiles(root);
prepareLibrary(root, modules);
// What the checker finds out on the way is what most programs make it find out.
for (const platform of ["host", "board"] as const)
  compileToIr({
    entry: join(root, "sdk/cli/snapshot-sample.ts"),
    packageRoot: root,
    sourceRoot: root,
    modules,
    platform,
    isForSpeed: true,
  });

startupSnapshot.setDeserializeMainFunction(() => {
  // A script of a snapshot cannot import; what it requires can.
  const [, start, ...words] = process.argv;
  // Ends as the process ended that it belongs to (snapshot-file.mjs), and else does not wait for it.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
  void (createRequire(start!)(start!) as (words: readonly string[]) => Promise<void>)(words);
});
