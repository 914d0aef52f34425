// %MapIteratorPrototype% and %SetIteratorPrototype%: positions in the table of a Map or Set.
//
// Generic as the collections are, so that each reads its own kind of table. Once exhausted they let go of it.

import { BuiltinIterator, ENTRIES, end, KEYS } from "../iterator.ts";
import type { Map } from "./map.ts";
import type { Set } from "./set.ts";
import type { Cursor } from "./table.ts";

export class MapWalk<K, V> extends BuiltinIterator {
  #map: Map<K, V> | null;
  #cursor: Cursor;
  #what: number;

  constructor(map: Map<K, V>, what: number) {
    super();
    this.#map = map;
    this.#cursor = map.cursor();
    this.#what = what;
  }

  override step(): unknown {
    const map = this.#map;
    if (map === null) return end();
    const at = map.step(this.#cursor);
    if (at >= 0) return this.#part(map, at);
    this.#map = null;
    return end();
  }

  #part(map: Map<K, V>, at: number): unknown {
    if (this.#what === KEYS) return map.keyAt(at);
    return this.#what === ENTRIES ? [map.keyAt(at), map.valueAt(at)] : map.valueAt(at);
  }

  override remaining(): unknown[] {
    const list: unknown[] = [];
    const map = this.#map;
    if (map === null) return list;
    const cursor = this.#cursor.copy();
    for (let at = map.step(cursor); at >= 0; at = map.step(cursor)) list.push(this.#part(map, at));
    return list;
  }

  override givesEntries(): boolean {
    return this.#what === ENTRIES;
  }

  override tag(): string {
    return "Map Iterator";
  }
}

export class SetWalk<T> extends BuiltinIterator {
  #set: Set<T> | null;
  #cursor: Cursor;
  #what: number;

  constructor(set: Set<T>, what: number) {
    super();
    this.#set = set;
    this.#cursor = set.cursor();
    this.#what = what;
  }

  override step(): unknown {
    const set = this.#set;
    if (set === null) return end();
    const at = set.step(this.#cursor);
    if (at >= 0) return this.#part(set, at);
    this.#set = null;
    return end();
  }

  #part(set: Set<T>, at: number): unknown {
    return this.#what === ENTRIES ? [set.valueAt(at), set.valueAt(at)] : set.valueAt(at);
  }

  override remaining(): unknown[] {
    const list: unknown[] = [];
    const set = this.#set;
    if (set === null) return list;
    const cursor = this.#cursor.copy();
    for (let at = set.step(cursor); at >= 0; at = set.step(cursor)) list.push(this.#part(set, at));
    return list;
  }

  override givesEntries(): boolean {
    return this.#what === ENTRIES;
  }

  override tag(): string {
    return "Set Iterator";
  }
}
