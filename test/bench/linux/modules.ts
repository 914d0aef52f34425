// Which kernel modules a module needs, and in which order they must be loaded.
//
// A module names its needs itself, in its section .modinfo: "depends=libphy,of_mdio". Packages bring no list of them;
// depmod would make one. Module names have "_" where file names may have "-".

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

export interface Module {
  readonly name: string;
  readonly file: string;
}

/** The names after `depends=` in the bytes of a module; none when it needs none. */
export function dependsOf(bytes: Buffer): string[] {
  const key = Buffer.from("\0depends=");
  const at = bytes.indexOf(key);
  if (at < 0) return [];
  const from = at + key.length;
  const text = bytes.subarray(from, bytes.indexOf(0, from)).toString("latin1");
  return text === "" ? [] : text.split(",").map(moduleName);
}

/** `wanted` and what they need, each after its needs. `needs` says what a module depends on. */
export function loadOrder(wanted: readonly string[], needs: (name: string) => readonly string[]): string[] {
  const order: string[] = [];
  const visit = (name: string): void => {
    if (order.includes(name)) return;
    for (const need of needs(name)) visit(need);
    order.push(name);
  };
  for (const name of wanted) visit(moduleName(name));
  return order;
}

/** The modules below `folder` that `wanted` needs, in the order of loading. Throws when one is not there. */
export function findModules(folder: string, wanted: readonly string[]): Module[] {
  const files = new Map<string, string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (path.endsWith(".ko")) files.set(moduleName(basename(path, ".ko")), join(folder, path));
  }
  const fileOf = (name: string): string => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`the kernel package has no module ${name} below ${folder}`);
    return file;
  };
  return loadOrder(wanted, (name) => dependsOf(readFileSync(fileOf(name)))).map((name) => ({
    name,
    file: fileOf(name),
  }));
}

function moduleName(name: string): string {
  return name.replaceAll("-", "_");
}
