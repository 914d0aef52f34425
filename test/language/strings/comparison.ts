// Comparison is by code units, equality by content however the string came to be.
const words = ["b", "a", "B", "aa", "", "10", "9", "é", "z", "日", "😀", "\uffff"];
const sorted = [...words].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
console.log(sorted.join(" ").replace("\uffff", "U+FFFF"));
console.log("a" < "b", "a" < "B", "a" < "aa", "" < "a", "10" < "9", "a" <= "a", "b" >= "c");
let built = "";
for (const c of ["f", "o", "o"]) built += c;
console.log(built === "foo", built == "foo", built !== "fo" + "o", "foo".slice() === built, "éa".slice(1) === "a→".slice(0, 1));
console.log(("10" as unknown) == 10, ("1" as unknown as number) < 2, ("10" as unknown as number) * 2);
const keys = new Set<string>();
for (let i = 0; i < 1000; i += 1) keys.add("k" + (i % 10));
console.log(keys.size, [...keys].join(""));
