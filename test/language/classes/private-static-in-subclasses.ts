// Private static members belong to the class that declares them: called on a subclass, `this` has none.
class Base {
  static #count = 1;
  static #double(): number {
    return 2;
  }
  static get #shown(): string {
    return "shown";
  }
  static read(): number {
    return this.#count;
  }
  static write(): void {
    this.#count = 5;
  }
  static call(): number {
    return this.#double();
  }
  static access(): string {
    return this.#shown;
  }
  static step(): number {
    return this.#count++;
  }
  static has(): boolean {
    return #count in this;
  }
  static isIn(o: object): boolean {
    return #count in o;
  }
}
class Derived extends Base {}
const show = (f: () => unknown): void => {
  try {
    console.log(f());
  } catch (error) {
    console.log(String(error));
  }
};
for (const cls of [Base, Derived]) {
  show(() => cls.read());
  show(() => cls.write());
  show(() => cls.step());
}
show(() => [Base.call(), Base.access(), Base.has(), Base.read()]);
// Words of its own where the class is made at run time.
for (const f of [() => Derived.call(), () => Derived.access()]) {
  try {
    console.log(f());
  } catch (error) {
    console.log((error as Error).name);
  }
}
show(() => Derived.has());
show(() => Derived.read());
show(() => Derived.write());
show(() => Derived.step());
show(() => [Base.isIn(Base), Base.isIn(Derived), Base.isIn({}), Derived.isIn(Base)]);

abstract class Animal {
  static readonly #made = new Map<string, new (name: string) => Animal>();
  static register(kind: string, made: new (name: string) => Animal): typeof Animal {
    this.#made.set(kind, made);
    return this;
  }
  static create(kind: string, name: string): Animal {
    return new (Animal.#made.get(kind)!)(name);
  }
  constructor(protected readonly name: string) {}
  abstract get sound(): string;
  speak(): string {
    return `${this.name} says ${this.sound}`;
  }
}
class Cat extends Animal {
  get sound(): string {
    return "meow";
  }
}
Animal.register("cat", Cat).register(
  "dog",
  class extends Animal {
    get sound(): string {
      return "woof";
    }
  },
);
console.log(Animal.create("cat", "Tom").speak(), Animal.create("dog", "Rex").speak());
show(() => Cat.register("x", Cat));
