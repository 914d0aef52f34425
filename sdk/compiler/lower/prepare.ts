// What a process can do before it knows a program: TypeScript loaded, the library parsed and bound.
//
// For snapshots of such a process (sdk/cli/snapshot.ts), whose later lives have other folders and find TypeScript through a
// symbol. Compiles nothing.

import { join } from "node:path";
import ts from "typescript";
import { keepChecker } from "./checker.ts";
import { notableNodes } from "./notable-nodes.ts";
import { createProgram } from "./program.ts";

/** Where sdk/cli/typescript.mjs looks for it. */
const KEPT = Symbol.for("ingot.typescript");

/** Parses and binds Ingot's public `modules`, by name, and what every program needs, from the package's folder `root`. */
export function prepareLibrary(root: string, modules: ReadonlyMap<string, string>): void {
  // What TypeScript finds out once in a process. It may be part of a bundle, whose folder has no declarations.
  ts.sys.getExecutingFilePath = () => join(root, "node_modules/typescript/lib/typescript.js");
  ts.sys.getCurrentDirectory = () => process.cwd();
  (globalThis as { [KEPT]?: typeof ts })[KEPT] = ts;

  const roots = ["runtime/lang/hooks.ts", "runtime/loop/host-hooks.ts", "hal/base/hooks.ts"];
  const program = createProgram({
    entry: join(root, "runtime/lang/globals.ts"),
    roots: [...roots.map((file) => join(root, file)), ...modules.values()],
    modules,
    packageRoot: root,
  });
  keepChecker(program); // binds all files
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) notableNodes(file);
}
