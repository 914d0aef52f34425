// String methods that take regular expressions and make one of anything else: match, matchAll, search.
//
// Objects are asked by Symbol.match and its like; matching itself is in regexp/.

import { callWithArray, isObject } from "../native.ts";
import { RegExp } from "../regexp/regexp.ts";
import { isMethod, type Pattern, requireGlobal } from "./search.ts";

/** String.prototype.match. */
export function String_prototype_match(self: string, pattern?: unknown): string[] | null {
  if (isObject(pattern)) {
    const method = (pattern as Pattern)[Symbol.match];
    if (isMethod(method)) return callWithArray(method, pattern, [self]) as string[] | null;
  }
  return new RegExp(pattern)[Symbol.match](self) as string[] | null;
}

/** String.prototype.matchAll. */
export function String_prototype_matchAll(self: string, pattern?: unknown): object {
  if (isObject(pattern)) {
    requireGlobal(pattern, "matchAll");
    const method = (pattern as Pattern)[Symbol.matchAll];
    if (isMethod(method)) return callWithArray(method, pattern, [self]) as object;
  }
  return new RegExp(pattern, "g")[Symbol.matchAll](self);
}

/** String.prototype.search. */
export function String_prototype_search(self: string, pattern?: unknown): number {
  if (isObject(pattern)) {
    const method = (pattern as Pattern)[Symbol.search];
    if (isMethod(method)) return callWithArray(method, pattern, [self]) as number;
  }
  return new RegExp(pattern)[Symbol.search](self);
}
