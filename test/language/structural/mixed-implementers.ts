// One array holds instances of several classes and a literal, all seen through one interface.
interface Shape {
  readonly kind: string;
  area(): number;
  scale(factor: number): Shape;
}
class Square implements Shape {
  readonly kind = "square";
  private readonly side: number;
  constructor(side: number) {
    this.side = side;
  }
  area(): number {
    return this.side * this.side;
  }
  scale(factor: number): Shape {
    return new Square(this.side * factor);
  }
}
class Rectangle implements Shape {
  readonly width: number;
  readonly height: number;
  readonly kind: string;
  constructor(width: number, height: number, kind = "rectangle") {
    this.width = width;
    this.height = height;
    this.kind = kind;
  }
  area(): number {
    return this.width * this.height;
  }
  scale(factor: number): Shape {
    return new Rectangle(this.width * factor, this.height * factor, this.kind + "*");
  }
}
function literal(size: number): Shape {
  return { scale: (factor) => literal(size + factor), area: () => size, kind: "literal" };
}
let shapes: Shape[] = [new Square(2), literal(7), new Rectangle(2, 5), new Rectangle(1, 1, "unit")];
for (let round = 0; round < 3; round += 1) {
  console.log(shapes.map((shape) => `${shape.kind}=${shape.area()}`).join(" "));
  shapes = shapes.map((shape) => shape.scale(2));
}
console.log(shapes.reduce((sum, shape) => sum + shape.area(), 0));
