// for-of, spread and Array.from go by code point; lone surrogates stand alone.
const s = "a😀\u00e9\ud83dz\ude00";
const parts: string[] = [];
for (const c of s) parts.push(c.length + ":" + c.codePointAt(0)!.toString(16));
console.log(parts.join(" "), s.length, [...s].length, Array.from(s).length);
let vowels = 0;
for (const c of "programming language") if ("aeiou".includes(c)) vowels += 1;
console.log(vowels);
const word = "level";
console.log([...word].reverse().join("") === word, [...word].map((c) => c.toUpperCase()).join("."));
function hash(text: string): number {
  let h = 0;
  for (let i = 0; i < text.length; i += 1) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  return h;
}
console.log(hash("hello"), hash("日本語"), hash("the quick brown fox jumps over the lazy dog"));
