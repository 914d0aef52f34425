// Calls through interfaces find the method of whatever object is there.
interface Meter {
  read(channel: number, label: string): number;
  reset?(): void;
  ready(flag: boolean): boolean;
}
class Pulse implements Meter {
  private count = 0;
  read(channel: number, label: string): number {
    this.count += 1;
    return channel * 100 + label.length + this.count / 4;
  }
  ready(flag: boolean): boolean {
    return !flag;
  }
}
class FastPulse extends Pulse {
  override read(channel: number, label: string): number {
    return -super.read(channel, label);
  }
}
const literal: Meter = {
  read: (channel, label) => channel + label.length,
  ready: (flag) => flag,
};
// Fits without saying so, and says more of itself than the interface does.
class Foreign {
  read(channel: number): number {
    return channel - 0.5;
  }
  ready(...flags: boolean[]): boolean {
    return flags.length === 1;
  }
}
const meters: Meter[] = [new Pulse(), new FastPulse(), literal, new Foreign(), new Pulse()];
for (const meter of meters) console.log(meter.read(3, "ab"), meter.ready(true), meter.ready(false));

// A method that an object has got for itself.
const shadowed: Meter = new Pulse();
shadowed.ready = () => true;
console.log(shadowed.ready(true), meters[0]!.ready(true));

const missing = new Foreign() as unknown as Meter & { gone(): void };
try {
  missing.gone();
} catch (error) {
  console.log((error as Error).message);
}
const nothing = undefined as unknown as Meter;
try {
  nothing.ready(true);
} catch (error) {
  console.log((error as Error).constructor.name);
}

interface Sink<T> {
  take(value: T): T;
  close(): void;
}
interface NamedSink<T> extends Sink<T> {
  readonly name: string;
}
class Last<T> implements NamedSink<T> {
  readonly name = "last";
  private value: T | null = null;
  take(value: T): T {
    const before = this.value ?? value;
    this.value = value;
    return before;
  }
  close(): void {
    throw new RangeError(`${this.name} is never closed`);
  }
}
function feed<T>(sink: Sink<T>, values: T[]): T[] {
  return values.map((value) => sink.take(value));
}
console.log(feed(new Last<number>(), [1, 2.5, -0]), feed(new Last<string>(), ["a", "b"]));
console.log(feed<unknown>(new Last<unknown>(), [null, true, { a: 1 }]));
const sink: NamedSink<number> = new Last<number>();
try {
  sink.close();
} catch (error) {
  console.log(String(error));
}
