// Texts of objects whose class registers how it is printed: inspection does not name, and so not link, such classes.

import type { Inspector } from "./inspect.ts";

/**
 * The text that stands for an object of a registered class, null for any other object; `inspector` asks for it. `name`
 * is its constructor's, empty where its tag is shown instead. `isDeep`: what it consists of is not to be shown.
 */
type Describer = (object: object, inspector: Inspector, name: string, isDeep: boolean) => string | null;

const describers: Describer[] = [];

/** From now on objects that `describer` knows are printed as it says. Constructors call this once. */
export function registerText(describer: Describer): void {
  if (!describers.includes(describer)) describers.push(describer);
}

/** What stands for `object`, null when no registered class knows it. */
export function specialText(
  object: object,
  inspector: Inspector,
  name: string,
  isDeep: boolean,
): string | null {
  for (let i = 0; i < describers.length; i++) {
    const text = describers[i]!(object, inspector, name, isDeep);
    if (text !== null) return text.replaceAll("\n", `\n${" ".repeat(inspector.indentation)}`);
  }
  return null;
}
