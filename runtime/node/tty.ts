// Node's module `tty`: whether somebody looks at what a program writes, for packages that choose colours by it.

/** Says no: what a compiled program writes is plain text, as a program of Node writes into a pipe or a file. */
export function isatty(_fd: unknown): boolean {
  return false;
}

const all = { isatty };

export { all as default };
