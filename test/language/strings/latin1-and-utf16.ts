// Strings of both widths: lengths in code units, code units, code points, indexing, mixing widths.
const samples = ["", "plain", "café ÿ", "Ω≈ç", "日本語", "a😀b", "\u0000\u00ff\u0100"];
for (const s of samples) {
  const units: string[] = [];
  for (let i = 0; i < s.length; i += 1) units.push(s.charCodeAt(i).toString(16));
  const points: string[] = [];
  for (const c of s) points.push(c.codePointAt(0)!.toString(16));
  console.log(s.length, units.join(" "), "/", points.join(" "));
}
const e = "é";
const wide = e + "😀";
console.log(wide, wide.length, wide[0] === e, wide.slice(0, 1) === "\u00e9", wide.slice(1).codePointAt(0));
console.log("😀".charCodeAt(0), "😀".charCodeAt(1), "😀".charCodeAt(2), "😀".codePointAt(1), "x".codePointAt(5));
console.log(String.fromCharCode(72, 0xe9, 0x20ac, 0xd83d, 0xde00), String.fromCodePoint(0x1f600, 65));
const lone = "😀".slice(0, 1);
console.log(lone.length, lone.charCodeAt(0), (lone + "\ude00") === "😀", [..."a😀"].length, "a😀".split("").length);
