// A queue with waiting consumers, a mutex and a semaphore, built from promises.
class Queue<T> {
  private readonly items: T[] = [];
  private readonly waiting: ((item: T) => void)[] = [];
  put(item: T): void {
    const waiter = this.waiting.shift();
    if (waiter) waiter(item);
    else this.items.push(item);
  }
  take(): Promise<T> {
    const item = this.items.shift();
    return item !== undefined ? Promise.resolve(item) : new Promise((resolve) => this.waiting.push(resolve));
  }
}
class Mutex {
  private tail: Promise<void> = Promise.resolve();
  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.tail.then(job);
    this.tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const log: string[] = [];
async function consumer(name: string, queue: Queue<number>, count: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    const item = await queue.take();
    log.push(name + item);
    sum += item;
  }
  return sum;
}
async function main(): Promise<void> {
  const queue = new Queue<number>();
  const a = consumer("a", queue, 3);
  const b = consumer("b", queue, 3);
  for (let i = 1; i <= 6; i += 1) {
    queue.put(i);
    if (i % 2 === 0) await pause(1);
  }
  console.log(await a, await b, log.splice(0).join());
  const mutex = new Mutex();
  let balance = 100;
  const withdraw = (amount: number): Promise<number> =>
    mutex.run(async () => {
      const seen = balance;
      await pause(amount % 3);
      if (seen < amount) throw new Error(`no ${amount}`);
      balance = seen - amount;
      return balance;
    });
  const results = await Promise.allSettled([withdraw(50), withdraw(70), withdraw(31), withdraw(10)]);
  console.log(results.map((r) => (r.status === "fulfilled" ? r.value : (r.reason as Error).message)).join());
}
main();
