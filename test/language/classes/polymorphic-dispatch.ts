// Virtual calls in a loop over many classes, including a class that inherits without overriding.
abstract class Op {
  abstract apply(x: number): number;
  twice(x: number): number {
    return this.apply(this.apply(x));
  }
}
class Add extends Op {
  n: number;
  constructor(n: number) {
    super();
    this.n = n;
  }
  apply(x: number): number {
    return (x + this.n) | 0;
  }
}
class Mul extends Op {
  n = 3;
  apply(x: number): number {
    return Math.imul(x, this.n);
  }
}
class Xor extends Op {
  apply(x: number): number {
    return x ^ 0x5a5a;
  }
  override twice(x: number): number {
    return x;
  }
}
class AddOne extends Add {
  constructor() {
    super(1);
  }
}
const ops: Op[] = [new Add(10), new Mul(), new Xor(), new AddOne()];
let x = 1;
for (let i = 0; i < 1000; i += 1) {
  const op = ops[i % ops.length];
  x = i % 3 === 0 ? op.twice(x) : op.apply(x);
}
console.log(x);
