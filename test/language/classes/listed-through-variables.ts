// Static members of classes are listed however the class gets to what lists them.
const names = Object.getOwnPropertyNames;
console.log(names(class { static x = 1; static m() {} static get g() { return 1; } static y = 2; }));
class Fields { static x = 1; static m() {} static get g() { return 1; } static #hidden = 2; }
class Methods { static m() {} static get g() { return 1; } }
function show(c: Function) {
  console.log(Object.getOwnPropertyNames(c), Reflect.ownKeys(c));
}
show(Fields);
show(Methods);
console.log(Object.getOwnPropertyNames(Methods));
class Counted {
  static made = 1;
  static self(): unknown {
    return this;
  }
}
class Derived extends Counted {
  static own = "own";
}
function list(c: any) {
  console.log(Object.keys(c), Object.entries(c), c, { ...c }, Object.getOwnPropertyDescriptor(c, "made"));
  for (const k in c) console.log(k);
}
list(Counted);
list(Derived);
const all = [Counted, Derived];
console.log(all[0], { all }, Counted.self(), Derived.self(), new Map([[1, Derived]]));
console.log(new Counted().constructor, [Counted].map(Object.keys));
[Derived].forEach((c) => console.log(c, new c() instanceof Counted, c.made, c.own));
