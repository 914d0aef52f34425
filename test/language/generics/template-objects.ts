// The strings of a tagged template are one frozen array for each place, whatever types the function around it has.
function tag(strings: TemplateStringsArray): TemplateStringsArray {
  return strings;
}
function first<T>(value: T): TemplateStringsArray {
  return value === undefined ? tag`none` : tag`some`;
}
console.log(first(1) === first("s"), first(1) === first({}), first<number | undefined>(undefined) === first(1));
class Box<T> {
  readonly value: T;
  constructor(value: T) {
    this.value = value;
  }
  strings(): TemplateStringsArray {
    return tag`in a class`;
  }
}
console.log(new Box(1).strings() === new Box("s").strings(), new Box(1).strings());
const seen = new WeakMap<TemplateStringsArray, number>();
for (const [i, strings] of [first(1), first("s"), tag`some`].entries()) {
  if (!seen.has(strings)) seen.set(strings, i);
  console.log(seen.get(strings));
}
