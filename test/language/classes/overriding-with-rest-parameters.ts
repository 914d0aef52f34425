// Methods with rest, default and more parameters than those they override: each gets what the call gave.
abstract class Source<T> {
  *[Symbol.iterator](...args: unknown[]): IterableIterator<T> {
    yield* this.items(...args);
  }
  all(): string {
    return [...this.items()].join();
  }
  two(): string {
    return [...this.items(1, 2)].join();
  }
  protected abstract items(...args: unknown[]): IterableIterator<T>;
}
class Kept<T> extends Source<T> {
  private readonly held: T[];
  constructor(held: T[]) {
    super();
    this.held = held;
  }
  protected *items(from: unknown = 0): IterableIterator<T> {
    for (let i = Number(from); i < this.held.length; i++) yield this.held[i] as T;
  }
}
class Counted extends Source<number> {
  protected *items(...args: unknown[]): IterableIterator<number> {
    yield args.length;
  }
}
class Split extends Source<number> {
  protected *items(first?: unknown, ...others: unknown[]): IterableIterator<number> {
    yield* [first === undefined ? -1 : Number(first), others.length];
  }
}
const sources: Source<number>[] = [new Kept([5, 6, 7]), new Counted(), new Split()];
for (const s of sources) console.log([...s], s.all(), s.two());

class Point {
  at(x: number): string {
    return `at ${x}`;
  }
  near(x?: number): string {
    return `near ${x}`;
  }
}
class Points extends Point {
  override at(...all: number[]): string {
    return `at all ${all.length} ${all.reduce((a, b) => a + b, 0)}`;
  }
  override near(...all: (number | undefined)[]): string {
    return `near all ${all.length} ${all}`;
  }
}
class Offset extends Points {
  override at(x: number, ...others: number[]): string {
    return `at ${x} and ${others.length} of ${others}`;
  }
  override near(x = 7, y = 8): string {
    return `near ${x} ${y}`;
  }
}
class Silent extends Offset {
  override at(): string {
    return `at none of ${arguments.length}`;
  }
}
for (const p of [new Point(), new Points(), new Offset(), new Silent()])
  console.log(p.at(1), "|", p.near(), "|", p.near(undefined), "|", p.near(4));
for (const p of [new Points(), new Offset(), new Silent()])
  console.log(p.at(1), "|", p.at(1, 2, 3), "|", p.at(...[5, 6]), "|", p.near(4, 5, 6));

class Short {
  name(a: number): string {
    return `short ${a}`;
  }
}
class Long extends Short {
  override name(a: number, b = 9, c = "c"): string {
    return `long ${a} ${b} ${c}`;
  }
}
class Back extends Long {
  override name(a: number): string {
    return `back ${a}`;
  }
}
const longs: Long[] = [new Long(), new Back()];
for (const l of longs) console.log(l.name(1), "|", l.name(1, 2), "|", l.name(1, 2, "d"));
const shorts: Short[] = [new Short(), ...longs];
for (const s of shorts) console.log(s.name(1));
