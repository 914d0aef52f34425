// Starts a stock U-Boot over USB on a board that has nothing else to start from, with the linux-sunxi tool `sunxi-fel`.
//
// An Allwinner chip that finds no boot medium waits on its USB OTG port (FEL mode). The tool speaks to it; Ingot does not.

import { execFile } from "node:child_process";
import { type IngotError, problem } from "../../sdk/diagnostics/diagnostic.ts";

/** USB is quick: U-Boot is half a megabyte. A tool that waits for rights or a device must not hold up the command. */
const LIMIT_MS = 30_000;

/**
 * Starts `uboot`, a file with SPL and U-Boot, on the board in FEL mode. Resolves once it runs. Rejects with IngotError
 * E6017 when there is no tool, no such board, or no right to speak to it. `tool` is the program to call.
 */
export function startOverUsb(
  uboot: string,
  tool = process.env.INGOT_SUNXI_FEL ?? "sunxi-fel",
): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(tool, ["uboot", uboot], { timeout: LIMIT_MS, encoding: "utf8" }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(explain(tool, error, `${stderr}${stdout}`.trim()));
    });
  });
}

function explain(
  tool: string,
  error: Error & { code?: unknown; killed?: boolean },
  said: string,
): IngotError {
  const cause = { cause: error };
  if (error.code === "ENOENT") {
    const remedy =
      "install it (Debian: apt-get install sunxi-tools), or name it in the environment variable INGOT_SUNXI_FEL";
    return problem("E6017", `there is no ${tool} on this computer`, remedy, cause);
  }
  if (error.killed === true)
    return problem("E6017", `${tool} has not ended in ${LIMIT_MS / 1000} seconds`, "reset the board", cause);
  if (/permission|access/i.test(said))
    return problem(
      "E6017",
      `${tool}: ${said}`,
      "run it as root, or give yourself the device by a rule of udev",
      cause,
    );
  const why = said === "" ? error.message : said;
  const remedy =
    "is the board's OTG port connected, and is its card out or blank (or its FEL button held) when it gets power?";
  return problem("E6017", `${tool}: ${why}`, remedy, cause);
}
