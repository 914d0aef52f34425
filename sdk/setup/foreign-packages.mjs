// Fetches Debian packages of another architecture from the machine's own mirror, with the machine's own keys.
//
// A private apt configuration (own lists, cache and architecture) does it without root, without telling dpkg about
// a second architecture, and installs nothing. Which packages, and what becomes of them, is the caller's business.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forSuites, offering, renderDeb822 } from "./apt-sources.mjs";
import { run } from "./report.mjs";

/** Why packages could not be had: a sentence, with the end of what apt said. */
export class FetchProblem extends Error {}

/**
 * The lists of one architecture in a folder of their own, which must be removed with `remove`: they are tens of
 * megabytes that nothing reads again.
 */
export class ForeignPackages {
  #work;
  #options;

  /** Reads the lists. Rejects with FetchProblem. `facts` is machine() of install.mjs. */
  static async open(work, architecture, { sources, osRelease }) {
    const packages = new ForeignPackages(work, architecture);
    rmSync(work, { recursive: true, force: true });
    for (const folder of ["state/lists/partial", "cache/archives/partial", "sources", "deb"]) {
      mkdirSync(join(work, folder), { recursive: true });
    }
    writeFileSync(join(work, "state/status"), "");
    writeFileSync(join(work, "sources/release.sources"), renderDeb822(releaseSource(sources, osRelease)));
    await packages.#apt(["update", "-q"], "could not read the package lists");
    return packages;
  }

  constructor(work, architecture) {
    this.#work = work;
    const settings = {
      "Dir::State": join(work, "state"),
      "Dir::State::status": join(work, "state/status"),
      "Dir::Cache": join(work, "cache"),
      "Dir::Etc::sourcelist": "/dev/null",
      "Dir::Etc::sourceparts": join(work, "sources"),
      "APT::Architecture": architecture,
      "APT::Architectures": architecture,
      "Acquire::Languages": "none",
      // Without it a mirror that cannot be reached is a warning.
      "APT::Update::Error-Mode": "any",
      // As root, apt would drop to a user who may be unable to enter this folder.
      "APT::Sandbox::User": "root",
    };
    this.#options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  }

  /** Fetches one package: the path of its file, in the folder that `remove` removes. Rejects with FetchProblem. */
  async fetch(name) {
    const folder = join(this.#work, "deb");
    await this.#apt(["download", name], `could not fetch the package ${name}`, folder);
    const deb = readdirSync(folder).find((file) => file.startsWith(`${name}_`) && file.endsWith(".deb"));
    if (!deb) throw new FetchProblem(`apt fetched no ${name}`);
    return join(folder, deb);
  }

  remove() {
    rmSync(this.#work, { recursive: true, force: true });
  }

  async #apt(words, what, cwd) {
    const { code, output } = await run(["apt-get", ...this.#options, ...words], { cwd, timeoutMs: 600_000 });
    if (code !== 0) throw new FetchProblem(`${what}:\n${lastLines(output)}`);
  }
}

/**
 * Makes `folder` hold what `add` unpacks, with `add(packages, partial)` given the lists of `architecture` and the
 * folder to unpack into; does nothing if that is done. A fetch that was cut off leaves nothing behind. Rejects with
 * FetchProblem, in which `what` names the packages when there is no apt.
 */
export async function fetchInto(folder, what, architecture, facts, add) {
  const whole = "whole";
  if (existsSync(join(folder, whole))) return;
  if (!facts.apt) throw new FetchProblem(`there is no apt here to fetch ${what} (${architecture})`);
  const work = `${folder}.apt`;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  try {
    await add(await ForeignPackages.open(work, architecture, facts), partial);
    writeFileSync(join(partial, whole), "");
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Unpacks a package's files below `folder`; nothing of it runs. Rejects with FetchProblem. */
export async function unpack(deb, folder) {
  const { code, output } = await run(["dpkg-deb", "-x", deb, folder], { timeoutMs: 600_000 });
  if (code !== 0) throw new FetchProblem(`could not unpack the package:\n${lastLines(output)}`);
}

function releaseSource(sources, osRelease) {
  const codename = osRelease.VERSION_CODENAME ?? "";
  const source = [codename, "stable", "oldstable"].flatMap((suite) => offering(sources, suite))[0];
  if (!source) throw new FetchProblem(`no apt source of this machine offers the release "${codename}"`);
  const suite = source
    .get("Suites")
    .split(/\s+/)
    .find((name) => [codename, "stable", "oldstable"].includes(name));
  return forSuites(source, [suite]);
}

function lastLines(output) {
  return output.trim().split("\n").slice(-6).join("\n");
}
