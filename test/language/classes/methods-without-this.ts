// A method that says nothing of its object runs whatever it is called on, or on nothing.
class Printer {
  name = "p";
  print(x: number): void {
    console.log("print", x);
  }
  double(x: number): number {
    return x * 2;
  }
  isBig(this: void, x: number): boolean {
    return x > 1;
  }
  async later(x: number): Promise<number> {
    await null;
    return x + 1;
  }
  *upTo(x: number): Generator<number> {
    for (let i = 0; i < x; i++) yield i;
  }
  joined(...xs: number[]): string {
    return xs.join("-");
  }
  named(x: number): string {
    return `${this.name}${x}`;
  }
  all(xs: number[]): void {
    xs.forEach(this.print);
    console.log(xs.map(this.double), xs.filter(this.isBig));
  }
}
const printer = new Printer();
printer.all([1, 2, 3]);
const { print, double, upTo, joined, named } = printer;
print(4);
console.log(double(5), double.call({ a: 1 } as unknown as Printer, 6), double.apply(7 as never, [7]));
console.log([...upTo(3)], joined(1, 2), joined.bind(null)(3, 4));
const table: { [k: string]: (x: number) => void } = { a: printer.print };
table["a"]!(8);

class Loud extends Printer {
  override print(x: number | string): void {
    console.log("PRINT", x);
  }
}
new Loud().all([9]);
const handlers: ((x: number) => void)[] = [new Loud().print, printer.print];
for (const handle of handlers) handle(10);

class Source<T> {
  readonly listeners: ((value: T) => void)[] = [];
  emit(value: T): void {
    for (const listener of this.listeners) listener.call(this, value);
  }
}
class Observer {
  constructor(readonly source: Source<number>) {
    source.listeners.push(this.onValue);
  }
  private onValue(value: number): void {
    console.log("value", value);
  }
}
new Observer(new Source()).source.emit(11);
try {
  named(12);
} catch (error) {
  console.log(error instanceof TypeError);
}
printer.later.call(undefined as never, 13).then(console.log);
