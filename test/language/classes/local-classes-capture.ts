// Classes declared in functions use the variables around them: by value, shared, per activation, through subclasses.
function counter(prefix: string, start: number): { next(): string; total(): number } {
  let total = 0;
  class Counter {
    n = start;
    next(): string {
      total += 1;
      this.n += 1;
      return `${prefix}${this.n}`;
    }
    total(): number {
      return total;
    }
  }
  return new Counter();
}
const a = counter("a", 10);
const b = counter("b", 20);
console.log(a.next(), a.next(), b.next(), a.total(), b.total());

function tree(tag: string): string {
  const log: string[] = [];
  class Base {
    constructor() {
      log.push(`${tag}:base:${this.kind()}`);
    }
    kind(): string {
      return `${tag}-base`;
    }
  }
  const Mid = class extends Base {
    override kind(): string {
      return `${tag}-mid<${super.kind()}>`;
    }
  };
  class Leaf extends Mid {
    own = `${tag}!`;
    child(): Leaf | null {
      return log.length > 4 ? null : new Leaf();
    }
    get text(): string {
      return this.own + tag;
    }
    async later(): Promise<string> {
      await null;
      return tag + this.own;
    }
    *items(): Generator<string> {
      yield tag;
      yield this.own;
    }
  }
  const make = (): Leaf => new Leaf();
  const leaf = make();
  const child = leaf.child();
  const base = new Base();
  log.push(base.kind(), leaf.text, String(child === null), [...leaf.items()].join("+"));
  leaf.later().then((t) => console.log("later", t));
  console.log(leaf, Object.keys(leaf), JSON.stringify(leaf), { ...leaf });
  return log.join(" ");
}
console.log(tree("x"));
console.log(tree("y"));

function early(): void {
  class Reader {
    read(): number {
      return value;
    }
  }
  const reader = new Reader();
  try {
    console.log(reader.read());
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
  const value = 7;
  console.log(reader.read());
}
early();

const makers: (() => number)[] = [];
for (let i = 0; i < 3; i++) {
  class Step {
    value(): number {
      return i * 10;
    }
  }
  makers.push(() => new Step().value());
}
console.log(makers.map((m) => m()).join());

function hoisted(): string {
  const word = "deep";
  return build();
  function build(): string {
    return new Holder().say();
  }
}
class Holder {
  say(): string {
    return "module";
  }
}
console.log(hoisted());

function walk(depth: number): number {
  class Node {
    next = depth > 0 ? walk(depth - 1) : 0;
    sum(): number {
      return this.next + depth;
    }
  }
  return new Node().sum();
}
console.log(walk(4));

function box<T>(first: T): () => T[] {
  const seen: T[] = [first];
  class Box {
    add(item: T): T[] {
      seen.push(item, first);
      return seen;
    }
  }
  const inner = new Box();
  return () => inner.add(first);
}
console.log(box(1)(), box("s")(), box(true)());

function methods(this: void, list: number[]): number {
  const add = (n: number): number => n + list.length;
  function twice(n: number): number {
    return add(n) * 2;
  }
  class Work {
    #scale: number;
    constructor(scale: number, ...more: number[]) {
      this.#scale = twice(scale) + more.length;
    }
    run(n = list[0]!): number {
      return [n].map((x) => add(x) * this.#scale)[0]!;
    }
  }
  return new Work(2, 1, 1).run() + new Work(1).run(5);
}
console.log(methods([3, 4]));
