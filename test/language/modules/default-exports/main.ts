// Defaults that are expressions: constants, objects, functions and classes without names, snapshots of variables.
import answer from "./answer.ts";
import settings, { name } from "./settings.ts";
import twice from "./twice.ts";
import Point from "./point.ts";
import add from "./add.ts";
import snapshot, { advance, current } from "./snapshot.ts";
import first from "./element.ts";
export { default as again } from "./answer.ts";

console.log(answer, answer + 1);
console.log(settings, settings.depth.list.length, name);
settings.depth.list.push(4);
console.log(settings.depth.list);
console.log(twice(21), twice.name);
console.log(new Point(3, 4).norm(), Point.name, new Point(1, 2));
console.log(add(1, 2), add.name);
console.log(snapshot, current);
advance();
console.log(snapshot, current);
console.log(first);
