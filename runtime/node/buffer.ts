// Node's module `buffer`: the class Buffer, which is also a global. Blob, File, transcode and the pool are not here.

import type { BufferConstructor, BufferEncoding, Buffer as Instance } from "../lang/buffer-types.d.ts";

/** The compiler takes its name for that of the global. */
const NodeBuffer = Buffer as unknown as BufferConstructor;
type NodeBuffer = Instance;

export { type BufferEncoding, NodeBuffer as Buffer };

const all = { Buffer: NodeBuffer };

export { all as default };
