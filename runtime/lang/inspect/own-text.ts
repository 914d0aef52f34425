// Objects of the library that are printed as a text of their own, such as regular expressions.
//
// A class of its own, so that printing anything does not link all of them.

export abstract class OwnText {
  /** What inspection shows instead of braces. */
  abstract ownText(): string;
}
