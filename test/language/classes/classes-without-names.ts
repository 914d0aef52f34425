// Names that class expressions get from their place, and how instances of classes without a name are printed.
class Point {
  constructor(public x = 1) {}
}
const shapes = { plain: class {}, heir: class extends Point {}, own: class Named {}, "two words": class {}, 7: class {} };
console.log(shapes, shapes.plain.name, shapes.heir.name, shapes.own.name, shapes["two words"].name, shapes[7].name);
console.log(new shapes.plain(), new shapes.heir(2), [new shapes.own()], { p: new shapes.heir() });

const { made = class {} } = {} as { made?: new () => object };
const wrapped = (class {});
const taken = (Kind: new () => object = class {}): string => Kind.name;
console.log(made.name, new made(), wrapped.name, new wrapped(), taken(), taken(class {}) === "");

console.log(new (class {})(), new (class { y = 1; })(), [new (class extends Point {})()]);
console.log(new (class extends Point { y = 2; })(5), new (class extends Map<string, number> { z = 3; })());
console.log(new (class extends (class extends Point {}) {})(), `${new (class {})()}`);
const make = () => class extends Point { at = 9; };
const Local = make();
console.log(new Local(), new (make())(), Local.name === "");
class Fault extends Error {}
const fault = new (class extends Fault {})("text");
console.log(fault.name, String(fault), fault instanceof Fault);
const listed = [class {}, class extends Point {}];
console.log(listed.map((C) => new C()), listed[0]!.name === "");
