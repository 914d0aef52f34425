// Async functions that await each other, queue jobs and gather results: promises and microtasks. n rounds.

class Channel {
  private readonly items: number[] = [];
  private waiting: ((item: number) => void) | null = null;

  put(item: number): void {
    const waiter = this.waiting;
    if (waiter !== null) {
      this.waiting = null;
      waiter(item);
    } else this.items.push(item);
  }

  take(): Promise<number> {
    const item = this.items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }
}

async function square(x: number): Promise<number> {
  await null;
  return x * x;
}

async function produce(channel: Channel, count: number): Promise<void> {
  for (let i = 0; i < count; i++) channel.put((await square(i)) % 1000);
  channel.put(-1);
}

async function consume(channel: Channel): Promise<number> {
  let sum = 0;
  for (;;) {
    const item = await channel.take();
    if (item < 0) return sum;
    sum += item;
  }
}

export async function run(n: number): Promise<string> {
  let total = 0;
  for (let k = 0; k < n; k++) {
    const channel = new Channel();
    const [, sum] = await Promise.all([produce(channel, 200), consume(channel)]);
    const squares = await Promise.all([1, 2, 3, k].map((x) => square(x)));
    total += sum + squares.reduce((a, b) => a + b, 0);
  }
  return `${total}`;
}
