// Literals of one layout are extended, shrunk and refilled through an index signature, and stay right for typed readers.
interface Item {
  id: number;
  size: number;
}
const items: Item[] = Array.from({ length: 6 }, (_, i) => ({ id: i, size: i * 1.5 }));
const total = (): number => items.reduce((sum, item) => sum + item.id * 100 + item.size, 0);
console.log(total());
const loose = items[2] as unknown as Record<string, unknown>;
loose.extra = "e";
loose["more"] = [1];
console.log(total(), Object.keys(items[2]).join());
delete loose.id;
console.log(items[2].id, items[2].size, Object.keys(items[2]).join(), Number.isNaN(total()));
items[2].id = 2;
console.log(total(), Object.keys(items[2]).join());
delete (items[4] as Partial<Item>).size;
items[4].size = 6;
for (let i = 0; i < 12; i += 1) loose[`f${i}`] = i;
console.log(total(), Object.keys(loose).length, loose.f11, items[2].size, (loose.more as number[]).length);
const copy = { ...items[2] };
console.log(Object.keys(copy).length, copy.id, copy.size);
