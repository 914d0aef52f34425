// Interfaces that add members to global types change nothing about the objects.
declare global {
  interface Object { augmentedShould?: string }
  interface Array<T> { augmentedExtra?: T }
  interface Map<K, V> { augmentedNote?: K | V }
  interface Error { augmentedCode?: string }
  interface String { augmentedLoud?: boolean }
  interface Promise<T> { augmentedTag?: T }
}
export {};
const o = { a: 1 };
console.log(Object.keys(o), o.augmentedShould, [1, 2].augmentedExtra, new Array(2).length, Array.isArray([]), new Map([[1, 2]]).augmentedNote, Math.max(1, 2), "a".augmentedLoud, JSON.stringify(o));
const e = new Error("x");
e.augmentedCode = "E1";
console.log(e.augmentedCode, e.message, e instanceof Error);
console.log(await Promise.resolve(3), Promise.resolve(1).augmentedTag);
class Mine extends Error { augmentedCode = "own"; }
console.log(new Mine("m").augmentedCode);
const arr = [3, 1]; arr.augmentedExtra = 9; console.log(arr, arr.augmentedExtra, arr.sort());
