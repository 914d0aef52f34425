// Hundreds of thousands of objects die at once; a few are kept and stay whole.
interface Point {
  x: number;
  y: number;
  label: string;
}
const kept: Point[] = [];
let sum = 0;
for (let i = 0; i < 300000; i += 1) {
  const point: Point = { x: i, y: i / 2, label: i % 1000 === 0 ? `p${i}` : "p" };
  sum += point.x - point.y;
  if (i % 10000 === 0) kept.push(point);
}
console.log(sum, kept.length);
console.log(kept.map((p) => `${p.label}:${p.x}:${p.y}`).join(" "));
