// Brings node_modules in line with package-lock.json, and only if it is not.
//
// Compares the lock file with the copy npm leaves in node_modules, so nothing is removed and fetched again
// because a stamp was lost. Does not change package.json or the lock file.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run, SetupProblem } from "./report.mjs";

/**
 * Names the first package of `lock` that `installed` lacks or has in another version; null if all are there.
 * Both are parsed lock files (lockfileVersion 2 or 3). Optional packages may be absent: they are the builds
 * for other platforms.
 */
export function firstDifference(lock, installed) {
  for (const [path, wanted] of Object.entries(lock.packages ?? {})) {
    if (path === "" || wanted.link) continue;
    const found = installed.packages?.[path];
    if (!found && (wanted.optional || wanted.devOptional || wanted.peer)) continue;
    if (!found) return `${path} is missing`;
    if (found.version !== wanted.version) return `${path} is ${found.version}, not ${wanted.version}`;
  }
  return null;
}

/** Runs `npm ci` if needed. Returns what was done, in a few words. */
export async function installNpmPackages(root) {
  if (npmDifference(root) === null) return "as locked";
  const ci = await npm(["ci"], root);
  if (ci.code === 0) return "installed";
  // npm ci refuses a lock file that was written where a registry did not offer the builds for some other system.
  // npm install keeps to the versions of the same lock and only leaves those builds out; that is then verified.
  if (!ci.output.includes("EUSAGE")) throw failed("npm ci", ci.output);
  const install = await npm(["install", "--no-save"], root);
  if (install.code !== 0) throw failed("npm install", install.output);
  const difference = npmDifference(root);
  if (difference !== null) throw failed("npm ci", `${ci.output}\nand after npm install ${difference}`);
  return "installed";
}

function npm(words, root) {
  // On Windows npm is a batch file, which only a shell can start.
  const program = process.platform === "win32" ? ["cmd", "/c", "npm"] : ["npm"];
  return run([...program, ...words, "--no-audit", "--no-fund"], { cwd: root, timeoutMs: 600_000 });
}

function failed(what, output) {
  // Behind the reason, npm prints a page of options that helps nobody here.
  const reason = output.split(/^npm error (?:Clean install a project|Install a package)/m)[0].trim();
  return new SetupProblem(`${what} failed:\n${reason}`, "Mend what npm names above, then run this again.");
}

/** What differs between the lock file and node_modules, or null. */
export function npmDifference(root) {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return "node_modules is missing";
  return firstDifference(readJson(join(root, "package-lock.json")), readJson(installed));
}

/**
 * Sees that esbuild works. Its install script, which npm may be told not to run, only swaps a shim for the
 * native program; the program itself comes in a package of its own.
 */
export async function checkEsbuild(root) {
  const script =
    'import("esbuild").then((e) => e.transform("let a: 1", { loader: "ts" }).then(() => e.version))';
  const { code, output } = await run([process.execPath, "-e", `${script}.then(console.log)`], { cwd: root });
  if (code !== 0) {
    throw new SetupProblem(
      `esbuild does not run: ${output.trim().split("\n").slice(0, 5).join("\n")}`,
      "Remove node_modules and run this again; if npm is told to omit optional packages, allow them.",
    );
  }
  return output.trim();
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
