// Fetches U-Boot's sunxi SPL: Debian's `u-boot-sunxi`, unpacked into .cache and never installed.
//
// The package exists for ARM only. A private apt configuration (own lists, cache and architecture) fetches
// it from the machine's own mirror, with the machine's own keys, without root and without telling dpkg about
// a second architecture. Which board uses which SPL is the business of the boards.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forSuites, offering, renderDeb822 } from "./apt-sources.mjs";
import { run, SetupProblem } from "./report.mjs";

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
export async function fetchSpl(root, { sources, osRelease }) {
  if (existsSync(splFile(root))) return process.env.INGOT_SPL ? "named by INGOT_SPL" : "in .cache";
  if (process.env.INGOT_SPL) {
    throw new SetupProblem(
      `INGOT_SPL names ${process.env.INGOT_SPL}, which does not exist`,
      "Correct or unset it.",
    );
  }
  const work = join(root, ".cache", "apt-private");
  const unpacked = join(root, ".cache", `${PACKAGE}.partial`);
  try {
    const deb = await download(work, releaseSource(sources, osRelease));
    rmSync(unpacked, { recursive: true, force: true });
    await must(["dpkg-deb", "-x", deb, unpacked], "could not unpack the package");
    const target = join(root, ".cache", PACKAGE);
    rmSync(target, { recursive: true, force: true });
    renameSync(unpacked, target);
    if (!existsSync(splFile(root))) throw problem(`${PACKAGE} holds no SPL for the Cubieboard`);
    return deb.split("/").at(-1).split("_")[1].replaceAll("%3a", ":");
  } finally {
    // The lists of a whole architecture are tens of megabytes that nothing reads again.
    rmSync(work, { recursive: true, force: true });
  }
}

function releaseSource(sources, osRelease) {
  const codename = osRelease.VERSION_CODENAME ?? "";
  const source = [codename, "stable", "oldstable"].flatMap((suite) => offering(sources, suite))[0];
  if (!source) throw problem(`no apt source of this machine offers the release "${codename}"`);
  const suite = source
    .get("Suites")
    .split(/\s+/)
    .find((name) => [codename, "stable", "oldstable"].includes(name));
  return forSuites(source, [suite]);
}

async function download(work, source) {
  rmSync(work, { recursive: true, force: true });
  for (const folder of ["state/lists/partial", "cache/archives/partial", "sources", "deb"]) {
    mkdirSync(join(work, folder), { recursive: true });
  }
  writeFileSync(join(work, "state/status"), "");
  writeFileSync(join(work, "sources/release.sources"), renderDeb822(source));
  const settings = {
    "Dir::State": join(work, "state"),
    "Dir::State::status": join(work, "state/status"),
    "Dir::Cache": join(work, "cache"),
    "Dir::Etc::sourcelist": "/dev/null",
    "Dir::Etc::sourceparts": join(work, "sources"),
    "APT::Architecture": ARCHITECTURE,
    "APT::Architectures": ARCHITECTURE,
    "Acquire::Languages": "none",
    // As root, apt would drop to a user who may be unable to enter this folder.
    "APT::Sandbox::User": "root",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  await must(["apt-get", ...options, "update", "-q"], "could not read the package lists");
  await must(["apt-get", ...options, "download", PACKAGE], "could not fetch the package", join(work, "deb"));
  const deb = readdirSync(join(work, "deb")).find((name) => name.endsWith(".deb"));
  if (!deb) throw problem(`apt fetched no ${PACKAGE} for ${ARCHITECTURE}`);
  return join(work, "deb", deb);
}

async function must(argv, what, cwd) {
  const { code, output } = await run(argv, { cwd, timeoutMs: 600_000 });
  if (code !== 0) throw problem(`${what}:\n${output.trim().split("\n").slice(-6).join("\n")}`);
}

function problem(message) {
  return new SetupProblem(
    `U-Boot's SPL: ${message}`,
    `Get Debian's package ${PACKAGE} (architecture ${ARCHITECTURE}) from any Debian mirror and unpack it:\n` +
      `  dpkg-deb -x ${PACKAGE}_*_${ARCHITECTURE}.deb .cache/${PACKAGE}\n` +
      "or build U-Boot for the board and name its u-boot-sunxi-with-spl.bin in INGOT_SPL.",
  );
}
