// A function type that returns void takes functions that return anything, and whoever calls it may meet the value.
const seen: string[] = [];
const record = (line: string) => seen.push(line);

class Cache {
  onEvict?: (key: string) => void;
  always: (key: string) => void = record;
  constructor(private readonly onSet?: (key: string) => void) {}
  set(key: string): this {
    this.onSet?.(key);
    this.onEvict?.(key);
    this.always(key);
    return this;
  }
}
const cache = new Cache(record);
cache.onEvict = (key) => seen.push(`evict ${key}`);
cache.set("a");
new Cache((key) => key.length > 1).set("b");
new Cache().set("c");
console.log(seen);

function call(callback?: (line: string) => void): unknown {
  const direct = callback?.("x");
  const other = callback ? callback("y") : undefined;
  const both = [direct, other];
  return [both, callback && callback("z"), callback?.("w") ?? "none"];
}
console.log(call(record), call((line) => line === "x"), call(), call(() => 2.5));

type Hook = () => void | Promise<void>;
const plain: () => void = () => 7;
const hooks: Hook[] = [plain, async () => {}, () => {}, (() => true) as () => void];
for (const hook of hooks) console.log(await hook());
const results = hooks.map((hook) => hook());
console.log(results.length, results[0], await Promise.all(results));

const back = (f: () => void): void => f();
const kept = back(plain);
console.log(kept, typeof kept, typeof back(() => "text"), [1, 2].map(back.bind(null, plain)));

function twice(f: () => void): void {
  const first = f();
  const list: void[] = [first, f()];
  console.log(first, list);
}
twice(() => -0);
twice(() => false);
function show(value: void, rest?: void | string): string {
  return `${value} ${rest}`;
}
console.log(show(plain()), show(plain(), plain()), show(undefined, "s"));

const pending = new Map<string, void>();
pending.set("k", plain());
console.log(pending, pending.get("k"));
class Box<T> {
  constructor(readonly value: T) {}
}
console.log(new Box<void>(plain()), new Box(plain()).value);
const task: Promise<void> = Promise.resolve().then(plain);
console.log(await task);
function* steps(f: () => void): Generator<void, void, void> {
  const got = yield f();
  return got;
}
console.log([...steps(plain)]);
const object: { last?: void; run(): void } = { run: () => 3 };
object.last = object.run();
console.log(object, object.last);

abstract class Task {
  abstract run(): void;
  again(): void {
    return this.run();
  }
  quiet(): void {}
}
class Count extends Task {
  override run() {
    return 5;
  }
}
class Loud extends Task {
  override run(): void {
    return (this as { quiet(): void }).quiet();
  }
  override quiet() {
    return "quiet";
  }
}
const tasks: Task[] = [new Count(), new Loud()];
console.log(tasks.map((t) => t.run()), tasks.map((t) => t.again()), tasks.map((t) => t.quiet()));
const through = (f: () => void, again: boolean): void => (again ? f() : through(f, true));
function loose(value: any): void {
  if (value === null) return;
  return value;
}
console.log(through(plain, false), loose({ a: 1 }), loose(null), [plain, plain].map((f) => f()));
const both = async (f: () => void) => f();
console.log(await both(plain), await Promise.all([plain, plain].map(async (f) => await f())));
