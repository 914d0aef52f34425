// How many bytes each module has in an executable, by its symbols.
//
// Generated functions are known by the names in the executable (c/debug-names.ts), the native core and the C
// compiler's own helpers as one module each. Zeroed memory is not counted: it is in no image.

import { execFileSync } from "node:child_process";
import { type Toolchain, toolPath } from "../toolchain/find-toolchain.ts";
import { namesOf } from "./decode.ts";

export interface ModuleSize {
  readonly module: string;
  readonly bytes: number;
}

/** The modules of `elf`, largest first. */
export function moduleSizes(elf: string, toolchain: Toolchain): ModuleSize[] {
  const names = namesOf(elf);
  const text = execFileSync(toolPath(toolchain, "nm"), ["-S", "-t", "d", elf], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const sizes = new Map<string, number>();
  for (const line of text.split("\n")) {
    const match = /^\d+ (\d+) ([a-zA-Z]) (\S+)$/.exec(line);
    if (match === null || /[bBnN]/.test(match[2]!)) continue;
    const module = moduleOf(match[3]!, names);
    sizes.set(module, (sizes.get(module) ?? 0) + Number(match[1]));
  }
  return [...sizes]
    .map(([module, bytes]) => ({ module, bytes }))
    .sort((a, b) => b.bytes - a.bytes || (a.module < b.module ? -1 : 1));
}

function moduleOf(symbol: string, names: ReadonlyMap<string, string>): string {
  const base = symbol.replace(/\.(constprop|isra|part|cold)(\.\d+)?/g, "").replace(/__boxed$/, "");
  const known = names.get(base);
  if (known !== undefined) return known.includes(":") ? known.slice(0, known.indexOf(":")) : known;
  if (/^s_/.test(symbol)) return "(strings)";
  if (/^(ingot_shapes|ingot_globals|ingot_builtins|shape_|class_|boxed_|fn_)/.test(symbol)) return "(tables)";
  return "(native core)";
}
