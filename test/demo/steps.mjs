// The demo's tools: runs `ingot`, finds what it built, reads the card, prints. Knows nothing of the order of steps.
import { spawn } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../sdk/cli/import-typescript.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const workFolder = join(root, ".cache", "demo");

/** A step that did not show what it was to show; printed without a stack. */
export class DemoProblem extends Error {}

export function title(text) {
  console.log(`\n== ${text}`);
}

export function fact(name, value) {
  console.log(`   ${`${name}:`.padEnd(38)} ${value}`);
}

/** Stops the demo with `message` unless `condition` holds. */
export function check(condition, message) {
  if (!condition) throw new DemoProblem(message);
}

/** Runs `ingot WORDS` as a user would and passes on what it prints. Resolves to { output, seconds }. */
export function ingot(...words) {
  const shown = words.map((word) => (isAbsolute(word) ? relative(root, word) : word));
  console.log(`   $ npx ingot ${shown.join(" ")}`);
  return runIngot(words, (text) => process.stdout.write(indent(text)));
}

/** Runs `ingot WORDS` without printing. */
export function runIngot(words, show = () => {}) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "sdk/cli/bin.mjs"), ...words], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 300_000,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => (output += text));
    }
    child.on("error", reject);
    child.on("close", (code) => {
      show(output);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ output, seconds });
      else reject(new DemoProblem(`\`ingot ${words[0]}\` ended with exit code ${code}`));
    });
  });
}

/** `length` bytes of `file` from `offset`; fewer where the file ends. */
export function readBytes(file, offset, length) {
  const bytes = new Uint8Array(length);
  const handle = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, length, offset));
  } finally {
    closeSync(handle);
  }
}

/** sdk/emulator, which Node 20 cannot read as it is. */
export function loadEmulator() {
  return importTypeScript(join(root, "sdk/emulator/index.ts"));
}

/** Prints console output line by line, each marked as the board's. */
export function consolePrinter() {
  let rest = "";
  return (text) => {
    const lines = (rest + text.replaceAll("\r", "")).split("\n");
    rest = lines.pop();
    for (const line of lines) console.log(`   | ${line}`);
  };
}

export function indent(text) {
  return text.replace(/^(?=.)/gm, "     ");
}
