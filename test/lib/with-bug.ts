// A module of ours with one text replaced, to see whether a test notices. Bundles the module in memory; the files stay.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect } from "vitest";

/** Imports `entry` with `from` replaced by `to` in `file`, where it must occur exactly once. Paths are absolute. */
export async function withBug(entry: string, file: string, from: string, to: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "ingot-mutant-"));
  try {
    const outfile = join(folder, "module.mjs");
    await build({
      entryPoints: [entry],
      bundle: true,
      format: "esm",
      outfile,
      plugins: [
        {
          name: "bug",
          setup(b) {
            b.onLoad({ filter: /\.ts$/ }, (args) => {
              const text = readFileSync(args.path, "utf8");
              if (args.path !== resolve(file)) return { contents: text, loader: "ts" };
              expect(text.split(from).length, `${from} in ${file}`).toBe(2);
              return { contents: text.replace(from, to), loader: "ts" };
            });
          },
        },
      ],
    });
    return await import(/* @vite-ignore */ pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
