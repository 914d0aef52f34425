// A class in a function is a new class each time: own identity, own static state, its own captured variables.
function make(x: number) {
  return class {
    y = x * 2;
    static count = 0;
    sum(): number {
      return x + this.y;
    }
    get z(): number {
      return x;
    }
    set z(v: number) {
      this.y = v;
    }
    static add(): number {
      return (this.count += x);
    }
  };
}
const A = make(1);
const B = make(10);
console.log(A === B, new A().sum(), new B().sum(), A.add(), B.add(), B.add(), A.count, B.count);
const b = new B();
b.z = 7;
console.log(b.y, b.z, b instanceof B, b instanceof A, A.name === "", new A());
console.log(A.prototype.sum === B.prototype.sum, b.constructor === B);

const classes: (new () => { id(): number })[] = [];
for (let i = 0; i < 3; i++) {
  class Numbered {
    id(): number {
      return i;
    }
  }
  classes.push(Numbered);
}
console.log(classes.map((C) => new C().id()), classes[0] === classes[1], classes[2]!.name);

function local(): boolean {
  class Token {
    static made: Token[] = [];
    constructor() {
      Token.made.push(this);
    }
  }
  const t = new Token();
  return t instanceof Token && Token.made.length === 1 && Token.made[0] === t;
}
console.log(local(), local());

// A named class expression is known by its name inside only.
const Outer = (n: number) =>
  class Inner {
    next(): Inner | null {
      return n-- > 0 ? new Inner() : null;
    }
  };
const O = Outer(1);
console.log(O.name, new O().next() instanceof O, new O().next());
