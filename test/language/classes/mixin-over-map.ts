// A mixin over Map in a program that has maps of other types as well.
// Methods found through the prototype are those of the map that the mixin's constructor makes.
type Constructor<T = object> = new (...args: any[]) => T;

const objects = new Map<string, object>();
objects.set("x", {});
const numbers = new Map<number, number>([[1, 2]]);

function Named<B extends Constructor>(Base: B) {
  return class extends Base {
    hello(): string {
      return "hello";
    }
  };
}
class Bag extends Named(Map<string, number>) {}
const bag = new Bag([["a", 1]]);
bag.set("b", 2);
console.log(bag.size, [...bag.keys()], bag.get("b"), bag.has("c"), bag.hello(), bag instanceof Map);
console.log(objects.size, numbers.get(1));
