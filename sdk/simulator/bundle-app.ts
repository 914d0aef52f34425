// Bundles an application and its simulated board into one file for Node.
//
// esbuild strips types without checking them: `ingot build` is what finds type errors.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildFailure, build } from "esbuild";
import type { Board } from "../../boards/board.ts";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { assetModules } from "../image/asset-module.ts";
import { composeBoard } from "../image/compose.ts";
import { networkModule } from "../image/compose-network.ts";
import type { AppConfig } from "../image/config.ts";
import { bundleDiagnostic } from "../image/load-config.ts";
import { AMBIENT_NETWORK, APP_CONFIG, APP_MAIN, MACHINE, NODE_MACHINE } from "../image/modules.ts";
import { publicModules, standsInFor } from "../image/resolve-modules.ts";

export interface BundleOptions {
  readonly appFolder: string;
  readonly config: AppConfig;
  readonly board: Board;
  /** Ingot's own folder. */
  readonly root: string;
  /** Where generated sources and the bundle go; created when missing. */
  readonly buildFolder: string;
}

/** Writes the bundle and returns its path. Rejects with IngotError when the sources do not go together. */
export async function bundleApp(options: BundleOptions): Promise<string> {
  const { appFolder, config, board, root, buildFolder } = options;
  const configFile = join(appFolder, APP_CONFIG);
  const { files, diagnostics } = composeBoard({ board, config, side: "simulated", root, configFile });
  if (files.length === 0) throw new IngotError(diagnostics);
  mkdirSync(buildFolder, { recursive: true });
  for (const file of files) writeFileSync(join(buildFolder, file.path), file.text);
  const networkFile = join(buildFolder, "network.ts");
  writeFileSync(networkFile, networkModule({ board, config, side: "simulated", root }));
  const main = join(appFolder, APP_MAIN);
  const outfile = join(buildFolder, `${config.name}.mjs`);
  try {
    await build({
      // The loop first: it must run while the program still waits in a top-level await.
      stdin: {
        contents: [join(root, "sdk/simulator/poll-loop.ts"), main]
          .map((file) => `import ${JSON.stringify(file)};`)
          .join("\n"),
        resolveDir: buildFolder,
        sourcefile: "simulation.ts",
      },
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: true,
      logLevel: "silent",
      plugins: [
        publicModules(root, join(buildFolder, "board.ts")),
        standsInFor(join(root, AMBIENT_NETWORK), networkFile),
        standsInFor(join(root, MACHINE), join(root, NODE_MACHINE)),
        assetModules,
      ],
    });
  } catch (error) {
    const failure = error as BuildFailure;
    if (!Array.isArray(failure.errors)) throw error;
    const problems = failure.errors.map((message) => bundleDiagnostic(message, main, "E3008"));
    throw new IngotError(problems, 1, { cause: error });
  }
  return outfile;
}
