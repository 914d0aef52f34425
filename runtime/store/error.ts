// What can be wrong with a store or a request to it. Errors of the device itself pass through as they are.

export type StoreProblem =
  /** The storage holds something else, or a version of the format that this program does not know. */
  | "not-a-store"
  /** Something that was committed cannot be read back: not what a power cut does, but what a bad card does. */
  | "damaged"
  | "full"
  | "too-small"
  | "batch-too-large"
  | "bad-key"
  /** The commit is older than the history that is kept, or has not happened yet. */
  | "no-such-commit";

/** `code` is stable; the message is for people. */
export class StoreError extends Error {
  readonly code: StoreProblem;
  constructor(code: StoreProblem, message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}
