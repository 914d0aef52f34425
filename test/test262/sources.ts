// Writes tests as modules: the harness files they name become modules of their own, shared by all tests of a batch.
//
// A script in strict mode and a module differ where global variables are properties of the global object and where
// `this` is the global object; classify.ts asks Node about tests that fail, so that those do not count.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Test } from "./selection.ts";

/** Every test has these; INTERPRETING.md of test262 says so. */
const BASE_FILES = ["sta.js", "assert.js", "doneprintHandle.js"];
const BASE = "base";
/** How the names of modules beside a test end, which are no tests. */
const FIXTURE = "_FIXTURE.js";
/** What the harness expects of a host. */
const HOST = "export function print(text) { console.log(text); }";

export class Sources {
  private readonly checkout: string;
  private readonly folder: string;
  /** Module -> names it exports. */
  private readonly exported = new Map<string, readonly string[]>();
  private readonly fixtures = new Set<string>();

  constructor(checkout: string, folder: string) {
    this.checkout = checkout;
    this.folder = folder;
    this.writeModule(BASE, BASE_FILES.map((file) => this.harness(file)).join("\n"), []);
  }

  /** Writes the module of `test` and what it needs; returns its path. */
  write(test: Test): string {
    const path = join(this.folder, "test", test.name.replace(/\.js$/, ".mjs"));
    mkdirSync(dirname(path), { recursive: true });
    const modules = [BASE, ...test.includes.map((file) => this.include(file))];
    // On the first line, so that places in diagnostics stay those of the test.
    const source = test.isModule ? ownModules(test.source) : test.source;
    const imports = this.imports(modules, source, dirname(path));
    writeFileSync(path, `${imports}${source}\n;export {};\n`);
    if (source.includes(FIXTURE)) this.copyFixtures(dirname(test.name));
    return path;
  }

  /** Paths of the modules that `test` imports, of the harness and beside it: what is wrong there is wrong with the test. */
  partsOf(test: Test): string[] {
    const modules = [BASE, ...test.includes.map((file) => this.include(file))];
    const harness = [...new Set(modules)].map((module) => join(this.folder, "harness", `${module}.mjs`));
    const fixtures = new Set<string>();
    const visit = (source: string): void => {
      for (const [, file] of source.matchAll(/["']\.\/([^"'/]+_FIXTURE\.js)["']/g)) {
        const path = join(this.folder, "test", dirname(test.name), file!);
        if (fixtures.has(path) || !existsSync(path)) continue;
        fixtures.add(path);
        visit(readFileSync(path, "utf8"));
      }
    };
    visit(test.source);
    return [...harness, ...fixtures];
  }

  private harness(file: string): string {
    return readFileSync(join(this.checkout, "harness", file), "utf8");
  }

  private include(file: string): string {
    const name = file.replace(/\.js$/, "");
    if (BASE_FILES.includes(file) || name === "compareArray") return BASE;
    if (!this.exported.has(name)) this.writeModule(name, this.harness(file), [BASE]);
    return name;
  }

  private writeModule(name: string, text: string, uses: readonly string[]): void {
    const names = [...text.matchAll(/^(?:async )?(?:function\*?|var|let|const|class)\s+([\w$]+)/gm)].map(
      (m) => m[1]!,
    );
    const path = join(this.folder, "harness", `${name}.mjs`);
    mkdirSync(dirname(path), { recursive: true });
    const host = name === BASE ? `${HOST} ` : "";
    const imports = this.imports(uses, text, dirname(path));
    writeFileSync(path, `${imports}${host}${text}\nexport { ${[...new Set(names)].join(", ")} };\n`);
    this.exported.set(name, name === BASE ? [...names, "print"] : names);
  }

  /** Imports of the names of `modules` that `text` mentions and does not declare. */
  private imports(modules: readonly string[], text: string, from: string): string {
    let result = "";
    for (const module of new Set(modules)) {
      const used = this.exported.get(module)!.filter((name) => {
        const word = name.replace(/\$/g, "\\$");
        return (
          new RegExp(`(?<![\\w$.])${word}(?![\\w$])`).test(text) &&
          !new RegExp(
            `^(?:async )?(?:function\\*?|var|let|const|class|import)\\s+${word}(?![\\w$])`,
            "m",
          ).test(text)
        );
      });
      const path = join(this.folder, "harness", `${module}.mjs`);
      const specifier = JSON.stringify(relativeModule(from, path));
      if (used.length > 0) result += `import { ${used.join(", ")} } from ${specifier}; `;
      else if (module !== BASE) result += `import ${specifier}; `;
    }
    return result;
  }

  private copyFixtures(folder: string): void {
    if (this.fixtures.has(folder)) return;
    this.fixtures.add(folder);
    const from = join(this.checkout, "test", folder);
    for (const file of readdirSync(from)) {
      const target = join(this.folder, "test", folder, file);
      if (file.endsWith("_FIXTURE.js") && !existsSync(target))
        writeFileSync(target, ownModules(readFileSync(join(from, file), "utf8")));
    }
  }
}

/** Specifiers of tests, which are written under the extension of modules; fixtures keep their names. */
function ownModules(source: string): string {
  return source.replace(/(["'])(\.\/[^"'/]+)(?<!_FIXTURE)\.js\1/g, "$1$2.mjs$1");
}

function relativeModule(from: string, to: string): string {
  const up = from.split("/");
  const down = to.split("/");
  while (up.length > 0 && up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return `${up.length === 0 ? "./" : "../".repeat(up.length)}${down.join("/")}`;
}
