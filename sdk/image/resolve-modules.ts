// An esbuild plugin that finds the public modules: `ingot/net` and its siblings, and the generated `ingot/board` and
// `ingot/io`.

import { basename, dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import { BOARD_MODULE, IO_MODULE, PUBLIC_MODULES } from "./modules.ts";

/**
 * Maps public module names to files under `root`, Ingot's folder, and `ingot/board` to the file `boardModule`
 * if there is one, `ingot/io` to io.ts beside it. An unknown name under `ingot/` is an error that lists the known ones.
 */
export function publicModules(root: string, boardModule?: string): Plugin {
  return {
    name: "ingot-public-modules",
    setup(build) {
      build.onResolve({ filter: /^ingot(\/|$)/ }, ({ path }) => {
        if (path === BOARD_MODULE && boardModule !== undefined) return { path: boardModule };
        if (path === IO_MODULE && boardModule !== undefined)
          return { path: join(dirname(boardModule), "io.ts") };
        if (Object.hasOwn(PUBLIC_MODULES, path)) return { path: join(root, PUBLIC_MODULES[path]) };
        const known = Object.keys(PUBLIC_MODULES);
        if (boardModule !== undefined) known.unshift(BOARD_MODULE, IO_MODULE);
        return { errors: [{ text: `there is no module "${path}" here; there are ${known.join(", ")}` }] };
      });
    },
  };
}

/** An esbuild plugin by which `file` is read wherever `original` is imported. Both are absolute. */
export function standsInFor(original: string, file: string): Plugin {
  const filter = new RegExp(`/${basename(original).replaceAll(".", "\\.")}$`);
  return {
    name: "ingot-stand-in",
    setup(build) {
      build.onResolve({ filter }, ({ path, resolveDir }) =>
        join(resolveDir, path) === original ? { path: file } : undefined,
      );
    },
  };
}
