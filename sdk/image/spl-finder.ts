// Finds the file with U-Boot's SPL for a board: the one the user names, or the one that set-up unpacked.
//
// Looks on this machine only and fetches nothing. Whether the file is sound is spl.ts's business.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { problem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { extractSpl } from "./spl.ts";

export interface SplPlaces {
  /** Ingot's own folder; set-up unpacks Debian's u-boot-sunxi into its `.cache`. */
  readonly projectRoot: string;
  /** The value of --spl. When given, nothing else is looked at. */
  readonly explicit?: string;
  /** Default: the process's environment. INGOT_SPL names a file, as --spl does. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default "/usr/lib/u-boot", where the Debian package puts it when it is installed. */
  readonly systemFolder?: string;
}

/**
 * The path of the SPL file for U-Boot's board name `boardSplName` (such as "Cubieboard"). Throws IngotError E4001
 * with every place that was looked at.
 */
export function findSpl(boardSplName: string, places: SplPlaces): string {
  const { projectRoot, explicit, env = process.env, systemFolder = "/usr/lib/u-boot" } = places;
  const named = explicit ?? (env.INGOT_SPL === "" ? undefined : env.INGOT_SPL);
  if (named !== undefined) {
    if (isFile(named)) return named;
    const giver = explicit === undefined ? "the environment variable INGOT_SPL" : "--spl";
    const remedy = explicit === undefined ? "correct or unset INGOT_SPL" : "correct the path behind --spl";
    throw problem("E4001", `${giver} names ${named}, which is not a file`, remedy);
  }
  const candidates = [join(projectRoot, ".cache/u-boot-sunxi/usr/lib/u-boot"), systemFolder].map((folder) =>
    join(folder, boardSplName, "u-boot-sunxi-with-spl.bin"),
  );
  const found = candidates.find(isFile);
  if (found !== undefined) return found;
  throw problem(
    "E4001",
    `no U-Boot SPL for ${boardSplName} on this machine`,
    "run `npm run setup` in Ingot's folder, which unpacks Debian's u-boot-sunxi, or give --spl FILE",
    { notes: candidates.map((path) => `not there: ${displayPath(path)}`) },
  );
}

/** Finds, reads and checks the SPL for a board. Throws IngotError E4001, E4002, E4003 or E4009. */
export function loadSpl(boardSplName: string, places: SplPlaces): { path: string; spl: Uint8Array } {
  const path = findSpl(boardSplName, places);
  let file: Uint8Array;
  try {
    file = readFileSync(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem("E4009", `the SPL cannot be read: ${why}`, "check the file's permissions", {
      file: path,
      cause,
    });
  }
  return { path, spl: extractSpl(file, path) };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
