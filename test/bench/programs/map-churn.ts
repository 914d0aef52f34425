// Adds, reads and deletes n thousand entries in Maps and Sets with numbers, strings and objects as keys.

class Item {
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }
}

export function run(n: number): string {
  const numbers = new Map<number, number>();
  const names = new Map<string, number>();
  const seen = new Set<Item>();
  const items: Item[] = [];
  for (let i = 0; i < 1000; i++) items.push(new Item(i));
  let hits = 0;
  for (let i = 0; i < n * 1000; i++) {
    const key = (i * 7919) % 20011;
    numbers.set(key, (numbers.get(key) ?? 0) + i);
    if (i % 3 === 0) numbers.delete((key * 13) % 20011);
    const name = `k${i % 5000}`;
    if (names.has(name)) hits++;
    names.set(name, i);
    const item = items[key % 1000]!;
    if (seen.has(item)) seen.delete(item);
    else seen.add(item);
  }
  let sum = 0;
  for (const [key, value] of numbers) sum = (sum + key * 31 + value) % 1000003;
  for (const value of names.values()) sum = (sum + value) % 1000003;
  for (const item of seen) sum = (sum + item.id) % 1000003;
  return `${numbers.size} ${names.size} ${seen.size} ${hits} ${sum}`;
}
