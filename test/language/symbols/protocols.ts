// Protocols that programs see: iteration, conversion, tags, instanceof, concat.
const range: any = {
  from: 1,
  to: 4,
  [Symbol.iterator]() {
    let at = this.from;
    const end = this.to;
    return { next: () => (at < end ? { value: at++, done: false } : { value: undefined, done: true }) };
  },
};
for (const n of range) console.log(n);
console.log([...range], Math.max(...range), Array.from(range), new Set(range));
const [first, second] = range;
console.log(first, second);
const values = [7, 8] as any;
const iterator = values[Symbol.iterator]();
console.log(iterator.next(), iterator.next(), iterator.next());
const word: any = "hé";
console.log([...word[Symbol.iterator]()], typeof word[Symbol.iterator]);
const dyn: symbol = Symbol.iterator;
console.log(typeof (values as any)[dyn], typeof range[dyn], typeof new Map()[dyn as typeof Symbol.iterator]);

class Money {
  readonly cents: number;
  constructor(cents: number) {
    this.cents = cents;
  }
  [Symbol.toPrimitive](hint: string): string | number {
    return hint === "number" ? this.cents : hint === "string" ? `${this.cents / 100} EUR` : "default";
  }
  get [Symbol.toStringTag](): string {
    return "Money";
  }
  static [Symbol.hasInstance](x: any): boolean {
    return typeof x?.cents === "number";
  }
}
const m = new Money(250);
console.log(`${m}`, +(m as any), (m as any) + 1, (m as any) * 2, (m as any) == "default");
console.log(Object.prototype.toString.call(m), String(m), m);
console.log(({ cents: 1 } as object) instanceof Money, ({} as object) instanceof Money);
const even: any = { [Symbol.hasInstance]: (n: number) => n % 2 === 0 };
console.log((2 as any) instanceof even, (3 as any) instanceof even);
const conv: any = { [Symbol.toPrimitive]: 5 };
try {
  console.log(`${conv}`);
} catch (e) {
  console.log((e as Error).name, (e as Error).message);
}
const bad: any = { [Symbol.toPrimitive]: () => ({}) };
try {
  console.log(bad + 1);
} catch (e) {
  console.log((e as Error).name, (e as Error).message);
}
const spreadable: any = { length: 2, 0: "a", 1: "b", [Symbol.isConcatSpreadable]: true };
console.log([1].concat(spreadable, [2] as any));
const closed: any = [3, 4];
closed[Symbol.isConcatSpreadable] = false;
console.log(([1] as any[]).concat(closed).length);
console.log(`${{ [Symbol.toStringTag]: "T" }}`, { [Symbol.toStringTag]: "T", a: 1 });
