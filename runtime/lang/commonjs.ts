// What CommonJS modules are made of when the program runs: the `module` object, and require() of what is there.
//
// Which module a name means was decided when the program was compiled; nothing is searched here.

/** The `module` of one CommonJS module: a dictionary, because modules define `exports` as they please. */
type CommonModule = Record<string, unknown>;

/** One CommonJS module of the program: its code, and its `module` from the first require() on. */
class LinkedModule {
  readonly run: () => void;
  module: CommonModule | null = null;

  constructor(run: () => void) {
    this.run = run;
  }
}

let starting: CommonModule | null = null;

export function linkModule(run: () => void): object {
  return new LinkedModule(run);
}

/** require(): runs the module unless it has begun, and gives what it exports by then. One that throws runs again. */
export function requireModule(link: object): unknown {
  const linked = link as LinkedModule;
  if (linked.module !== null) return linked.module.exports;
  const module: CommonModule = { exports: {}, loaded: false };
  linked.module = module;
  starting = module;
  try {
    linked.run();
  } catch (error) {
    linked.module = null;
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

/** The `module` of the code that begins to run. */
export function startedModule(): unknown {
  return starting;
}

/** What that code has for `this` outside functions. */
export function startedExports(): unknown {
  return starting === null ? undefined : starting.exports;
}

/** What require() gave: of any type, whatever the checker believes. */
// biome-ignore lint/suspicious/noExplicitAny: nothing is known of the exports of a CommonJS module
export function required(exports: unknown): any {
  return exports;
}

/** What an import by name takes from `module.exports`: own properties. */
// biome-ignore lint/suspicious/noExplicitAny: nothing is known of the exports of a CommonJS module
export function member(exports: unknown, name: string): any {
  if ((typeof exports !== "object" && typeof exports !== "function") || exports === null) return undefined;
  return Object.hasOwn(exports, name) ? (exports as Record<string, unknown>)[name] : undefined;
}

/** require() of a module that is nowhere. */
export function missingModule(name: unknown): never {
  const error: Error & { code?: string } = new Error(`Cannot find module '${String(name)}'`);
  error.code = "MODULE_NOT_FOUND";
  throw error;
}
