// Node's module `process`: the global of that name.

import { process } from "../loop/process.ts";

export const { stdin, platform } = process;
export const { exit, hrtime, nextTick, memoryUsage, uptime, argv, env, stdout, stderr } = process;
export { process as default };
