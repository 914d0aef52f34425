// slice and substring with negative, swapped, fractional, NaN and excessive positions.
const s = "0123456789";
const pairs: [number, number?][] = [[0], [3], [-3], [2, 5], [5, 2], [-5, -2], [2, -2], [0, 100], [100, 2], [NaN, 3], [1.9, 3.1], [-100, 3]];
for (const [a, b] of pairs) console.log(a, b, `[${s.slice(a, b)}]`, `[${s.substring(a, b)}]`);
const wide = "αβγ😀δ";
console.log(wide.slice(1, 3), wide.substring(2), wide.slice(-1), wide.slice(3, 5), wide.slice(0, 0) === "");
let text = "x".repeat(100) + "needle" + "y".repeat(100);
text = text.slice(90, 120);
console.log(text, text.length, text.slice(5).slice(5).slice(0, 6));
