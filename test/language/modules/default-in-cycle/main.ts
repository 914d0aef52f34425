// A default export in a cycle cannot be read before its module was evaluated.
import value, { text } from "./left.ts";
console.log(value, text);
