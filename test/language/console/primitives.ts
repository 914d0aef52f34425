// console.log of every primitive, several arguments, no argument, empty strings and line breaks.
console.log();
console.log("");
console.log("text", 1, -0, 0.5, true, false, null, undefined, NaN, -Infinity);
console.log("a\tb\nc", "", "|", " ", "|");
console.log("unicode é → 日本 😀 \u0000|\u001b[0m|");
console.log(1e21, 1e-7, 123456789012345680000, 2 ** 53);
console.log("quote ' \" ` \\ stays");
console.log(5 as number | string, "5" as number | string, [1, 2].length, typeof 1);
const values: (number | string | boolean | null | undefined)[] = [0, "", false, null, undefined];
for (const value of values) console.log(value, "<");
console.log("lone \ud800 surrogate");
