// A method that is called on no instance of its class, or on nothing, looks for what it needs by name.
// ECMA-262 10.2.1.2 OrdinaryCallBindThis: code of classes is strict, so `this` is whatever the call gives.
abstract class Animal {
  legs = 4;
  count = 0;
  items: number[] = [];
  constructor(public name: string) {}
  abstract sound(): string;
  say(times = this.legs): string {
    return `${this.name}: ${this.sound()} x${times}`;
  }
  increment(): number {
    return ++this.count;
  }
  add(n: number): this {
    this.items.push(n);
    this.count += n;
    return this;
  }
  async wait(): Promise<string> {
    await null;
    return this.name;
  }
  *all(): Generator<string> {
    yield this.name;
    yield* this.items.map((i) => `${this.name}${i}`);
  }
  nested(): () => () => string {
    return () => () => this.name + this.legs;
  }
  parts(): string {
    const { name, legs } = this;
    return name + legs;
  }
  at(key: "name" | "legs"): unknown {
    return this[key];
  }
  isAnimal(): boolean {
    return "name" in this && this instanceof Animal;
  }
  size(): number | undefined {
    return this?.items?.length;
  }
  itself(): this {
    return this;
  }
  get pairs(): number {
    return this.legs / 2;
  }
  set pairs(n: number) {
    this.legs = n * 2;
  }
}

class Dog extends Animal {
  sound(): string {
    return "woof";
  }
  override say(): string {
    return `dog ${this.name} ${this.legs}`;
  }
}

class Cat extends Animal {
  sound(): string {
    return "meow";
  }
  up(): string {
    return super.say();
  }
}

function show(f: () => unknown): void {
  try {
    console.log(f());
  } catch (e) {
    console.log((e as Error).name, (e as Error).message);
  }
}

const dog: Animal = new Dog("rex");
const cat = new Cat("tom");

// Taken off the object.
const { say, increment, add, wait, all, nested, parts, at, isAnimal, size, itself } = dog;
show(() => say());
show(() => increment());
show(() => parts.call(undefined as unknown as Animal));
show(() => size.call(undefined as unknown as Animal));
show(() => itself.call(undefined as unknown as Animal));

// Given an object of another kind.
const other = { name: "obj", legs: 3, sound: () => "hm" } as unknown as Animal;
show(() => say.call(other));
show(() => cat.say.call(other));
show(() => cat.up.call(cat));
const counting = { count: 10 } as Animal;
show(() => increment.call(counting));
show(() => increment.apply(counting));
show(() => counting);
show(() => increment.call({} as Animal));
show(() => add.call({ items: [1], count: 1 } as unknown as Animal, 5));
show(() => add.call({} as Animal, 5));
show(() => [...all.call({ name: "z", items: [1, 2] } as unknown as Animal)]);
show(() => nested.call({ name: "n", legs: 1 } as Animal)()());
show(() => at.call({ name: "n" } as Animal, "name"));
show(() => isAnimal.call({ name: "n" } as Animal));
show(() => isAnimal.call(dog));
show(() => size.call({ items: [1, 2] } as unknown as Animal));

// Inherited from an instance.
const heir = Object.create(dog) as Dog;
show(() => [heir.pairs, heir.legs]);
heir.pairs = 5;
show(() => [heir.pairs, heir.legs, dog.legs, Object.keys(heir)]);
show(() => heir.say());
show(() => heir.add(3) === heir);
show(() => [dog.items, dog.count, heir.count]);
show(() => heir.increment());
show(() => [...heir.all()]);
show(() => heir.isAnimal());
const late = Object.setPrototypeOf({ name: "late" }, dog) as Dog;
show(() => late.say());

// Behind an interface, handed to functions that call it.
interface Runner {
  run(n: number): string;
}
class Tagged implements Runner {
  tag = "T";
  run(n: number): string {
    return this.tag + n;
  }
}
const runner: Runner = new Tagged();
const { run } = runner;
show(() => run(1));
show(() => [1, 2].map(runner.run));
show(() => [1, 2].map(runner.run, { tag: "other" }));
show(() => [1, 2].map(runner.run, runner));
show(() => [1, 2].map(runner.run.bind(runner)));
const literal = { tag: "literal", run: runner.run };
show(() => literal.run(3));

// Of generic classes, and of errors.
class Box<T> {
  constructor(public value: T) {}
  get(): T {
    return this.value;
  }
  map<U>(f: (value: T) => U): Box<U> {
    return new Box(f(this.value));
  }
}
const box = new Box(4);
const { get, map } = box;
show(() => get());
show(() => map.call({ value: 2 } as Box<number>, (n) => n + 1));
const heirBox = Object.create(box) as Box<number>;
heirBox.value = 9;
show(() => [heirBox.get(), box.get(), heirBox.map((n) => n * 2)]);
class Coded extends Error {
  code = 5;
  text(): string {
    return this.message + this.code;
  }
}
const { text } = new Coded("m");
show(() => text());
show(() => text.call({ message: "x", code: 1 } as Coded));

wait.call({ name: "later" } as Animal).then(console.log);
wait().then(console.log, (e: Error) => console.log(e.name, e.message));

// Given an instance of an unrelated class.
class Left {
  side = "left";
  tell(): string {
    return this.side;
  }
}
class Right {
  side = "right";
  private hidden = 1;
  tell(): number {
    return this.hidden;
  }
}
show(() => new Left().tell.call(new Right() as unknown as Left));
show(() => Left.prototype.tell.call(new Right() as unknown as Left));
show(() => new Left().tell.apply(new Left()));
