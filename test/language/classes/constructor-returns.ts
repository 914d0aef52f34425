// A constructor that returns an object: `new` gives that object; what else it returns does not count.
class Known {
  static readonly all = new Map<string, Known>();
  readonly name: string;
  uses = 1;
  constructor(name: string, again?: Known) {
    this.name = name;
    if (again !== undefined) return again;
    const before = Known.all.get(name);
    if (before !== undefined) {
      before.uses++;
      return before;
    }
    Known.all.set(name, this);
  }
  describe(): string {
    return `${this.name} x${this.uses}`;
  }
}
const first = new Known("a");
const second = new Known("a");
const third = new Known("b");
console.log(first === second, first === third, second.uses, third.describe(), first.describe());
console.log(new Known("c", third) === third, third instanceof Known);
const make: new (name: string) => Known = Known;
console.log(new make("a").describe(), new make("d").describe());

class Early {
  x = 1;
  constructor(stop: boolean) {
    if (stop) return;
    this.x = 2;
  }
}
console.log(new Early(true), new Early(false));

class Odd {
  x = 1;
  constructor() {
    return 5 as unknown as Odd;
  }
}
console.log(new Odd());

class Special extends Early {
  constructor(stop: boolean, other?: Special) {
    super(stop);
    if (other) return other;
    this.x += 10;
  }
}
const special = new Special(false);
console.log(special, new Special(true, special) === special, new Special(true));
