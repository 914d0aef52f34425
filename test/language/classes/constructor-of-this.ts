// The class of an object is asked from the object and constructs: this.constructor, also of a class named nowhere as a value.
class Vector {
  readonly x: number;
  constructor(x = 0) {
    this.x = x;
  }
  add(other: this): this {
    return new (this.constructor as new (x: number) => this)(this.x + other.x);
  }
}
class Unit extends Vector {
  readonly name = "unit";
}
console.log(new Vector(1).add(new Vector(2)), new Unit(1).add(new Unit(5)));

class Box<T> {
  readonly value: T;
  constructor(value: T) {
    this.value = value;
  }
  again<U>(value: U): Box<U> {
    return new (this.constructor as new (value: U) => Box<U>)(value);
  }
}
console.log(new Box(1).again("two"), new Box("a").again([3]).value);

const any: object = new Unit(7);
const C = any.constructor as typeof Unit;
console.log(new C(9), C === Unit, any.constructor.name, any.constructor === Vector);
