// ?? where the left side is undefined although its type does not say so yields the right side, of whatever type.
const s: string = "abc";
const n: number[] = [];
const i: number = 9;
console.log(s[i] ?? 1);
console.log(n[i] ?? "none");
let t = "";
t += n[0] ?? "0x";
console.log(t);
let most = "";
most += s[i] ?? 1;
console.log(most);
