// new.target: which constructor `new` was applied to.
class Shape {
  kind: string;
  constructor() {
    this.kind = new.target.name;
    if (new.target === Shape) throw new TypeError("Shape is abstract");
  }
}
class Circle extends Shape {}
console.log(new Circle().kind);
try {
  new Shape();
} catch (e) {
  console.log((e as Error).message);
}
// In an arrow function it is that of the constructor; `this` waits for super().
class Late extends Shape {
  target: () => unknown;
  constructor() {
    const self = (): string => this.kind;
    try {
      self();
    } catch (e) {
      console.log((e as Error).name, (e as Error).message);
    }
    super();
    this.target = () => new.target;
    console.log(self());
  }
}
console.log(new Late().target() === Late);
class Twice extends Shape {
  constructor() {
    super();
    try {
      super();
    } catch (e) {
      console.log((e as Error).message);
    }
  }
}
new Twice();
function Plain(this: unknown): unknown {
  return new.target;
}
console.log(Plain.call(undefined), typeof new (Plain as unknown as new () => unknown)());
try {
  (Circle as unknown as () => void)();
} catch (e) {
  console.log((e as Error).message);
}
class Other extends Circle {
  constructor() {
    super();
    // biome-ignore lint/correctness/noConstructorReturn: what is tested
    return { kind: "given" } as Other;
  }
}
console.log(new Other());
