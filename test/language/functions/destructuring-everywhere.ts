// Patterns in parameters, loops, catch, assignments: nested, with defaults that use earlier names, with rest.
function area({ width: w = 1, height: h = w, label: { text = "none", size = w + h } = {} }: { width?: number; height?: number; label?: { text?: string; size?: number } } = {}): string {
  return `${w}x${h} ${text}/${size}`;
}
console.log(area(), area({ width: 3 }), area({ height: 2, label: { text: "t" } }), area({ label: { size: 0 }, width: undefined }));
const data = { id: 7, tags: ["x", "y", "z"], meta: { owner: { name: "ann" }, size: [10, 20] } };
const { id, tags: [first, ...others], meta: { owner: { name }, size: [, tall] } } = data;
console.log(id, first, others.join(), name, tall);
let a = 0;
let b = "";
({ id: a, tags: [b] } = data);
console.log(a, b);
const target: { list: number[]; k?: number } = { list: [] };
[target.list[2], target.k = 5] = [9];
console.log(target.list.length, target.list[2], target.k);
for (const { x, y = x * 2 } of [{ x: 1 }, { x: 2, y: 0 }] as { x: number; y?: number }[]) console.log(x, y);
for (const [i, { v }] of [{ v: "p" }, { v: "q" }].entries()) console.log(i, v);
try {
  throw { code: 5, detail: ["d0", "d1"] };
} catch (e) {
  const { code, detail: [, second] } = e as { code: number; detail: string[] };
  console.log(code, second);
}
const swapMap = ([k, v]: [string, number]): [number, string] => [v, k];
console.log([...new Map([["a", 1], ["b", 2]])].map(swapMap).join(";"));
const { length } = "hello";
const { [`k${length}`]: computed = "fallback", ...remaining } = { k5: undefined, k6: 6 } as Record<string, number | undefined>;
console.log(length, computed, Object.keys(remaining).join());
