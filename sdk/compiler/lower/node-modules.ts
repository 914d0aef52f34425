// Node's own modules that a compiled program has: the file of runtime/node behind each name, and what to say of others.

import { isBuiltin as isOfNode } from "node:module";

interface NodeModule {
  /** Below runtime/node. */
  readonly file: string;
  /** What it needs is only there on the host. */
  readonly hostOnly?: boolean;
}

const MODULES: Readonly<Record<string, NodeModule>> = {
  assert: { file: "assert.ts" },
  "assert/strict": { file: "assert-strict.ts" },
  buffer: { file: "buffer.ts" },
  console: { file: "console.ts" },
  crypto: { file: "crypto.ts" },
  diagnostics_channel: { file: "diagnostics-channel.ts" },
  events: { file: "events.ts" },
  fs: { file: "fs.ts", hostOnly: true },
  "fs/promises": { file: "fs-promises.ts", hostOnly: true },
  os: { file: "os.ts" },
  path: { file: "path.ts" },
  "path/posix": { file: "path.ts" },
  perf_hooks: { file: "perf-hooks.ts" },
  process: { file: "process.ts" },
  readline: { file: "readline.ts", hostOnly: true },
  "readline/promises": { file: "readline-promises.ts", hostOnly: true },
  timers: { file: "timers.ts" },
  "timers/promises": { file: "timers-promises.ts" },
  tty: { file: "tty.ts" },
  url: { file: "url.ts" },
  util: { file: "util.ts" },
};

/** Modules that packages may import, although no program can use them: their functions throw or find nothing (docs/decisions/0018). */
const STAND_INS: Readonly<Record<string, NodeModule>> = {
  child_process: { file: "stand-ins/child-process.ts" },
  module: { file: "stand-ins/module.ts" },
  stream: { file: "stand-ins/stream.ts" },
  worker_threads: { file: "stand-ins/worker-threads.ts" },
};

/** Where the program will run: a board has no files of an operating system. */
export type Platform = "host" | "board";

/** True for the modules that are part of Node, such as `fs` and `node:fs`. */
export function isBuiltin(name: string): boolean {
  return name.startsWith("node:") || isOfNode(name);
}

/** True for files of packages. */
export function isInPackage(file: string): boolean {
  return file.includes("/node_modules/");
}

/** The file that stands for a module of Node, below Ingot's folder, where `importer` imports it; null where there is none. */
export function nodeModuleFile(name: string, platform: Platform, importer: string): string | null {
  const found = moduleOf(name) ?? (isInPackage(importer) ? standIn(name) : null);
  if (found === null || (found.hostOnly === true && platform !== "host")) return null;
  return `runtime/node/${found.file}`;
}

function moduleOf(name: string): NodeModule | null {
  return named(MODULES, name);
}

function standIn(name: string): NodeModule | null {
  return named(STAND_INS, name);
}

function named(modules: Readonly<Record<string, NodeModule>>, name: string): NodeModule | null {
  const bare = name.replace(/^node:/, "");
  return Object.hasOwn(modules, bare) ? modules[bare]! : null;
}

/** Why a module of Node is not there, and what to do instead. */
export function missingNodeModule(name: string): { readonly message: string; readonly remedy: string } {
  const here = `Node's module \`${name}\` is not there in a compiled program`;
  if (moduleOf(name) !== null) {
    return {
      message: `${here} for a board`,
      remedy:
        'boards have `ingot/store` for what they keep, and `import text from "./file.txt"` for fixed texts',
    };
  }
  return {
    message: here,
    remedy: `there are ${Object.keys(MODULES).join(", ")}; or use a package that does without`,
  };
}
