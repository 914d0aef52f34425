// charAt, at, bracket reads, charCodeAt outside the string.
const s = "hello";
console.log(s[0], s[4], s[5], s[-1], s.charAt(1), s.charAt(9) === "", s.at(-1), s.at(-6), s.at(0));
console.log(s.charCodeAt(0), s.charCodeAt(5), s.charCodeAt(-1), s.charCodeAt(1.9), s.codePointAt(4));
const missing = s[10];
console.log(typeof missing, missing ?? "none", s.length);
let reversed = "";
for (let i = s.length - 1; i >= 0; i -= 1) reversed += s[i];
console.log(reversed, ""[0], "".at(0), "".charAt(0).length);
const counts: Record<string, number> = {};
for (const c of "mississippi") counts[c] = (counts[c] ?? 0) + 1;
console.log(Object.keys(counts).map((k) => k + counts[k]).join(" "));
