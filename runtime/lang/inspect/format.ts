// util.format of Node 20: what console.log makes of its arguments, with %s %d %i %f %j %o %O %c %%.

import { JSON_stringify, quoteJson } from "../json/stringify.ts";
import { getElem, isArray, isFunction, isSymbol } from "../native.ts";
import { floatPrefix, integerPrefix } from "../number/read.ts";
import { DEFAULT_DEPTH, inspectDeep, inspectHidden, numberText } from "./inspect.ts";
import { plainText } from "./plain.ts";
import { quoted } from "./text.ts";

/** Depth of %o. */
const LONG_DEPTH = 4;

/** How the values among the arguments are printed. */
abstract class Values {
  /** As %o has it. */
  abstract hidden(value: unknown): string;
  /** As %O and arguments without directive have it. */
  abstract text(value: unknown, depth: number): string;
  abstract json(value: unknown): string;
}

class AllValues extends Values {
  text(value: unknown, depth: number): string {
    return inspectDeep(value, depth);
  }

  hidden(value: unknown): string {
    return inspectHidden(value, LONG_DEPTH);
  }

  json(value: unknown): string {
    return `${JSON_stringify(value)}`;
  }
}

/** A class of its own, so that programs that print no objects are spared the inspector. */
class PlainValues extends Values {
  text(value: unknown, _depth: number): string {
    return typeof value === "string" ? quoted(value) : plainText(value);
  }

  hidden(value: unknown): string {
    return this.text(value, LONG_DEPTH);
  }

  json(value: unknown): string {
    if (typeof value === "string") return quoteJson(value);
    return typeof value === "number" && value - value !== 0 ? "null" : `${value}`;
  }
}

/** The arguments as one text. */
export function format(values: readonly unknown[]): string {
  return formatWith(new AllValues(), values);
}

/** The same for arguments that are primitive values (see plain.ts for others). */
export function formatPlain(values: readonly unknown[]): string {
  return formatWith(new PlainValues(), values);
}

function formatWith(how: Values, values: readonly unknown[]): string {
  if (values.length === 0) return "";
  const first = values[0];
  let text = "";
  let next = 0;
  if (typeof first === "string") {
    next = 1;
    if (values.length === 1) return first;
    let from = 0;
    for (let i = 0; i + 1 < first.length; i++) {
      if (first[i] !== "%") continue;
      const directive = first[i + 1]!;
      let replaced: string | null = null;
      if (directive === "%") replaced = "%";
      else if (next < values.length) replaced = directiveText(how, directive, values[next]);
      if (replaced !== null) {
        if (directive !== "%") next++;
        text += first.substring(from, i) + replaced;
        from = i + 2;
      }
      i++;
    }
    text += first.substring(from);
  }
  for (let i = next; i < values.length; i++) {
    if (i > 0) text += " ";
    const value = values[i];
    text += typeof value === "string" ? value : how.text(value, DEFAULT_DEPTH);
  }
  return text;
}

/** What stands for a directive, or null when it is none. */
function directiveText(how: Values, directive: string, value: unknown): string | null {
  switch (directive) {
    case "s":
      return stringText(how, value);
    case "d":
      if (typeof value === "bigint") return `${value}n`;
      return isSymbol(value)
        ? "NaN"
        : numberText(typeof value === "object" && value !== null ? NaN : Number(value));
    case "i":
      if (typeof value === "bigint") return `${value}n`;
      return isSymbol(value) ? "NaN" : numberText(integerPrefix(`${value}`, 0));
    case "f":
      return isSymbol(value) ? "NaN" : numberText(floatPrefix(`${value}`));
    case "j":
      return how.json(value);
    case "o":
      return how.hidden(value);
    case "O":
      return how.text(value, DEFAULT_DEPTH);
    case "c":
      return "";
    default:
      return null;
  }
}

/** %s: objects whose toString the program wrote are asked, others are printed without their contents. */
function stringText(how: Values, value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null || hasOwnText(value)) return String(value);
  return how.text(value, 0);
}

function hasOwnText(object: object): boolean {
  if (isArray(object) || object instanceof Map || object instanceof Set || object instanceof Error)
    return false;
  const method = getElem(object, "toString");
  return isFunction(method) && method !== getElem({}, "toString");
}
