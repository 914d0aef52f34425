// What a snapshot of a process holds from which `ingot` starts: TypeScript, and the library of every program, parsed
// and bound. Runs once, under `node --build-snapshot` (snapshot-file.mjs); its last function runs in every such start.
//
// The bundle of `ingot` is no part of it, so that a source that changes costs no snapshot.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { startupSnapshot } from "node:v8";
import { prepareLibrary } from "../compiler/lower/prepare.ts";
import { publicModuleFiles } from "../image/modules.ts";
import { projectRoot } from "../project-root.ts";

const root = projectRoot(fileURLToPath(import.meta.url));
prepareLibrary(root, publicModuleFiles(root));

startupSnapshot.setDeserializeMainFunction(() => {
  // A script of a snapshot cannot import; what it requires can.
  const [, start, ...words] = process.argv;
  // Ends as the process ended that it belongs to (snapshot-file.mjs), and else does not wait for it.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
  void (createRequire(start!)(start!) as (words: readonly string[]) => Promise<void>)(words);
});
