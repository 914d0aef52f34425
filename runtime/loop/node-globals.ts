// Globals that are classes of Node's modules, for the list of all globals. The modules themselves are in runtime/node.

export { Buffer, type BufferEncoding } from "../node/buffer.ts";
