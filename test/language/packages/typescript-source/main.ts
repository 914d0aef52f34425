// A package that ships TypeScript.
import { level, type Level } from "levels";

let l: Level = level(3);
for (let i = 0; i < 5; i++) l = l.up(2);
console.log(l.value, level(1).up().value, typeof level(0).up);
