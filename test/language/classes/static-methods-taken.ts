// A static method that is taken off its class gets `this` from the call, as every function does.
// ECMA-262 15.7.14 ClassDefinitionEvaluation: static methods are properties of the class.
class Counter {
  static count = 0;
  static increment(): number {
    return ++this.count;
  }
}
class Held {
  static count = 0;
  static next(): number {
    return ++this.count;
  }
}
class Base {
  static size = 3;
  static registry = new Map<string, number>();
  static getSize(): number {
    return this.size;
  }
  static register(key: string): void {
    this.registry.set(key, this.size);
  }
}
class Derived extends Base {
  static override size = 4;
}
class Bound {
  static total = 5;
  static sum(n: number): number {
    return this.total + n;
  }
}

function show(f: () => unknown): void {
  try {
    console.log(f());
  } catch (e) {
    console.log((e as Error).name, (e as Error).message);
  }
}

const taken = Counter.increment;
show(() => taken());
show(() => Counter.increment());
show(() => taken.call({ count: 41 } as unknown as typeof Counter));
const { next } = Held;
show(() => next());
show(() => Held.next());
const hidden = (Derived as any).getSize as () => number;
show(() => hidden());
show(() => [Base.getSize(), Derived.getSize()]);
show(() => [Derived.getSize.call(Base), Base.getSize.bind(Derived)()]);
show(() => [1].map(Derived.getSize, Derived));
show(() => ["k"].forEach(Base.register));
["k"].forEach(Base.register.bind(Base));
show(() => Base.registry);
show(() => [1, 2].map(Bound.sum.bind(Bound)));
