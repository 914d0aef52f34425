// Packages whose declarations put members of a function into a namespace.
import ink, { blot, draw, Nib } from "ink";
import * as all from "ink";

console.log(draw("a"), draw.parse("b"), draw.count, draw.options.bold, draw.Pen);
draw.options.bold = true;
draw.count++;
console.log(draw("a"), all.draw.count, all.draw.parse("c"));
console.log(ink("x"), ink.level, ink.blot(3), blot(4));
const { parse } = draw;
console.log(parse("d"), typeof ink.late);
console.log(new draw.Pen("red").colour);
console.log(Nib.of(2).width, all.Nib.of(3) instanceof Nib);
