// (number | string | boolean | null)[] and arrays of objects and primitives, sorted, mapped and narrowed.
const mixed: (number | string | boolean | null | undefined)[] = [3, "b", true, null, 1.5, "a", undefined, false, 0, ""];
let numbers = 0;
let text = "";
let other = 0;
for (const item of mixed) {
  if (typeof item === "number") numbers += item;
  else if (typeof item === "string") text += item;
  else if (item) other += 10;
  else other += 1;
}
console.log(numbers, text, other);
console.log(mixed.map((item) => (item === null ? "null" : typeof item)).join());
console.log(mixed.indexOf(1.5), mixed.indexOf("a"), mixed.indexOf(false), mixed.includes(undefined), mixed.lastIndexOf(null));
const things: ({ id: number } | number | string)[] = [1, { id: 2 }, "3"];
things.push({ id: 4 }, 5);
console.log(things.map((t) => (typeof t === "object" ? t.id : typeof t === "string" ? t + "!" : t * 100)).join());
const numeric = mixed.filter((item): item is number => typeof item === "number");
console.log(numeric.reduce((a, b) => a + b, 0), numeric.length);
mixed.sort((a, b) => String(a).length - String(b).length);
console.log(mixed.map(String).join());
