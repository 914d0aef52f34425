// Strings and arrays of all sizes are made and dropped; slices, ropes and views keep what they need alive.
const slices: string[] = [];
let length = 0;
for (let i = 0; i < 20000; i += 1) {
  const text = `item-${i}-${"x".repeat(i % 50)}${i % 7 === 0 ? "→" : ""}`;
  length += text.length;
  if (i % 1000 === 0) slices.push(text.slice(2, 12));
}
console.log(length, slices.join("|"));
const arrays: number[][] = [];
let sum = 0;
for (let i = 0; i < 5000; i += 1) {
  const a = Array.from({ length: i % 60 }, (_, k) => k + i);
  const b = a.map((n) => n * 2).filter((n) => n % 3 === 0).concat(a.slice(1, 4));
  sum += b.reduce((x, y) => x + y, 0);
  if (i % 500 === 59) arrays.push(b);
}
console.log(sum, arrays.map((a) => a.length).join(), arrays[3].slice(0, 5).join());
let rope = "";
for (let i = 0; i < 3000; i += 1) {
  rope += `${i},`;
  if (i % 300 === 0) "garbage".repeat(1000).split("b");
}
console.log(rope.length, rope.slice(5000, 5020), rope.charCodeAt(12000));
const buffers: Uint8Array[] = [];
for (let i = 0; i < 2000; i += 1) {
  const buffer = new Uint8Array(1024).fill(i & 255);
  if (i % 200 === 0) buffers.push(buffer.subarray(1000));
}
console.log(buffers.map((b) => b[0] + b.length).join());
let words = "a b c d e f g h".split(" ");
for (let i = 0; i < 2000; i += 1) words = words.map((w, k) => (w.length > 6 ? w[0] : w + words[(k + 1) % words.length][0]));
console.log(words.join(" "));
