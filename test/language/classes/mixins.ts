// Mixins: classes that extend a parameter, over classes of the program and over Error.
type Ctor<T = object> = new (...args: any[]) => T;
const Named = <T extends Ctor>(Base: T) =>
  class extends Base {
    label = "n";
    hello(): string {
      return `hello ${this.label}`;
    }
  };
const Counted = <T extends Ctor<{ hello(): string }>>(Base: T) =>
  class Counted extends Base {
    static made = 0;
    #calls = 0;
    constructor(...args: any[]) {
      super(...args);
      Counted.made++;
    }
    hello(): string {
      this.#calls++;
      return `${super.hello()} #${this.#calls}`;
    }
  };
class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}
  norm(): number {
    return Math.hypot(this.x, this.y);
  }
}
class Loud extends Counted(Named(Point)) {
  extra = 1;
  norm(): number {
    return super.norm() * 2;
  }
}
const p = new Loud(3, 4);
console.log(p.norm(), p.hello(), p.hello(), Loud.made, p);
console.log(p instanceof Point, p instanceof Loud, Loud.name, Object.keys(p), new Point(6, 8).norm());
const Again = Counted(Named(Point));
console.log(new Again(0, 0).hello(), Again.made, Loud.made, p instanceof Again);

class Failure extends Named(Error) {
  code = 5;
}
const e = new Failure("boo", { cause: 1 });
console.log(e.message, e.cause, e.code, e.hello(), e instanceof Error, e instanceof Failure, e.name, String(e));
try {
  throw e;
} catch (caught) {
  console.log(caught === e);
}
class Bag extends Named(Map<string, number>) {}
const bag = new Bag([["a", 1]]);
bag.set("b", 2);
console.log(bag.size, [...bag.keys()], bag.hello(), bag instanceof Map);

for (const wrong of [undefined, {}, () => 1] as unknown as Ctor[]) {
  try {
    Named(wrong);
  } catch (error) {
    console.log((error as Error).message.slice(0, 20));
  }
}
