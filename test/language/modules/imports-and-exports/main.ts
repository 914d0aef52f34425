// Named, renamed, default, namespace and re-exported bindings, type-only imports, live bindings.
import makeCounter, { increment, count, LIMIT as limit, reset } from "./counter.ts";
import * as shapes from "./shapes.ts";
import { Square, area as areaOf, shapesVersion, type Shape } from "./index.ts";
import type { Named } from "./shapes.ts";

console.log(count, limit);
increment();
increment();
console.log(count);
reset(40);
increment();
console.log(count);
const counter = makeCounter("c");
console.log(counter(), counter());
const list: Shape[] = [new Square(3), new shapes.Circle(2)];
for (const shape of list) console.log(shape.name, areaOf(shape));
console.log(shapes.version === shapesVersion, list[0] instanceof shapes.Square, Object.keys(shapes).join());
const named: Named = { name: "plain" };
console.log(named.name);
