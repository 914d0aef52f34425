// Node's module `fs/promises`: the functions of fs.ts that give promises, by their own names.

import { promises } from "./fs.ts";

export const { readFile, writeFile, appendFile, readdir, mkdir, unlink, rm, stat, access } = promises;
export { promises as default };
