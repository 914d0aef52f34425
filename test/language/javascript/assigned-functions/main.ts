// Runs functions.js: function declarations whose names are assigned.
import { change, counted, late } from "./functions.js";

const call = (f: unknown): unknown => (f as () => unknown)();
console.log(call(counted), call(late));
change();
console.log(call(counted), typeof late);
