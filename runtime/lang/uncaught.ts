// What an uncaught error leaves on the console.

import { writeConsole } from "./console.ts";
import { inspect } from "./inspect/inspect.ts";
import { inspectedIfLinked, plainText } from "./inspect/plain.ts";
import { quoted } from "./inspect/text.ts";
import { isObject, shapeName, strSubstring } from "./native.ts";

/**
 * Writes `Uncaught `, then Name: message of an Error or the inspected value, and the stack on further lines.
 * Node words this differently for errors, other values and rejections; the first line here is one form for all.
 */
export function reportUncaught(error: unknown): void {
  if (!(error instanceof Error)) {
    writeConsole(2, `Uncaught ${thrownText(error)}\n`);
    return;
  }
  const headline = String(error);
  const stack = error.stack === undefined ? "" : error.stack;
  // Not startsWith and substring, which this would bring into every program.
  const begins = strSubstring(stack, 0, headline.length) === headline;
  const frames = begins ? strSubstring(stack, headline.length, stack.length) : "";
  writeConsole(2, `Uncaught ${headline}${frames}\n`);
}

/**
 * What was thrown, if it is no Error. Objects need the inspector, which is in the program when it prints objects
 * or when the type of something thrown is one: V8's short form stands for objects that came by another way.
 */
function thrownText(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (!isObject(value)) return plainText(value);
  const text = inspectedIfLinked(value);
  return text === undefined ? `#<${shapeName(value)}>` : text;
}

/** Named by the compiler when a program throws something whose type is an object and no Error. */
export function inspectThrown(value: unknown): string {
  return inspect(value);
}
