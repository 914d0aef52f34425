// Instances show the class name; empty ones, subclasses, private and static members, accessors, anonymous classes.
class Point {
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  sum(): number {
    return this.x + this.y;
  }
}
class Empty {}
class Named extends Point {
  name = "n";
  #secret = 1;
  static count = 0;
  get secret(): number {
    return this.#secret;
  }
}
console.log(new Point(1, 2), new Empty(), new Named(3, 4));
console.log([new Point(0, 0), new Empty()], { p: new Point(5, 6) });
console.log(Point, Empty, Named, class {});
class Tree {
  value: number;
  left: Tree | null = null;
  right: Tree | null = null;
  constructor(value: number) {
    this.value = value;
  }
}
const root = new Tree(1);
root.left = new Tree(2);
root.right = new Tree(3);
root.left.left = new Tree(4);
root.left.left.left = new Tree(5);
console.log(root);
console.log(new (class Holder { items = new Map([["k", new Empty()]]); })());
