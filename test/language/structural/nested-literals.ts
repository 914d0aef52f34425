// Nested object types with reordered inner fields, and updates through an alias of the inner object.
interface Line {
  from: { x: number; y: number };
  to: { x: number; y: number };
}
const line: Line = { to: { y: 4, x: 3 }, from: { x: 0, y: 0 } };
const shared = { y: 1, x: 1, name: "shared" };
const both: Line = { from: shared, to: shared };
function length(l: Line): number {
  return Math.abs(l.to.x - l.from.x) + Math.abs(l.to.y - l.from.y);
}
console.log(length(line), length(both));
both.from.x = 100;
console.log(both.to.x, shared.x, shared.name, both.from === both.to);
const moved: Line = { ...line, from: { ...line.from, x: -5 } };
console.log(moved.from.x, line.from.x, moved.to === line.to, length(moved));
