// In place of Node's `module`, for packages: a compiled program finds no module that was not there when it was compiled.

/** A `require` that finds nothing: packages ask it for their optional parts. */
export function createRequire(_from: unknown): (name: string) => never {
  return (name) => {
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
  };
}

const all = { createRequire };

export { all as default };
