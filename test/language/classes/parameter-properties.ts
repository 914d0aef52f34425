// Constructor parameters with a modifier become fields, before the body runs and in parameter order.
class Point {
  readonly sum: number;
  constructor(
    readonly x: number,
    protected y: number = x * 2,
    private scale = 1,
  ) {
    this.sum = (this.x + this.y) * this.scale;
  }
  show(): string {
    return `${this.x},${this.y}*${this.scale}=${this.sum}`;
  }
}
class Named extends Point {
  constructor(
    readonly name: string,
    x: number,
  ) {
    super(x, x, 10);
    this.y += 1;
  }
}
console.log(new Point(1).show(), new Point(1, 1).show(), new Point(2, 3, 4).show());
const named = new Named("n", 5);
console.log(named.name, named.show(), Object.keys(named).join());
