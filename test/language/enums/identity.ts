// An enum is one object wherever it is asked for, and keeps what was added to it.
// ECMA-262 has no enums: the object is the one that the emit of TypeScript makes.
enum Color {
  Red,
  Green,
}
enum Size {
  Small = "s",
}
namespace Paint {
  export enum Finish {
    Matt = 1,
  }
}
enum Color {
  Blue = 7,
}

const same = (a: object, b: object): boolean => a === b;
const color: object = Color;
console.log(color === Color, same(Color, Color), same(Color, Size), same(Paint.Finish, Paint.Finish));
console.log([Color, Size].indexOf(Size as never), new Map<object, string>([[Color, "of colors"]]).get(Color));

(Color as Record<string, unknown>).best = Color.Green;
console.log(Object.keys(Color), (Color as Record<string, unknown>).best);

function nameOf(table: object, value: number): unknown {
  return (table as Record<number, unknown>)[value];
}
console.log(nameOf(Color, 7), nameOf(Paint.Finish, 1), Color[Color.Red]);
