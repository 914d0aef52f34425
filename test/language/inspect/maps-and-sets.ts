// Maps and Sets with their sizes, nested, empty, long, with objects as keys, and their iterators.
console.log(new Map(), new Set());
console.log(new Map([["a", 1], ["b", 2]]), new Set([1, "two", null]));
console.log(new Map<unknown, unknown>([[1, "one"], [{ k: 1 }, [1, 2]], [NaN, undefined], ["s", new Map([["inner", true]])]]));
console.log({ m: new Map([["k", { deep: { deeper: 1 } }]]), s: new Set([new Set([1])]) });
console.log([new Set(["x"]), new Map([[1, 2]])]);
console.log(new Map(Array.from({ length: 12 }, (_, i) => [`key number ${i}`, i * 1000])));
console.log(new Set(Array.from({ length: 30 }, (_, i) => i)));
console.log(new Map([["k", 1]]).keys(), new Set([5]).values(), new Map([["k", 1]]).entries());
