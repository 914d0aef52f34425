// Functions whose names look like those that a compiler makes, and own names of function expressions in constructors.
// @ts-ignore
import { all, big, shorten } from "./names.js";

console.log(all(1));
console.log(shorten("abcdef"));
console.log(big);
