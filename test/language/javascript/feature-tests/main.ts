// Members of built-ins as values, and constructor functions that say themselves what their instances are.
// @ts-ignore
import { constructorOf, kinds } from "./features.js";

console.log(kinds());
const A = constructorOf("A");
const B = constructorOf("B", A);
const a = A({ n: 1 });
const b = B({ n: 2 });
console.log(a instanceof A, a instanceof B, b instanceof A, b instanceof B, {} instanceof A, A.name);
