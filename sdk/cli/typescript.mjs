// What `import ts from "typescript"` becomes in our bundles and under vitest: the package, loaded with `require`.
//
// Node scans a CommonJS module that an ES module imports for the names it exports, which takes longer for the nine
// megabytes of `typescript` than running them: 0.58 s of processor time, against 0.21 s with `require`. In a process
// that began as a snapshot (snapshot.ts) it is there already.

import { createRequire } from "node:module";

const KEPT = Symbol.for("ingot.typescript");

globalThis[KEPT] ??= createRequire(import.meta.url)("typescript");

export default globalThis[KEPT];
