// super in all its forms: spread arguments, properties as values, computed names, assignments, object literals.
class Base {
  args: number[];
  constructor(...args: number[]) {
    this.args = args;
  }
  sum(...xs: number[]): number {
    return xs.reduce((a, b) => a + b, this.args.length);
  }
  get size(): number {
    return this.args.length;
  }
  static create(n: number): Base {
    return new this(n);
  }
}
class Derived extends Base {
  constructor(xs: number[]) {
    super(...xs, 9);
  }
  sum(...xs: number[]): number {
    const f = super.sum;
    const name = "sum";
    return f.call(this, ...xs) + super.sum(...xs) + super[name](...xs) + (() => super.sum())();
  }
  get size(): number {
    return super.size * 10;
  }
  set note(v: string) {
    (super.toString as unknown) = v;
  }
  static create(n: number): Base {
    const made = super.create(n);
    return made;
  }
}
const d = new Derived([1, 2]);
console.log(d.args, d.sum(1, 2, 3), d.size);
d.note = "own";
console.log(Object.keys(d), Base.create(4).args);

const base = {
  n: 0,
  greet(): string {
    return `base ${this.n}`;
  },
};
const child = {
  __proto__: base,
  n: 1,
  greet(): string {
    return `child ${super.greet()}`;
  },
  get loud(): string {
    return `${super.greet().toUpperCase()}!`;
  },
} as unknown as typeof base & { loud: string };
console.log(child.greet(), child.loud);
