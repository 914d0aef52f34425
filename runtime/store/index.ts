// The public module `ingot/store`: a key-value store that survives power cuts.

export type { Storage } from "../block/storage.ts";
export { durable } from "../block/storage.ts";
export type { Batch } from "./batch.ts";
export { StoreError, type StoreProblem } from "./error.ts";
export type { Snapshot } from "./snapshot.ts";
export { openStore, type Store, type StoreOptions, type StoreStatistics } from "./store.ts";
