// A cache that forgets the least recently used entry, once with a Map and once with a linked list; both agree.
interface Cache<K, V> {
  get(key: K): V | undefined;
  put(key: K, value: V): void;
  keys(): K[];
}
class MapCache<K, V> implements Cache<K, V> {
  private readonly map = new Map<K, V>();
  readonly size: number;
  constructor(size: number) {
    this.size = size;
  }
  get(key: K): V | undefined {
    const value = this.map.get(key);
    if (value === undefined) return undefined;
    this.map.delete(key);
    this.map.set(key, value);
    return value;
  }
  put(key: K, value: V): void {
    this.map.delete(key);
    this.map.set(key, value);
    if (this.map.size > this.size) this.map.delete(this.map.keys().next().value as K);
  }
  keys(): K[] {
    return [...this.map.keys()];
  }
}
class Entry<K, V> {
  next: Entry<K, V> | null = null;
  previous: Entry<K, V> | null = null;
  constructor(
    readonly key: K,
    public value: V,
  ) {}
}
class ListCache<K, V> implements Cache<K, V> {
  private head: Entry<K, V> | null = null;
  private tail: Entry<K, V> | null = null;
  private readonly index = new Map<K, Entry<K, V>>();
  readonly size: number;
  constructor(size: number) {
    this.size = size;
  }
  private unlink(e: Entry<K, V>): void {
    if (e.previous) e.previous.next = e.next;
    else this.head = e.next;
    if (e.next) e.next.previous = e.previous;
    else this.tail = e.previous;
    e.next = e.previous = null;
  }
  private append(e: Entry<K, V>): void {
    e.previous = this.tail;
    if (this.tail) this.tail.next = e;
    else this.head = e;
    this.tail = e;
  }
  get(key: K): V | undefined {
    const e = this.index.get(key);
    if (!e) return undefined;
    this.unlink(e);
    this.append(e);
    return e.value;
  }
  put(key: K, value: V): void {
    const old = this.index.get(key);
    if (old) this.unlink(old);
    const e = new Entry(key, value);
    this.index.set(key, e);
    this.append(e);
    if (this.index.size > this.size && this.head) {
      this.index.delete(this.head.key);
      this.unlink(this.head);
    }
  }
  keys(): K[] {
    const keys: K[] = [];
    for (let e = this.head; e; e = e.next) keys.push(e.key);
    return keys;
  }
}
const caches: Cache<string, number>[] = [new MapCache(5), new ListCache(5)];
let hits = 0;
let agree = true;
let x = 7;
for (let i = 0; i < 3000; i += 1) {
  x = (x * 1103 + 12345) % 65536;
  const key = `k${x % 9}`;
  const found = caches.map((cache) => cache.get(key));
  if (found[0] !== found[1]) agree = false;
  if (found[0] !== undefined) hits += 1;
  else for (const cache of caches) cache.put(key, i);
}
console.log(agree, hits, caches[0].keys().join(), caches[1].keys().join());
