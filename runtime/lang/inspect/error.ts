// How errors are printed: their stack, with the class's name where the stack lacks it, in brackets without lines.

import { errorToString } from "../error.ts";
import { hasOwn, isArray } from "../native.ts";

/** The properties that are not enumerable and printed all the same: [cause], [errors]. */
export function hiddenErrorKeys(error: Error, keys: readonly string[]): string[] {
  const hidden: string[] = [];
  if (hasOwn(error, "cause") && !keys.includes("cause")) hidden.push("cause");
  if (isArray((error as AggregateError).errors) && !keys.includes("errors")) hidden.push("errors");
  return hidden;
}

/** `keys` without the name, message and stack that the printed stack shows anyway. */
export function withoutErrorKeys(error: Error, keys: readonly string[]): string[] {
  const stack = stackText(error);
  const rest: string[] = [];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    let shown = false;
    if (key === "name") shown = stack.includes(`${error.name}`);
    else if (key === "message") shown = stack.includes(`${error.message}`);
    else if (key === "stack") shown = true;
    if (!shown) rest.push(key);
  }
  return rest;
}

function stackText(error: Error): string {
  const stack: unknown = error.stack;
  return stack === undefined || stack === "" ? errorToString(error) : `${stack}`;
}

/** The text for `error`, an instance of the class `className`; further lines are indented. */
export function errorText(
  error: Error,
  className: string,
  _keys: readonly string[],
  indentation: number,
): string {
  let text = withClassName(stackText(error), className, `${error.name}`);
  const message = `${error.message}`;
  const at = message === "" ? -1 : text.indexOf(message);
  const searchFrom = at < 0 ? 0 : at + message.length;
  if (text.indexOf("\n    at", searchFrom) < 0) text = `[${text}]`;
  return indentation === 0 ? text : text.replaceAll("\n", `\n${" ".repeat(indentation)}`);
}

/** A stack that begins with the name of a built-in error says of which class the error really is. */
function withClassName(stack: string, className: string, name: string): string {
  if (className === "" || !name.endsWith("Error") || !stack.startsWith(name)) return stack;
  const after = stack.length === name.length ? "" : stack[name.length];
  if (after !== "" && after !== ":" && after !== "\n") return stack;
  if (className === name) return stack;
  const rest = stack.substring(name.length);
  return className.includes(name) ? className + rest : `${className} [${name}]${rest}`;
}
