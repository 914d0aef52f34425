// Built-in constructors and classes have their static members, length and name as properties of their own.
class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  static origin(): Point {
    return new Point(0, 0);
  }
}

function own(object: object, key: PropertyKey): void {
  const d = Object.getOwnPropertyDescriptor(object, key);
  const flags = d === undefined ? "" : [d.writable, d.enumerable, d.configurable].join(" ");
  console.log(String(key), Object.hasOwn(object, key), Object.prototype.hasOwnProperty.call(object, key), flags);
}

own(Object, "entries");
own(Number, "parseInt");
own(Number, "EPSILON");
own(Symbol, "iterator");
own(Date, "now");
own(Object, "missing");
for (const c of [Map, Set, Date, Error, URIError, AggregateError, Promise, Point, Object, Array] as Function[]) {
  own(c, "length");
  console.log(c.name, c.length, "length" in c);
}
console.log(Point.length, TypeError.length, Date.length, Map.length);

// What was deleted is gone, also when it had been replaced before.
const bag = Object as unknown as Record<string, unknown>;
bag["entries"] = 1;
console.log(bag["entries"], delete bag["entries"], Object.hasOwn(Object, "entries"), bag["entries"]);

const key = ["comp", "uted"].join("");
const made = { [key](): number { return 1; } };
const method = made[key] as unknown as Record<string, unknown>;
console.log(method["name"], delete method["name"], Object.hasOwn(method, "name"), method["name"]);
