// What an uncaught error leaves on the console.

import { writeConsole } from "./console.ts";
import { inspect } from "./inspect/inspect.ts";

/**
 * Writes `Uncaught `, then Name: message of an Error or the inspected value, and the stack on further lines.
 * Node words this differently for errors, other values and rejections; the first line here is one form for all.
 */
export function reportUncaught(error: unknown): void {
  if (!(error instanceof Error)) {
    writeConsole(2, `Uncaught ${inspect(error)}\n`);
    return;
  }
  const headline = String(error);
  const stack = error.stack === undefined ? "" : error.stack;
  const frames = stack.startsWith(headline) ? stack.substring(headline.length) : "";
  writeConsole(2, `Uncaught ${headline}${frames}\n`);
}
