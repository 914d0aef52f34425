// The public module `ingot/debug`: look into a running appliance.

export { type DebugOptions, DebugService, startDebug } from "./debug.ts";
