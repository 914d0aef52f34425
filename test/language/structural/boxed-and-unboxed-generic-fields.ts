// One generic class holds integers, fractions, strings and objects; a field read through a plain interface is right.
class Box<T> {
  history: T[] = [];
  value: T;
  constructor(value: T) {
    this.value = value;
  }
  set(next: T): this {
    this.history.push(this.value);
    this.value = next;
    return this;
  }
}
interface HasNumber {
  value: number;
}
const int = new Box(1);
const double = new Box(0.5);
const text = new Box("s");
const either = new Box<number | string>(3);
const nested = new Box(new Box(7));
function twice(box: HasNumber): number {
  box.value *= 2;
  return box.value;
}
console.log(twice(int), twice(double), twice({ value: 2147483647 }), twice(nested.value), twice(either as unknown as HasNumber));
int.set(1.5).set(-0);
double.set(4).set(NaN);
text.set("t");
either.set("now text").set(0.25);
console.log(int.history.join(), Object.is(int.value, -0), double.history.join(), double.value, text.value + text.history[0], either.history.join(), either.value);
console.log(nested.value.value, nested.set(new Box(8)).history[0].value);
const boxes: Box<unknown>[] = [int as Box<unknown>, text as Box<unknown>, nested as Box<unknown>];
console.log(boxes.map((box) => `${typeof box.value}${box.history.length}`).join());
