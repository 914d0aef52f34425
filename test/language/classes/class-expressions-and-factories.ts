// Classes as values: in variables, in arrays, returned from functions with captured variables.
interface Unit {
  code(): string;
}
const First = class {
  code(): string {
    return "first";
  }
};
class Second implements Unit {
  code(): string {
    return "second";
  }
}
const constructors: (new () => Unit)[] = [First, Second];
for (const Constructor of constructors) console.log(new Constructor().code());
function make(prefix: string): new (n: number) => Unit {
  return class {
    n: number;
    constructor(n: number) {
      this.n = n;
    }
    code(): string {
      return prefix + this.n;
    }
  };
}
const P = make("p");
const Q = make("q");
const p = new P(1);
console.log(p.code(), new Q(2).code(), p instanceof P, p instanceof Q);
console.log(Second.name, new Second().constructor.name);
