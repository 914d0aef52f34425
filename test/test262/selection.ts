// Which tests of a test262 checkout are run: their front matter, and the folders, features and flags left out.
// It reads files and judges none of them; what is left out, and why, is written in README.md.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The commit of tc39/test262 that the baseline was made with. */
export const PINNED_COMMIT = "be13516fb6441b950ba8a3df97eb34062c186972";

export interface Test {
  /** Path below `test/` of the checkout. */
  readonly name: string;
  readonly source: string;
  readonly includes: readonly string[];
  readonly isAsync: boolean;
  readonly isModule: boolean;
  /** When the test is to fail and with which error; null: it is to end quietly. */
  readonly negative: { readonly phase: string; readonly type: string } | null;
}

const ROOTS = ["language", "built-ins"];

/** Folders of what the project does not mean to have, and of proposals that no version of ECMA-262 has. */
const LEFT_OUT_FOLDERS = new Set([
  "language/eval-code",
  "language/import",
  "language/global-code",
  "built-ins/AbstractModuleSource",
  "built-ins/AsyncDisposableStack",
  "built-ins/Atomics",
  "built-ins/DisposableStack",
  "built-ins/Proxy",
  "built-ins/ShadowRealm",
  "built-ins/SharedArrayBuffer",
  "built-ins/SuppressedError",
  "built-ins/Temporal",
  "built-ins/eval",
  "built-ins/FinalizationRegistry",
  "built-ins/ThrowTypeError",
]);

/** Features that Node 20 lacks, and those that belong to the folders above. */
const LEFT_OUT_FEATURES = new Set([
  "Array.fromAsync",
  "Atomics",
  "Atomics.pause",
  "Atomics.waitAsync",
  "Error.isError",
  "FinalizationRegistry",
  "Float16Array",
  "IsHTMLDDA",
  "Math.sumPrecise",
  "Proxy",
  "RegExp.escape",
  "SharedArrayBuffer",
  "ShadowRealm",
  "Temporal",
  "Uint8Array.fromBase64",
  "array-grouping",
  "arraybuffer-transfer",
  "await-dictionary",
  "canonical-tz",
  "cross-realm",
  "decorators",
  "explicit-resource-management",
  "immutable-arraybuffer",
  "import-attributes",
  "import-bytes",
  "import-defer",
  "import-text",
  "iterator-helpers",
  "iterator-sequencing",
  "joint-iteration",
  "json-modules",
  "json-parse-with-source",
  "legacy-regexp",
  "nonextensible-applies-to-private",
  "promise-try",
  "promise-with-resolvers",
  "proxy-missing-checks",
  "regexp-duplicate-named-groups",
  "regexp-modifiers",
  "set-methods",
  "source-phase-imports",
  "source-phase-imports-module-source",
  "tail-call-optimization",
  "uint8array-base64",
  "upsert",
]);

/** Sloppy mode, tests of a host without harness, and blocking agents. */
const LEFT_OUT_FLAGS = new Set(["noStrict", "raw", "CanBlockIsFalse", "CanBlockIsTrue", "non-deterministic"]);

/** Harness files that make realms, code from text, or agents. */
const LEFT_OUT_INCLUDES =
  /^(sm\/|atomicsHelper|detachArrayBuffer|fnGlobalObject|wellKnownIntrinsicObjects|tcoHelper|temporalHelpers|testAtomics|testIntl|proxyTrapsHelper)/;

/** The tests below `checkout` that are run, in the order of their names. */
export function selectTests(checkout: string, filter: string | null): Test[] {
  const tests: Test[] = [];
  for (const root of ROOTS) {
    for (const file of filesBelow(join(checkout, "test", root))) {
      const name = relative(join(checkout, "test"), file);
      if (LEFT_OUT_FOLDERS.has(folderOf(name)) || name.endsWith("_FIXTURE.js") || name.includes("/annexB/"))
        continue;
      if (filter !== null && !name.includes(filter)) continue;
      const test = readTest(name, readFileSync(file, "utf8"));
      if (test !== null) tests.push(test);
    }
  }
  return tests;
}

/** The first two parts of a name: what the tables are by. */
export function folderOf(name: string): string {
  return name.split("/").slice(0, 2).join("/");
}

/** The test in `source`, or null when it is one of those left out. */
export function readTest(name: string, source: string): Test | null {
  const matter = /\/\*---([\s\S]*?)---\*\//.exec(source)?.[1] ?? "";
  const flags = listOf(matter, "flags");
  const includes = listOf(matter, "includes");
  if (flags.some((flag) => LEFT_OUT_FLAGS.has(flag))) return null;
  if (listOf(matter, "features").some((feature) => LEFT_OUT_FEATURES.has(feature) || /^Intl/.test(feature)))
    return null;
  if (includes.some((file) => LEFT_OUT_INCLUDES.test(file))) return null;
  // The host object: other realms, detaching, agents.
  if (/\$262\b/.test(source.replace(matter, ""))) return null;
  const negative = /^negative:\s*\n((?:[ \t]+.*\n?)+)/m.exec(matter)?.[1];
  return {
    name,
    source,
    includes,
    isAsync: flags.includes("async"),
    isModule: flags.includes("module"),
    negative:
      negative === undefined
        ? null
        : {
            phase: /phase:\s*(\w+)/.exec(negative)?.[1] ?? "runtime",
            type: /type:\s*(\w+)/.exec(negative)?.[1] ?? "Error",
          },
  };
}

/** `key: [a, b]` or a list with dashes. */
function listOf(matter: string, key: string): string[] {
  const inline = new RegExp(`^${key}:\\s*\\[([^\\]]*)\\]`, "m").exec(matter)?.[1];
  if (inline !== undefined)
    return inline
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  const block = new RegExp(`^${key}:\\s*\\n((?:\\s*-.*\\n?)+)`, "m").exec(matter)?.[1] ?? "";
  return [...block.matchAll(/-\s*(\S+)/g)].map((match) => match[1]!);
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.name.endsWith(".js") ? [path] : [];
  });
}
