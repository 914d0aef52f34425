// What can be wrong with a FAT file system or a request to it. Errors of the device pass through as they are.

export type FatProblem =
  /** The storage holds no FAT16 or FAT32 with sectors of 512 bytes. */
  | "not-fat"
  /** A number on the card cannot be so: a chain that leaves the volume, a size beyond it. Let a computer repair it. */
  | "damaged"
  | "not-found"
  | "exists"
  | "not-a-file"
  | "not-a-directory"
  | "not-empty"
  | "full"
  | "read-only"
  | "bad-name"
  | "too-large";

/** `code` is stable; the message is for people. */
export class FatError extends Error {
  readonly code: FatProblem;
  constructor(code: FatProblem, message: string) {
    super(message);
    this.name = "FatError";
    this.code = code;
  }
}
