// Globals that are classes of Node's modules, for the list of all globals. The modules themselves are in runtime/node.

export * from "../node/buffer-construct.ts";
export * from "../node/buffer-methods.ts";
export * from "../node/buffer-numbers.ts";
