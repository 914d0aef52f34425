// Where Ingot itself lies on this machine: the folder with its package.json, its boards and its drivers.
//
// The code may run from sdk/ (tests) or from a bundle in dist/, at different depths; so the way up is searched
// for Ingot's own package.json. This is not the folder of the application that is being built.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The absolute path of Ingot's folder. Throws Error when the installation is incomplete. */
export function projectRoot(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (packageName(join(folder, "package.json")) === "ingot") return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json of ingot above ${from}`);
  }
}

/** The version in Ingot's package.json. */
export function ingotVersion(): string {
  const text = readFileSync(join(projectRoot(), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function packageName(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
