// Brings Debian's Linux for ARM with busybox and nginx into .cache, unpacked and never installed or run here.
//
// Which file of them goes onto the emulated board is initramfs.ts's business.
import { join } from "node:path";
import { FetchProblem, fetchInto, unpack } from "../../../sdk/setup/foreign-packages.mjs";
import { machine } from "../../../sdk/setup/install.mjs";
import { run } from "../../../sdk/setup/report.mjs";

const ARCHITECTURE = "armhf";
/** Names no files itself: depends on the kernel of the day. */
const KERNEL = "linux-image-armmp";
/** What nginx and netcat need, down to the C library. */
const PROGRAMS = [
  "busybox-static",
  "nginx",
  "netcat-openbsd",
  ...["libc6", "libcrypt1", "libpcre2-8-0", "libssl3", "zlib1g", "libbsd0", "libmd0"],
];

/**
 * The folder with everything unpacked, fetched if it is not there yet. Rejects with FetchProblem, whose message says
 * which package is missing and why.
 */
export async function linuxPackages(root) {
  const folder = join(root, ".cache", "linux-armhf");
  const what = [KERNEL, ...PROGRAMS].join(", ");
  await fetchInto(folder, what, ARCHITECTURE, machine(), async (packages, partial) => {
    for (const name of [await kernelOf(await packages.fetch(KERNEL)), ...PROGRAMS]) {
      console.log(`fetching ${name}`);
      await unpack(await packages.fetch(name), partial);
    }
  });
  return folder;
}

/** "linux-image-6.1.0-50-armmp": the first thing that the package without files depends on. */
async function kernelOf(deb) {
  const { output } = await run(["dpkg-deb", "-f", deb, "Depends"]);
  const [name] = /linux-image-[^\s,]+/.exec(output) ?? [];
  if (!name) throw new FetchProblem(`${KERNEL} depends on no kernel: ${output.trim()}`);
  return name;
}
