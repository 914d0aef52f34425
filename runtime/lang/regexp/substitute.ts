// GetSubstitution of ECMA-262 22.1.3.19.1: $$ $& $` $' $1 $<name> in the replacement of a regular expression.

import { getElem, strCharCodeAt, strIndexOf, strSubstring } from "../native.ts";

/** The text that takes the place of a match; `matched` has the groups, `named` the object of named ones. */
export function substitute(
  text: string,
  matched: readonly (string | undefined)[],
  at: number,
  template: string,
  named: object | undefined,
): string {
  let dollar = strIndexOf(template, "$", 0);
  if (dollar < 0) return template;
  let result = "";
  let from = 0;
  while (dollar >= 0 && dollar + 1 < template.length) {
    const kind = strCharCodeAt(template, dollar + 1);
    let inserted: string | undefined = "";
    let end = dollar + 2;
    if (kind === 0x24) inserted = "$";
    else if (kind === 0x26) inserted = matched[0];
    else if (kind === 0x60) inserted = strSubstring(text, 0, at);
    else if (kind === 0x27) inserted = strSubstring(text, at + matched[0]!.length, text.length);
    else if (kind >= 0x30 && kind <= 0x39) {
      let group = kind - 0x30;
      const second = dollar + 2 < template.length ? strCharCodeAt(template, dollar + 2) - 0x30 : -1;
      if (second >= 0 && second <= 9 && group * 10 + second > 0 && group * 10 + second < matched.length) {
        group = group * 10 + second;
        end++;
      }
      if (group > 0 && group < matched.length) inserted = matched[group];
      else end = dollar;
    } else if (kind === 0x3c && named !== undefined) {
      const close = strIndexOf(template, ">", dollar + 2);
      if (close < 0) end = dollar;
      else {
        const value = getElem(named, strSubstring(template, dollar + 2, close));
        inserted = value === undefined ? "" : `${value}`;
        end = close + 1;
      }
    } else end = dollar;
    if (end > dollar) {
      result += strSubstring(template, from, dollar) + (inserted === undefined ? "" : inserted);
      from = end;
      dollar = strIndexOf(template, "$", end);
    } else dollar = strIndexOf(template, "$", dollar + 1);
  }
  return result + strSubstring(template, from, template.length);
}
