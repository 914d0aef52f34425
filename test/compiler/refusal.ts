// A row of the tables of refusals: the smallest program that meets one, and what is to be said about it.
//
// `//!` marks the line that the diagnostic must point at. Where TypeScript's checker objects first, a
// `@ts-expect-error` silences it, as a user could; lowering must then still refuse rather than compile something else.

export interface Refusal {
  readonly code: string;
  /** A part of the message. */
  readonly says: string;
  /** A part of the remedy; null when the message has none. */
  readonly remedy: string | null;
  readonly program: string;
}
