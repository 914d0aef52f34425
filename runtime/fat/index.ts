// The public module `ingot/fat`: files on cards that every computer reads.

export type { Storage } from "../block/storage.ts";
export { durable } from "../block/storage.ts";
export { FatError, type FatProblem } from "./error.ts";
export { type FormatOptions, formatFat } from "./format.ts";
export { type FatEntry, type FatOptions, type FatVolume, mountCard, mountFat } from "./volume.ts";
