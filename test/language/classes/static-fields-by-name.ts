// Static fields are found through a class held in a variable, an array or a parameter; they stay one variable.
class Counter {
  static count = 0;
  static label: string = "counter";
  static list: number[] = [1];
  static later: number | undefined;
  static bump(): number {
    Counter.count += 1;
    return Counter.count;
  }
}
const held: typeof Counter = Counter;
const any: any = Counter;
console.log(held.count, any.count, any["label"], any.list, any.later, any.missing);
Counter.bump();
console.log(held.count, any.bump(), Counter.count, any.count);
any.count = 10;
held.label = "changed";
console.log(Counter.count, Counter.label, Counter.bump());
any.count++;
any.list.push(2);
any.later = 4;
console.log(Counter.count, Counter.list, Counter.later, "count" in any);
class Kind {
  static kind = "base";
}
class Sub extends Kind {
  static own = true;
}
class Other extends Kind {
  static override kind = "other";
}
for (const C of [Kind, Sub, Other]) console.log(C.name, C.kind, (C as any).own);
const shapes = [
  class {
    static sides = 3;
  },
  class {
    static sides = 4;
    static {
      this.sides += 1;
    }
  },
];
console.log(shapes.map((s) => s.sides).join());
function describe(c: { readonly kind: string }): string {
  return c.kind;
}
console.log(describe(Kind), describe(Other), describe({ kind: "literal" }));
