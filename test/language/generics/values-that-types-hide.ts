// Undefined and null where types say number, boolean or T: elements out of bounds, casts, sentinels.

class Stack<T> {
  private readonly items: T[] = [];
  push(item: T): void {
    this.items.push(item);
  }
  pop(): T {
    return this.items.pop()!;
  }
  peek(): T {
    return this.items[this.items.length - 1]!;
  }
  get first(): T {
    return this.items[0] as T;
  }
}
const stack = new Stack<number>();
stack.push(1);
console.log(stack.peek(), stack.first, stack.pop(), stack.peek(), stack.first, stack.pop() === undefined);
const top = stack.peek();
console.log(top, `${top}`, typeof top, top + 1, [top], { top });

class Cache<K, V> {
  private readonly map = new Map<K, V>();
  get(key: K): V {
    return this.map.get(key) as V;
  }
  set(key: K, value: V): void {
    this.map.set(key, value);
  }
}
const cache = new Cache<string, number>();
cache.set("a", 1);
console.log(cache.get("a"), cache.get("b"), cache.get("a") + 1);

class Item<T> {
  value: T;
  next: Item<T> | null = null;
  constructor(value: T) {
    this.value = value;
  }
}
class List<T> {
  private readonly head = new Item<T>(undefined as T);
  add(value: T): void {
    let at = this.head;
    while (at.next !== null) at = at.next;
    at.next = new Item(value);
  }
  get sentinel(): T {
    return this.head.value;
  }
  sum(): number {
    let total = 0;
    for (let at = this.head.next; at !== null; at = at.next) total += Number(at.value);
    return total;
  }
}
const list = new List<number>();
list.add(2);
list.add(3);
console.log(list.sentinel, list.sum());
// biome-ignore lint/suspicious/noExplicitAny: as programs write it
const loose = new Item<number>(null as any);
loose.next = new Item(4);
console.log(loose.value, loose.next.value, loose);

class Fields {
  // biome-ignore lint/suspicious/noExplicitAny: as programs write it
  least: number = null as any;
  isOpen: boolean = undefined!;
  size: number;
  constructor(size: number) {
    this.size = size;
  }
}
const fields = new Fields(undefined as unknown as number);
console.log(fields, fields.least === null, fields.size === undefined, fields.least + 1, fields.size + 1);
fields.least = 4;
fields.size = 5;
console.log(fields.least * 2 + fields.size);

abstract class Source {
  abstract read(): number;
  show(): void {
    console.log(this.read(), this.read() === undefined);
  }
}
class Queue extends Source {
  readonly items: number[] = [];
  read(): number {
    return this.items[0]!;
  }
}
class Seven extends Source {
  read(): number {
    return 7;
  }
}
const sources: Source[] = [new Queue(), new Seven()];
for (const source of sources) source.show();

function largest(numbers: number[]): number {
  let most = numbers[0]!;
  for (const n of numbers) if (n > most) most = n;
  return most;
}
console.log(largest([]), largest([3, 9, 2]), largest([]) ?? "none", [largest([]), 2], JSON.stringify([largest([])]));
const flag = (flags: boolean[], i: number): boolean => flags[i]!;
console.log(flag([true], 0), flag([], 0), flag([], 0) ? 1 : 2, flag([], 0) === false);
const found = (rows: { id: number; n: number }[], id: number): number => rows.find((r) => r.id === id)?.n as number;
console.log(found([], 1), found([{ id: 1, n: 4 }], 1));
let total = 1;
total += largest([]);
console.log(total, largest([]) > 1, !largest([]));
const later = largest([]);
const closure = (): number => later;
console.log(closure(), closure() === undefined);
const typed: number = [1, 2][7]!;
console.log(typed);
