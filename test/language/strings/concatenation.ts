// Concatenation with every kind of value, in loops, from both ends, of both widths, and reads in between.
let s = "";
for (let i = 0; i < 10000; i += 1) s += i % 10;
console.log(s.length, s.slice(0, 12), s.charCodeAt(9999));
let front = "";
for (let i = 0; i < 300; i += 1) front = String.fromCharCode(97 + (i % 26)) + front;
console.log(front.slice(0, 30), front.length);
let mixed = "start";
for (let i = 0; i < 200; i += 1) {
  mixed += i === 100 ? "→" : "é";
  if (i % 50 === 0) mixed = mixed + mixed[mixed.length - 1];
}
console.log(mixed.length, mixed.indexOf("→"), mixed.lastIndexOf("→"), mixed.slice(100, 112));
const value: unknown[] = [1, -0, 0.1, NaN, true, null, undefined, "s", [1, 2], {}];
console.log(value.map((v) => "" + (v as string) + ":").join(""));
console.log(1 + 2 + "3" + 4 + 5, "a" + 1 + 2, 1 + +"2" + "3", `${1}${2}` + 3);
let doubled = "ab";
for (let i = 0; i < 12; i += 1) doubled += doubled;
console.log(doubled.length, doubled[8191], doubled.endsWith("abab"));
