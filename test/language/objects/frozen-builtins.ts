// Freezing an object leaves its internal slots alone: a frozen Map still takes entries, and bigints still work.
const map = new Map<string, number>();
Object.freeze(map);
map.set("a", 1).set("b", 2);
map.delete("a");
console.log(map.size, [...map]);

const set = new Set([1]);
Object.freeze(set);
set.add(2);
console.log([...set]);

const date = new Date(0);
Object.freeze(date);
date.setUTCFullYear(2001);
console.log(date.toISOString());

console.log(BigInt("12") ** 20n, BigInt("123456789012345678901234567890"));

const settled = new Promise<string>((resolve) => setTimeout(() => resolve("done"), 1));
Object.freeze(settled);
console.log(await settled);

const bytes = new Uint8Array(4);
const view = new DataView(bytes.buffer);
Object.freeze(view);
view.setInt16(1, -2);
console.log(bytes);
