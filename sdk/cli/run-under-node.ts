// Runs a program under Node, for `ingot exec --compare`: types are stripped file by file, modules stay modules.
//
// A bundle would merge modules and turn their const into var, which hides uses before the declaration. Packages of
// JavaScript and `.cjs` files stay where they are, and Node finds them by its own rules. Only programs with other
// CommonJS modules of their own are bundled.

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, extname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildFailure, build, type Metafile, type Plugin } from "esbuild";
import { type StrippedModule, stripTypes } from "../compiler/index.ts";
import { IngotError } from "../diagnostics/diagnostic.ts";
import { assetModules, isAsset } from "../image/asset-module.ts";
import { bundleDiagnostic } from "../image/load-config.ts";
import { publicModules } from "../image/resolve-modules.ts";
import { projectRoot } from "../project-root.ts";
import { type Ended, runProcess, type Streams } from "../run-plain.ts";

const KEEP: Streams = { stdout: () => {}, stderr: () => {} };

/** Node words uncaught errors in several ways; compiled programs print this one line. They know the zone UTC alone. */
const PRELOAD = `import { writeSync } from "node:fs";
import { inspect } from "node:util";
process.env.TZ = "UTC";
process.on("uncaughtExceptionMonitor", (error) => {
  writeSync(2, "Uncaught " + (error instanceof Error ? String(error) : inspect(error)) + "\\n");
});
`;

/** What the program whose first module is `file` does under Node. Works in `folder`. */
export async function runUnderNode(
  file: string,
  folder: string,
  words: readonly string[] = [],
): Promise<Ended> {
  const preload = join(folder, "preload.mjs");
  writeFileSync(preload, PRELOAD);
  const place = withPackagesOf(file, folder);
  const bundle = join(place, "program.mjs");
  try {
    const { metafile } = await build({
      entryPoints: [file],
      outfile: bundle,
      bundle: true,
      metafile: true,
      platform: "node",
      format: "esm",
      target: "node20",
      keepNames: true,
      logLevel: "silent",
      plugins: [publicModules(projectRoot()), leftToNode(), assetModules],
    });
    const separate = separateModules(metafile, file, place);
    return await runProcess([process.execPath, "--import", preload, separate ?? bundle, ...words], KEEP);
  } catch (error) {
    const failure = error as BuildFailure;
    if (!Array.isArray(failure.errors)) throw error;
    throw new IngotError(failure.errors.map((message) => bundleDiagnostic(message, file, "E3008")));
  }
}

/** A folder made below `folder`, from where Node finds the packages that it finds from `file`, the nearest first. */
function withPackagesOf(file: string, folder: string): string {
  const above: string[] = [];
  for (let at = dirname(resolve(file)); ; at = dirname(at)) {
    const packages = join(at, "node_modules");
    if (existsSync(packages)) above.unshift(packages);
    if (at === dirname(at)) break;
  }
  let place = folder;
  for (const packages of above) {
    place = join(place, "nearer");
    mkdirSync(place);
    symlinkSync(packages, join(place, "node_modules"), "dir");
  }
  return place;
}

/** Leaves packages of JavaScript, by name, and `.cjs` files, by path, to Node. */
function leftToNode(): Plugin {
  return {
    name: "left-to-node",
    setup(build) {
      build.onResolve({ filter: /^[^/]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (kind === "entry-point" || pluginData === "resolving") return null;
        const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: "resolving" });
        if (found.errors.length > 0) return null;
        if (found.path.endsWith(".cjs")) return { path: found.path, external: true };
        const named = !path.startsWith(".") && !importer.includes("/node_modules/");
        const script = /\.[cm]?js$/.test(found.path) && found.path.includes("/node_modules/");
        return named && script ? { path, external: true } : null;
      });
    },
  };
}

/** Writes one JavaScript file per module and gives the first one's path; null for programs with CommonJS modules or assets. */
function separateModules(metafile: Metafile, entry: string, folder: string): string | null {
  const inputs = Object.entries(metafile.inputs);
  if (inputs.some(([path, input]) => input.format === "cjs" || isAsset(path))) return null;
  const modules = join(folder, "modules");
  mkdirSync(modules);
  const written = new Map(inputs.map(([path], i) => [path, `m${i}.mjs`]));
  const stripped = stripTypes(new Map(inputs.filter(isCode).map((input) => [input[0], moduleOf(...input)])));
  for (const [path, { imports }] of inputs) {
    let code = stripped.get(path);
    if (code === undefined) {
      writeFileSync(join(modules, written.get(path)!), `export default ${readFileSync(path, "utf8")};`);
      continue;
    }
    for (const { original, path: target, external } of imports) {
      const name = external === true && isAbsolute(target) ? target : `./${written.get(target)}`;
      if (original === undefined || (external === true && !isAbsolute(target))) continue;
      const escaped = original.replace(/[$.*+?()[\]{}|^\\]/g, "\\$&");
      const quoted = `(?:"${escaped}"|'${escaped}')`;
      const attributes = "(\\s*with\\s*\\{[^}]*\\})?";
      code = code.replace(
        new RegExp(`(\\bfrom\\s*|\\bimport\\s*\\(?\\s*)${quoted}${attributes}`, "g"),
        (_all, keyword: string) => `${keyword}${JSON.stringify(name)}`,
      );
    }
    writeFileSync(join(modules, written.get(path)!), inPlace(code, resolve(path)));
  }
  const first = inputs.find(([path]) => resolve(path) === resolve(entry));
  return first === undefined ? null : join(modules, written.get(first[0])!);
}

type Input = [path: string, input: Metafile["inputs"][string]];

function isCode([path]: Input): boolean {
  return extname(path) !== ".json";
}

/** A module for `stripTypes`, which takes imports of everything but code for unknown ones. */
function moduleOf(path: string, { imports }: Input[1]): StrippedModule {
  const known = imports.filter(({ original, external }) => original !== undefined && external !== true);
  return {
    source: readFileSync(path, "utf8"),
    imports: new Map(known.map(({ original, path: target }) => [original!, target])),
  };
}

/** The code with the names that say where its module is meaning `file`. All on its first line, so that lines stay. */
function inPlace(code: string, file: string): string {
  const values: Record<string, string> = {
    dirname: dirname(file),
    filename: file,
    url: pathToFileURL(file).href,
  };
  const text = code.replace(/\bimport\.meta\.(dirname|filename|url)\b/g, (_all, name: string) =>
    JSON.stringify(values[name]),
  );
  const names = ["dirname", "filename"].filter((name) => new RegExp(`\\b__${name}\\b`).test(text));
  return names.map((name) => `var __${name} = ${JSON.stringify(values[name])};`).join("") + text;
}
