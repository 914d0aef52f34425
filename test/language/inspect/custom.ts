// Objects that say themselves how console.log shows them.
const custom = Symbol.for("nodejs.util.inspect.custom");
class Just<T> {
  constructor(readonly value: T) {}
  [Symbol.for("nodejs.util.inspect.custom")](_depth: number, options: any, inspect: (value: unknown, options?: any) => string): string {
    return `Just(${inspect(this.value, options)})`;
  }
}
class Point {
  x = 1;
  y = 2;
  [custom](depth: number, options: any): unknown {
    return depth < 1 ? "<Point>" : { at: [this.x, this.y], depth, most: options.depth };
  }
}
class Same {
  a = 1;
  [custom](): this {
    return this;
  }
}
class Lines {
  [custom](): string {
    return "one\ntwo";
  }
}
console.log(new Just(5), new Just("text"), [new Just([1, 2])], { just: new Just(new Just(null)) });
console.log(new Point(), [new Point()], [[new Point()]], [[[new Point()]]]);
console.log(new Same(), [new Lines(), { lines: new Lines() }], new Map([["k", new Just(1)]]));
console.log({ [custom]: () => 7 }, { [custom]: 7 }, { [custom]: () => undefined });
console.log("%s|%o|%O|%j", new Just(1), new Just(2), new Just(3), new Just(4));
console.log(`${JSON.stringify(new Just(1))}`, Just.prototype);
const plain: any = { n: 1 };
plain[custom] = function (this: any, _d: number, options: any) {
  return options.stylize(`n=${this.n}`, "number");
};
console.log(plain, [plain]);
const loop: any = { name: "loop", [custom]: (_d: number, o: any, inspect: any) => inspect({ inner: loop.name }, { ...o, depth: 0 }) };
loop.self = loop;
console.log(loop);
try {
  console.log({ [custom]: () => { throw new RangeError("not shown"); } });
} catch (e) {
  console.log(String(e));
}
