// Texts of values whose types say that they are primitive: what most programs print, without what objects need.
//
// Types can be wrong. An object that a cast let in is printed by the inspector if the program has it for another
// reason, and is a TypeError otherwise.

import { inspect, numberText } from "./inspect.ts";

/** The text that console.log prints for a primitive value. TypeError for an object in a program without inspector. */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  if (value === undefined || value === null || typeof value === "boolean") return `${value}`;
  const text = inspectedIfLinked(value);
  if (text === undefined)
    throw new TypeError(`expected a string, number or boolean to print, got a value of type ${typeof value}`);
  return text;
}

/**
 * The text of `value` by the inspector, undefined in programs that have no other use for it.
 * @weak
 */
export function inspectedIfLinked(value: unknown): string | undefined {
  return inspect(value);
}
