#!/usr/bin/env node
// Sets this machine up for Ingot: npm packages, compilers, emulator, boot loader. May be run any number of times.
//
// Plain JavaScript without packages, because it runs before there are any. `--check` reports and changes
// nothing; `--outsiders`, or INGOT_OUTSIDERS=1, brings what test/outsiders sets beside a board as well. Exit code 0 when all is there, 1 when something is missing and could not be brought.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installMissing, machine } from "./install.mjs";
import { checkNeed, NEEDS, OUTSIDERS } from "./needs.mjs";
import { checkEsbuild, installNpmPackages, npmDifference } from "./npm-packages.mjs";
import { SetupProblem, step } from "./report.mjs";
import { fetchSpl, splFile } from "./spl.mjs";
import { isFresh, writeStamp } from "./stamp.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const [major] = process.versions.node.split(".").map(Number);

try {
  if (major < 20)
    throw new SetupProblem(`Node.js ${process.versions.node} is too old`, "Install Node.js 20 or later.");
  const unknown = process.argv.slice(2).filter((word) => word !== "--check" && word !== "--outsiders");
  if (unknown.length > 0) {
    console.error(
      `setup: unknown option ${unknown[0]}; there are --check (report, change nothing) and --outsiders ` +
        "(bring the programs of test/outsiders as well)",
    );
    process.exitCode = 2;
  } else if (process.argv.includes("--check")) {
    process.exitCode = (await check()) ? 0 : 1;
  } else {
    await setUp();
    if (process.argv.includes("--outsiders") || process.env.INGOT_OUTSIDERS === "1") await bringOutsiders();
  }
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  console.error(`\nsetup: ${error.message}\n\n${error.remedy}`);
  process.exitCode = 1;
}

async function setUp() {
  const started = performance.now();
  if (isFresh(root)) {
    await prepareCompiler();
    console.log(
      `Set-up is complete (nothing changed, ${((performance.now() - started) / 1000).toFixed(1)} s).`,
    );
    return;
  }
  console.log("Setting up Ingot:");
  await step("npm packages", () => installNpmPackages(root));
  await step("esbuild", () => checkEsbuild(root));

  const facts = machine();
  const missing = [];
  for (const need of NEEDS) {
    if ((await checkNeed(need, root)).problem) missing.push(need);
  }
  // Where nothing can be installed for the user, tools that only tests use must not stop the demo.
  const wanted = facts.apt ? missing : missing.filter((need) => !need.optional);
  if (wanted.length > 0) await installMissing(wanted, facts);
  for (const need of NEEDS) await step(need.name, () => verify(need));
  await step("U-Boot SPL for Allwinner boards", () => fetchSpl(root, facts));
  await prepareCompiler();
  writeStamp(root);
  console.log(`Set-up is complete (${((performance.now() - started) / 1000).toFixed(1)} s).`);
}

/** Makes what `ingot` starts from (sdk/cli/snapshot.ts). Without it everything works, and takes longer. */
async function prepareCompiler() {
  const run = (script, ...words) =>
    spawnSync(process.execPath, [join(root, "sdk/cli", script), ...words], { encoding: "utf8" });
  const bundled = run("bin.mjs", "--version");
  if (bundled.status !== 0) throw new SetupProblem("Ingot's own sources do not bundle", bundled.stderr);
  if (run("make-snapshot.mjs", "--check").status === 0) return;
  await step("compiler, parsed and ready to start", () => {
    const made = run("make-snapshot.mjs");
    if (made.status === 0) return made.stdout.trim();
    const error = /^\w*Error: (?!node --build-snapshot).*/m.exec(made.stderr)?.[0] ?? made.stderr.trim();
    return `left out, so that it starts slower: ${error}`;
  });
}

/** Nothing here depends on these programs but tests, which say what they leave out: a failure is told and no more. */
async function bringOutsiders() {
  const missing = [];
  for (const need of OUTSIDERS) {
    if ((await checkNeed(need, root)).problem) missing.push(need);
  }
  if (missing.length === 0) return;
  try {
    await installMissing(missing, machine());
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.log(`  left out: programs to test beside (${error.message})\n${error.remedy}`);
  }
}

async function verify(need) {
  const { version, problem } = await checkNeed(need, root);
  if (problem && need.optional) return `${problem} (optional: some tests are skipped)`;
  if (problem) {
    const from = need.debian.join(" ");
    throw new SetupProblem(
      `${need.name}: ${problem}`,
      `It should have come with: ${from}. See what stands first on PATH.`,
    );
  }
  return version;
}

/** Prints one line per need; true if everything that is not optional is there. */
async function check() {
  let complete = true;
  const line = (good, name, detail) => console.log(`  ${good ? "✔" : "✘"} ${name.padEnd(32)} ${detail}`);
  const packages = npmDifference(root);
  line(packages === null, "npm packages", packages ?? "as locked");
  complete &&= packages === null;
  for (const need of NEEDS) {
    const { path, version, problem } = await checkNeed(need, root);
    const detail = problem
      ? `${problem}; Debian: apt-get install ${need.debian.join(" ")}`
      : `${version} (${path})`;
    line(!problem, need.name, detail);
    complete &&= !problem || need.optional === true;
  }
  const spl = existsSync(splFile(root));
  line(spl, "U-Boot SPL", spl ? "in .cache" : "missing; `npm run setup` fetches it");
  return complete && spl;
}
