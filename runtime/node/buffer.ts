// Node's module `buffer`: the classes Buffer, Blob and File, which are also globals. transcode and the pool are not here.

import type { BufferConstructor, BufferEncoding, Buffer as Instance } from "../lang/buffer-types.d.ts";

import { Blob, File } from "../lang/web/blob.ts";

/** The compiler takes its name for that of the global. */
const NodeBuffer = Buffer as unknown as BufferConstructor;
type NodeBuffer = Instance;

export { Blob, type BufferEncoding, File, NodeBuffer as Buffer };

const all = { Blob, Buffer: NodeBuffer, File };

export { all as default };
