// What the toLocale... methods may be asked for: American English, and the options that runtime/lang has.
//
// All others are refused where they are written. Options count only as a literal, whose values are seen here.

import ts from "typescript";
import { notYet } from "./refuse.ts";

/** Methods whose results depend on a locale. */
export const LOCALE = /^toLocale(?!(Lower|Upper)Case$)/;

/**
 * Results of toLocale... methods follow American English; other locales and most options are not there. Strings are
 * compared as in English: another locale that is written out is refused here, any other is a RangeError (D13).
 */
export function refuseLocale(node: ts.CallExpression, name: string, receiver: ts.Type): void {
  if (name === "localeCompare") {
    const locale = node.arguments[1];
    if (locale !== undefined && ts.isStringLiteral(locale) && !/^(en(-.*)?)?$/.test(locale.text))
      notYet(locale, "a locale other than English", "there is no other locale on board");
  }
  if (!LOCALE.test(name)) return;
  const [locale, options] = node.arguments;
  const known =
    locale === undefined ||
    (ts.isStringLiteral(locale) && locale.text === "en-US") ||
    (ts.isIdentifier(locale) && locale.text === "undefined");
  if (!known) notYet(locale!, 'a locale other than "en-US"', "there is no other locale on board");
  if (
    options !== undefined &&
    !((receiver.flags & ts.TypeFlags.NumberLike) !== 0 && isKnownNumberFormat(options))
  )
    notYet(options, `the options of \`${name}\``, "put the text together from its parts");
}

const STYLES: readonly string[] = ["decimal", "percent", "currency"];
/** Those whose signs and digits Number_prototype_toLocaleString knows. */
const CURRENCIES: readonly string[] = ["USD", "EUR", "GBP", "JPY", "KRW", "INR"];
/** As ECMA-402 had it until 2023; Node 20 takes no more. */
const MOST_DIGITS = 20;

/** Whether `options` is a literal of options of Intl.NumberFormat that are there, with values that are valid. */
function isKnownNumberFormat(options: ts.Expression): boolean {
  if (!ts.isObjectLiteralExpression(options)) return false;
  const given = new Map<string, string>();
  for (const property of options.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return false;
    const value = property.initializer;
    const [name, text] = [property.name.text, ts.isStringLiteral(value) ? value.text : value.getText()];
    if (given.has(name) || !isKnownOption(name, text, value)) return false;
    given.set(name, text);
  }
  if ((given.get("style") === "currency") !== given.has("currency")) return false;
  const [least, most] = [given.get("minimumFractionDigits"), given.get("maximumFractionDigits")];
  return least === undefined || most === undefined || Number(least) <= Number(most);
}

function isKnownOption(name: string, text: string, value: ts.Expression): boolean {
  switch (name) {
    case "minimumFractionDigits":
    case "maximumFractionDigits":
      return ts.isNumericLiteral(value) && /^\d+$/.test(text) && Number(text) <= MOST_DIGITS;
    case "style":
      return STYLES.includes(text);
    case "currency":
      return CURRENCIES.includes(text);
    case "useGrouping":
      return text === "true" || text === "false";
    default:
      return false;
  }
}
