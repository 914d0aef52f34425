// Brings Debian's lwIP for this machine into .cache, unpacked and not installed.
import { join } from "node:path";
import { fetchInto, unpack } from "../../../sdk/setup/foreign-packages.mjs";
import { machine } from "../../../sdk/setup/install.mjs";
import { run } from "../../../sdk/setup/report.mjs";

const PACKAGES = ["liblwip-dev", "liblwip0"];

/** The folder with library and headers, fetched if it is not there yet. Rejects with FetchProblem. */
export async function lwipPackages(root) {
  const folder = join(root, ".cache", "lwip");
  const { output } = await run(["dpkg", "--print-architecture"]);
  await fetchInto(folder, PACKAGES.join(" and "), output.trim(), machine(), async (packages, partial) => {
    for (const name of PACKAGES) {
      console.log(`fetching ${name}`);
      await unpack(await packages.fetch(name), partial);
    }
  });
  return folder;
}
