// Decides which apt commands install what is missing: pure, so that "do it" and "print it" are the same list.
//
// A command is { argv, input? }. Nothing is run here. QEMU is the one package whose release version may be
// too old: then it is taken from the release's backports, through a source list of our own if the machine
// offers none.
import { forSuites, offering, renderDeb822 } from "./apt-sources.mjs";

export const QEMU_PACKAGE = "qemu-system-arm";
export const QEMU_MAJOR_NEEDED = 8;
export const BACKPORTS_FILE = "/etc/apt/sources.list.d/ingot-backports.sources";

// --no-install-recommends keeps graphical QEMU modules away; the lock timeout lets a background upgrade end.
const INSTALL = [
  "apt-get",
  "install",
  "-y",
  "-q",
  "--no-install-recommends",
  "-o",
  "DPkg::Lock::Timeout=120",
];
export const UPDATE = { argv: ["apt-get", "update", "-q"] };

/** The upstream major version of a Debian version string: "1:10.0.2+ds-2~bpo12+1" gives 10. */
export function majorVersion(version) {
  return Number.parseInt(version.replace(/^\d+:/, ""), 10);
}

/** The versions that `apt-cache madison` lists, as { version, suite }. */
export function parseMadison(text) {
  const offers = [];
  for (const line of text.split("\n")) {
    const [, version, source] = line.split("|").map((part) => part.trim());
    if (!version || !source || source.endsWith("Sources")) continue;
    offers.push({ version, suite: source.split(/\s+/)[1].split("/")[0] });
  }
  return offers;
}

/** The fields of an os-release file. */
export function parseOsRelease(text) {
  const fields = {};
  for (const line of text.split("\n")) {
    const match = /^([A-Z_]+)=(?:"([^"]*)"|(.*))$/.exec(line);
    if (match) fields[match[1]] = match[2] ?? match[3];
  }
  return fields;
}

/** The commands for packages whose release version is good enough; `packages` may be empty. */
export function plainPlan(packages) {
  return packages.length === 0 ? [] : [{ argv: [...INSTALL, ...packages] }];
}

/**
 * The commands that bring a new enough QEMU, or { problem } if this release has none to offer.
 * `offers` is what parseMadison returned; it may be empty when the package lists were never fetched.
 */
export function qemuPlan({ offers, osRelease, sources }) {
  const codename = osRelease.VERSION_CODENAME ?? "";
  const backports = `${codename}-backports`;
  const good = offers.filter((offer) => majorVersion(offer.version) >= QEMU_MAJOR_NEEDED);
  const fromBackports = { argv: [...INSTALL, "-t", backports, QEMU_PACKAGE] };

  if (good.some((offer) => !offer.suite.endsWith("-backports"))) {
    return { commands: plainPlan([QEMU_PACKAGE]) };
  }
  if (good.length > 0) return { commands: [{ argv: [...INSTALL, "-t", good[0].suite, QEMU_PACKAGE] }] };

  // Ubuntu's backports have never carried QEMU; adding them would only hide the real remedy.
  if (osRelease.ID !== "debian" || codename === "") {
    const best = offers.length > 0 ? `only ${offers[0].version}` : "no version";
    return {
      problem: `this system offers ${best} of ${QEMU_PACKAGE}, and Ingot needs ${QEMU_MAJOR_NEEDED}.0 or later`,
    };
  }
  if (offering(sources, backports).length > 0) {
    // Offered but not in the lists: the lists are stale or were never fetched.
    return { commands: [UPDATE, fromBackports] };
  }
  const release = [codename, "stable", "oldstable"].flatMap((suite) => offering(sources, suite))[0];
  if (!release) {
    return { problem: `no apt source offers ${codename}, so there is no mirror to take ${backports} from` };
  }
  const input = renderDeb822(forSuites(release, [backports]));
  return { commands: [{ argv: ["tee", BACKPORTS_FILE], input }, UPDATE, fromBackports] };
}

/** The commands as one block to paste into a shell, each with `sudo`. */
export function renderCommands(commands) {
  return commands
    .map(({ argv, input }) => {
      const line = `sudo ${argv.map(quote).join(" ")}`;
      return input === undefined ? line : `${line} <<'EOF'\n${input}EOF`;
    })
    .join("\n");
}

function quote(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
