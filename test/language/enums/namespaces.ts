// Namespaces: exported and private members, nesting, state, merging with a class and with an enum.
namespace Geometry {
  const scale = 10;
  export let calls = 0;
  export function area(w: number, h: number): number {
    calls += 1;
    return w * h * scale;
  }
  export namespace Units {
    export const names = ["mm", "cm"];
    export class Unit {
      constructor(readonly index: number) {}
      get name(): string {
        return names[this.index];
      }
    }
  }
}
console.log(Geometry.area(2, 3), Geometry.area(1, 1), Geometry.calls, new Geometry.Units.Unit(1).name);
Geometry.calls = 50;
Geometry.area(0, 0);
console.log(Geometry.calls);
class Parser {
  text: string;
  constructor(text: string) {
    this.text = text;
  }
}
namespace Parser {
  export const version = 2;
  export const make = (text: string): Parser => new Parser(text + version);
}
console.log(Parser.make("v").text, Parser.version);
enum Day {
  Mon,
  Sun = 6,
}
namespace Day {
  export const isWeekend = (day: Day): boolean => day === Day.Sun;
}
console.log(Day.isWeekend(Day.Mon), Day.isWeekend(Day.Sun));
import Units = Geometry.Units;
console.log(Units.names.join());
