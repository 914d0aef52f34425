// String methods with regular expressions: match, matchAll, replace, replaceAll, search, split.
const text = "The quick brown fox, the lazy dog";
console.log(text.match(/the/i), text.match(/the/gi), text.match(/cat/), text.match(/cat/g));
for (const m of text.matchAll(/\b(\w)(\w+)\b/g)) console.log(m.index, m[1], m[2]);
console.log([..."a1b22".matchAll(/(?<letter>[a-z])(\d+)/g)].map((m) => `${m.groups?.letter}=${m[2]}`));
console.log(text.replace(/quick/, "slow"), text.replace(/o/g, "0"));
console.log("John Smith".replace(/(\w+)\s(\w+)/, "$2, $1"), "abc".replace(/b/, "[$`|$&|$'|$$]"));
console.log("2024-05".replace(/(?<y>\d+)-(?<m>\d+)/, "$<m>/$<y>"), "x".replace(/(x)/, "$01$10$2"));
console.log("camelCaseName".replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
console.log("a-b_c".replace(/([a-z])([-_])/g, (_all, a: string, b: string, at: number) => `${a.toUpperCase()}${b}${at}`));
console.log("aaa".replaceAll(/a/g, "b"), "a.b.c".replaceAll(".", "-"), "abc".replace(/(?:)/g, "-"));
console.log(text.search(/fox/), text.search(/cat/), "a1b".search("1"));
console.log("a, b;c".split(/[,;]\s*/), "a1b2c".split(/(\d)/), "abc".split(/(?:)/), "".split(/x/), "".split(/(?:)/));
console.log("a,b,c".split(/,/, 2), "😀a".split(/(?:)/u), "  lead".split(/\s+/));
console.log("  trim  ".replace(/^\s+|\s+$/g, ""), "x".match("x")?.length);
try {
  "a".replaceAll(/a/, "b");
} catch (error) {
  console.log(`${error}`);
}
try {
  "a".matchAll(/a/);
} catch (error) {
  console.log(`${error}`);
}
const words = new Map<string, number>();
for (const [word] of text.toLowerCase().matchAll(/\w+/g)) words.set(word, (words.get(word) ?? 0) + 1);
console.log(words);
console.log("key=value; k2=v2".split(/;\s*/).map((pair) => pair.split(/=/)));
