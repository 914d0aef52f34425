// A seeded source of choices: the same seed gives the same program on every machine.
// It is no cryptographic generator and says nothing about programs.

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: string) {
    // FNV-1a of the seed with three offsets fills the state of the generator (sfc32).
    this.a = hash(seed, 0x811c9dc5);
    this.b = hash(seed, 0x01234567);
    this.c = hash(seed, 0x7ed55d16);
    for (let i = 0; i < 16; i += 1) this.bits();
  }

  /** 32 random bits as an unsigned number. */
  bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 to `limit - 1`. */
  int(limit: number): number {
    return Math.floor((this.bits() / 2 ** 32) * limit);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.int(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.bits() / 2 ** 32 < probability;
  }

  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T {
    return items[this.int(items.length)]!;
  }

  /** One of the alternatives, called; all are equally likely, so repeat one to make it likelier. */
  oneOf<T>(...alternatives: readonly (() => T)[]): T {
    return this.pick(alternatives)();
  }

  /** `count` results of `make`. */
  times<T>(count: number, make: (index: number) => T): T[] {
    const made: T[] = [];
    for (let i = 0; i < count; i += 1) made.push(make(i));
    return made;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    for (let i = rest.length - 1; i > 0; i -= 1) {
      const j = this.int(i + 1);
      [rest[i], rest[j]] = [rest[j]!, rest[i]!];
    }
    return rest;
  }

  /** Each of `items` with the given probability, in order. */
  some<T>(items: readonly T[], probability: number): T[] {
    return items.filter(() => this.chance(probability));
  }
}

function hash(text: string, offset: number): number {
  let h = offset;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
