// Methods replaced on one instance, on the prototype; static fields shadowed in a subclass; classes printed.
class Speaker {
  words(): string {
    return "class";
  }
  say(): string {
    return this.words();
  }
}
const one = new Speaker();
const two = new Speaker();
one.words = () => "own";
console.log(one.say(), two.say(), Object.keys(one), one);
Speaker.prototype.words = function () {
  return "patched";
};
console.log(one.say(), two.say(), new Speaker().say());
delete (one as { words?: unknown }).words;
console.log(one.say());

class Totals {
  static total = 0;
  static list = [1];
  static #hidden = 1;
  static peek(): number {
    return Totals.#hidden;
  }
}
class Sub extends Totals {}
console.log(Totals, Sub, Object.keys(Totals), Totals.peek());
Sub.total = 5;
console.log(Totals.total, Sub.total, Object.keys(Sub), Sub);

class Guarded {
  #x = 1;
  #twice(): number {
    return this.#x * 2;
  }
  static [Symbol.for("probe")](o: object): boolean {
    return #x in o;
  }
  static read(o: Guarded): number {
    return o.#twice() + o.#x++;
  }
}
console.log(Guarded.read(new Guarded()), Reflect_ownKeys(new Guarded()), Object.keys(Guarded.prototype));
function Reflect_ownKeys(o: object): unknown[] {
  return [...Object.getOwnPropertyNames(o), ...Object.getOwnPropertySymbols(o)];
}
try {
  Guarded.read({} as Guarded);
} catch (e) {
  console.log((e as Error).constructor.name);
}

// Through `any`, and through a type that is no class.
class Door {
  sound(): string {
    return "creak";
  }
  open(): string {
    return this.sound();
  }
}
const front = new Door();
(front as any).sound = () => "squeak";
console.log(front.sound(), front.open(), new Door().open());
const back: { open: () => string } = new Door();
back.open = () => "ajar";
console.log(back.open(), (back as Door).open());
