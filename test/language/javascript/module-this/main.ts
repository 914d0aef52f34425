// Outside functions and classes, the `this` of a module is undefined, as in helpers that compilers write.
import { copied, inArrow, kind, late } from "./helpers.js";

console.log(copied({ a: 1 }, { b: 2 }), kind, inArrow, late());
const here = this as unknown;
console.log(here, (() => typeof this)(), this === undefined ? "undefined" : "defined");
