// Brings Debian's lwIP for this machine into .cache, unpacked and not installed.
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FetchProblem, ForeignPackages, unpack } from "../../../sdk/setup/foreign-packages.mjs";
import { machine } from "../../../sdk/setup/install.mjs";
import { run } from "../../../sdk/setup/report.mjs";

const PACKAGES = ["liblwip-dev", "liblwip0"];

/** The folder with library and headers, fetched if it is not there yet. Rejects with FetchProblem. */
export async function lwipPackages(root) {
  const folder = join(root, ".cache", "lwip");
  if (existsSync(join(folder, "whole"))) return folder;
  const facts = machine();
  if (!facts.apt) throw new FetchProblem(`there is no apt here to fetch ${PACKAGES.join(" and ")}`);
  const { output } = await run(["dpkg", "--print-architecture"]);
  const work = join(root, ".cache", "apt-lwip");
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  try {
    const packages = await ForeignPackages.open(work, output.trim(), facts);
    for (const name of PACKAGES) {
      console.log(`fetching ${name}`);
      await unpack(await packages.fetch(name), partial);
    }
    writeFileSync(join(partial, "whole"), "");
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}
