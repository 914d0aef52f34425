// Objects that say by util.inspect.custom how they are shown.
import util, { inspect } from "node:util";
import * as all from "node:util";
class Money {
  constructor(readonly cents: number) {}
  [inspect.custom](depth: number): string {
    return `$${(this.cents / 100).toFixed(2)} at ${depth}`;
  }
}
class Other {
  [util.inspect.custom]() { return { other: 1 }; }
}
class Third {
  [all.inspect.custom] = () => "third";
}
console.log(new Money(1250), [new Money(5)], new Other(), new Third());
console.log(inspect(new Money(1)), String(inspect.custom), inspect.custom === Symbol.for("nodejs.util.inspect.custom"), typeof inspect);
const o: any = { [inspect.custom]() { return "literal"; } };
console.log(o, `${inspect({ a: [new Money(3)] })}`);
