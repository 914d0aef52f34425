// Node's module `perf_hooks`: the global `performance`. Marks, measures and observers are not here.

import { performance } from "../lang/performance.ts";

export { performance } from "../lang/performance.ts";

const all = { performance };

export { all as default };
