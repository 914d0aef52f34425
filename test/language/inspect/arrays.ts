// Arrays as Node prints them: numbers, strings in quotes, nested, empty, holes, extra depth.
console.log([]);
console.log([1, 2, 3], [-0, 0.5, NaN]);
console.log(["a", "it's", 'say "hi"', "new\nline", "back\\slash", "é→"]);
console.log([null, undefined, true, false]);
console.log([[1, 2], ["x"], []], [[[1]]], [[[[1]]]], [[[[]]]]);
console.log([1, "two", { three: 3 }, [4]]);
console.log(new Array(3), [1, , 3], [, "x"], new Array(2).concat([1]));
console.log("label", [1], "then", ["s"], 5);
console.log([() => 1, function named() {}], [(a: number) => a]);
console.log(["it's \"both\""], ["it's `all` \"three\""]);
