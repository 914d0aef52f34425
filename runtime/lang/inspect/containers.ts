// The printed contents of arrays, typed arrays, sets, maps, buffers and promises, without their properties.

import { arrayHas, getElem, isArray } from "../native.ts";
import { radixText } from "../number/radix.ts";
import { Promise } from "../promise.ts";
import type { Inspector } from "./inspect.ts";
import { layOut, MAX_ITEMS } from "./layout.ts";

function more(count: number, what: string): string {
  return `... ${count} more ${what}${count > 1 ? "s" : ""}`;
}

/** Elements; a stretch of holes counts as one item. */
export function arrayItems(inspector: Inspector, array: readonly unknown[], level: number): string[] {
  const items: string[] = [];
  let index = 0;
  while (index < array.length && items.length < MAX_ITEMS) {
    let holes = 0;
    while (index + holes < array.length && !arrayHas(array, index + holes)) holes++;
    if (holes > 0) {
      items.push(`<${holes} empty item${holes > 1 ? "s" : ""}>`);
      index += holes;
    } else {
      inspector.indentation += 2;
      items.push(inspector.inspect(array[index], level));
      inspector.indentation -= 2;
      index++;
    }
  }
  if (index < array.length) items.push(more(array.length - index, "item"));
  return items;
}

/** A typed array of any kind, by elements that are numbers or bigints. */
export function typedItems(inspector: Inspector, array: Uint8Array): string[] {
  const items: string[] = [];
  const shown = array.length < MAX_ITEMS ? array.length : MAX_ITEMS;
  for (let i = 0; i < shown; i++) items.push(inspector.inspect(getElem(array, i), 0));
  if (shown < array.length) items.push(more(array.length - shown, "item"));
  return items;
}

export function setItems(inspector: Inspector, set: Set<unknown>, level: number): string[] {
  const items: string[] = [];
  inspector.indentation += 2;
  set.forEach((value) => {
    if (items.length < MAX_ITEMS) items.push(inspector.inspect(value, level));
  });
  inspector.indentation -= 2;
  if (set.size > MAX_ITEMS) items.push(more(set.size - MAX_ITEMS, "item"));
  return items;
}

export function mapItems(inspector: Inspector, map: Map<unknown, unknown>, level: number): string[] {
  const items: string[] = [];
  inspector.indentation += 2;
  map.forEach((value, key) => {
    if (items.length < MAX_ITEMS)
      items.push(`${inspector.inspect(key, level)} => ${inspector.inspect(value, level)}`);
  });
  inspector.indentation -= 2;
  if (map.size > MAX_ITEMS) items.push(more(map.size - MAX_ITEMS, "item"));
  return items;
}

export function bufferItems(buffer: ArrayBuffer): string[] {
  const bytes = new Uint8Array(buffer);
  const shown = bytes.length < MAX_ITEMS ? bytes.length : MAX_ITEMS;
  let text = "";
  for (let i = 0; i < shown; i++) {
    const hex = radixText(bytes[i]!, 16);
    text += `${i > 0 ? " " : ""}${hex.length === 1 ? "0" : ""}${hex}`;
  }
  if (shown < bytes.length) text += ` ${more(bytes.length - shown, "byte")}`;
  return [`[Uint8Contents]: <${text}>`];
}

export function promiseItems(inspector: Inspector, promise: Promise<unknown>, level: number): string[] {
  const state = Promise.stateOf(promise);
  if (state === "pending") return ["<pending>"];
  inspector.indentation += 2;
  const text = inspector.inspect(Promise.resultOf(promise), level);
  inspector.indentation -= 2;
  return [state === "rejected" ? `<rejected> ${text}` : text];
}

/** What an iterator is still to yield; `isEntries`: pairs, which do not count as a level of their own. */
export function iteratorItems(
  inspector: Inspector,
  values: readonly unknown[],
  isEntries: boolean,
  level: number,
): string[] {
  const items: string[] = [];
  inspector.indentation += 2;
  for (let i = 0; i < values.length && i < MAX_ITEMS; i++) {
    const value = values[i];
    items.push(isEntries && isArray(value) ? pair(inspector, value, level) : inspector.inspect(value, level));
  }
  inspector.indentation -= 2;
  if (values.length > MAX_ITEMS) items.push(more(values.length - MAX_ITEMS, "item"));
  return items;
}

function pair(inspector: Inspector, entry: readonly unknown[], level: number): string {
  return layOut({
    base: "",
    open: "[",
    close: "]",
    items: [inspector.inspect(entry[0], level), inspector.inspect(entry[1], level)],
    numeric: null,
    truncated: false,
    indentation: inspector.indentation,
    innerLevels: inspector.currentLevel - level,
  });
}
