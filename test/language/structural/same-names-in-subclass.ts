// Instances of base and derived classes and look-alikes meet at one call site; overridden members win.
class Base {
  id = 1;
  name(): string {
    return `base${this.id}`;
  }
}
class Derived extends Base {
  extra = "e";
  override id = 2;
  override name(): string {
    return `derived${this.id}${this.extra}`;
  }
}
class Deeper extends Derived {
  override extra = "deep";
  override name(): string {
    return `<${super.name()}>`;
  }
}
const lookAlike = { name: () => "alike", id: 3 };
const all: Base[] = [new Base(), new Derived(), new Deeper(), lookAlike];
for (const one of all) {
  one.id += 10;
  console.log(one.id, one.name(), one instanceof Base, one instanceof Derived);
}
