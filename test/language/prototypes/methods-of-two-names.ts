// Properties of prototypes that are one function under two names.
console.log([][Symbol.iterator] === [].values, Array.prototype[Symbol.iterator] === Array.prototype.values);
console.log([].values === [1].values, [].keys === ([].values as unknown), [].values.name);
const bytes = new Uint8Array([1, 2]);
console.log(bytes[Symbol.iterator] === bytes.values, bytes.values === new Float64Array(1).values);
console.log("".trimLeft === "".trimStart, "".trimRight === "".trimEnd, "".trimLeft.name, "".trimRight.name);
console.log([...Array.prototype[Symbol.iterator].call([1, 2])], Array.prototype.values.call("ab").next());
const any: any = [[3, 4], "  x ", bytes];
for (const one of any) {
  console.log(one[Symbol.iterator] === one.values, one.trimLeft === one.trimStart, one.trimLeft?.() ?? [...one.values()]);
}
const set = new Set([1]);
const map = new Map([[1, 2]]);
console.log(set.keys === set.values, set[Symbol.iterator] === set.values, set.entries === (set.values as unknown));
console.log(map[Symbol.iterator] === map.entries, map.keys === (map.values as unknown), set.keys.name, set[Symbol.iterator].name);
console.log(Set.prototype.keys === Set.prototype.values, Map.prototype[Symbol.iterator] === Map.prototype.entries);
console.log([...set.keys.call(set)], [...map[Symbol.iterator].call(map)]);
const query: any = new URLSearchParams("a=1");
console.log(query[Symbol.iterator] === query.entries, [...query[Symbol.iterator]()]);
const date: any = new Date(0);
console.log(date.toGMTString === date.toUTCString, date.toGMTString());
class Loud extends Set<number> {
  override values(): ReturnType<Set<number>["values"]> {
    console.log("values");
    return super.values();
  }
}
const loud = new Loud([5]);
console.log([...loud], [...loud.keys()], [...loud.values()]);
