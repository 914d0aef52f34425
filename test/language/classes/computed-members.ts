// Member names computed when the class is evaluated: strings, symbols, in source order; auto-accessors.
const log: string[] = [];
function name(text: string): string {
  log.push(text);
  return text;
}
const field = ["fi", "eld"].join("") as "field";
const shared = Symbol("shared");
function make() {
  const own = Symbol("own");
  return class {
    static readonly own: typeof own = own;
    [field] = log.push("field");
    [name("method")](): number {
      return 2;
    }
    get [own](): number {
      return 3;
    }
    static [shared] = 4;
    static [name("make")](): string {
      return "made";
    }
    [Symbol.iterator](): Iterator<number> {
      return [1, 2][Symbol.iterator]();
    }
  };
}
const C = make();
const D = make();
const c = new C();
const any = c as any;
console.log(log, c.field, any.method(), any[C.own], any[D.own], C[shared], (C as any).make(), [...(c as Iterable<number>)]);
console.log(c, C, any.method.name, Object.getOwnPropertyNames(C.prototype));
console.log(Object.getOwnPropertyDescriptor(C.prototype, C.own)?.get?.name);

class Auto {
  accessor value = 1;
  static accessor total = 2;
  constructor() {
    this.value++;
  }
}
const auto = new Auto();
auto.value += 5;
Auto.total++;
console.log(auto.value, Auto.total, Object.keys(auto), "value" in auto, auto);
