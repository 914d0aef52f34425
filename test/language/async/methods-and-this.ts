// Async methods keep `this`, work through interfaces and super, and run concurrently on shared state.
interface Source {
  read(): Promise<number>;
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
class Counter implements Source {
  protected value = 0;
  readonly delay: number;
  constructor(delay: number) {
    this.delay = delay;
  }
  async read(): Promise<number> {
    const before = this.value;
    await pause(this.delay);
    this.value += 1;
    return before * 100 + this.value;
  }
  static async create(delay: number): Promise<Counter> {
    await null;
    return new this(delay);
  }
}
class Doubling extends Counter {
  override async read(): Promise<number> {
    const n = await super.read();
    const again = async (): Promise<number> => (await super.read()) + this.value;
    return n * 1000 + (await again());
  }
}
async function main(): Promise<void> {
  const counter = await Counter.create(2);
  console.log((await Promise.all([counter.read(), counter.read(), counter.read()])).join());
  const sources: Source[] = [counter, new Doubling(1), { read: async () => 42 }, { read: () => Promise.resolve(0.5) }];
  for (const source of sources) console.log(await source.read());
  const reads = sources.map((source) => source.read());
  console.log((await Promise.all(reads)).join());
}
main();
