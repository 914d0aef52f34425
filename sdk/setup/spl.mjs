// Fetches U-Boot's sunxi SPL: Debian's `u-boot-sunxi`, unpacked into .cache and never installed.
//
// The package exists for ARM only; foreign-packages.mjs fetches it. Which board uses which SPL is the business of the
// boards.
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { FetchProblem, fetchInto, unpack } from "./foreign-packages.mjs";
import { SetupProblem } from "./report.mjs";

const PACKAGE = "u-boot-sunxi";
const ARCHITECTURE = "armhf";

/**
 * The SPL of the first board; its presence says that the package was unpacked whole. INGOT_SPL, with which the
 * user names a file, takes the package's place.
 */
export function splFile(root) {
  if (process.env.INGOT_SPL) return process.env.INGOT_SPL;
  return join(root, ".cache", PACKAGE, "usr/lib/u-boot/Cubieboard/u-boot-sunxi-with-spl.bin");
}

/** Makes sure that the SPL is there. Returns what was done, in a few words. */
export async function fetchSpl(root, facts) {
  if (existsSync(splFile(root))) return process.env.INGOT_SPL ? "named by INGOT_SPL" : "in .cache";
  if (process.env.INGOT_SPL) {
    throw new SetupProblem(
      `INGOT_SPL names ${process.env.INGOT_SPL}, which does not exist`,
      "Correct or unset it.",
    );
  }
  let version = "in .cache";
  try {
    const folder = join(root, ".cache", PACKAGE);
    await fetchInto(folder, PACKAGE, ARCHITECTURE, facts, async (packages, partial) => {
      const deb = await packages.fetch(PACKAGE);
      await unpack(deb, partial);
      version = basename(deb).split("_")[1].replaceAll("%3a", ":");
    });
    if (!existsSync(splFile(root))) throw problem(`${PACKAGE} holds no SPL for the Cubieboard`);
    return version;
  } catch (error) {
    throw error instanceof FetchProblem ? problem(error.message) : error;
  }
}

function problem(message) {
  return new SetupProblem(
    `U-Boot's SPL: ${message}`,
    `Get Debian's package ${PACKAGE} (architecture ${ARCHITECTURE}) from any Debian mirror and unpack it:\n` +
      `  dpkg-deb -x ${PACKAGE}_*_${ARCHITECTURE}.deb .cache/${PACKAGE}\n` +
      "or build U-Boot for the board and name its u-boot-sunxi-with-spl.bin in INGOT_SPL.",
  );
}
