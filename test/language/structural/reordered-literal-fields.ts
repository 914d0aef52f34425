// Object literals whose fields stand in another order than in the interface are read by name, not by position.
interface Point {
  x: number;
  y: number;
}
function show(point: Point): void {
  console.log(point.x, point.y, point.x - point.y);
}
const a: Point = { x: 1, y: 2 };
const b: Point = { y: 2, x: 1 };
const c = { y: 20, z: 30, x: 10 };
show(a);
show(b);
show(c);
for (const point of [a, b, c]) show(point);
for (let i = 0; i < 6; i += 1) {
  const point = i % 2 === 0 ? a : b;
  point.x += i;
  point.y *= 2;
}
show(a);
show(b);
console.log(Object.keys(a).join(), Object.keys(b).join(), Object.keys(c).join());
