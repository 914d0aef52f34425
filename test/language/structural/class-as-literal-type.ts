// A class instance passes where an object literal type is expected, and a literal where the class's shape is expected.
class Vector {
  label = "vector";
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.y = y;
    this.x = x;
  }
  length(): number {
    return Math.sqrt(this.x * this.x + this.y * this.y);
  }
}
function sum(p: { y: number; x: number }): number {
  return p.x + 10 * p.y;
}
const vector = new Vector(3, 4);
console.log(sum(vector), sum({ x: 1, y: 2 }), sum({ y: 1, x: 2 }));
const fake: Vector = { y: 12, x: 5, length: () => 99, label: "fake" };
for (const v of [vector, fake]) console.log(v.label, v.x, v.y, v.length(), v instanceof Vector);
