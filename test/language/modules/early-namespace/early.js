// A module namespace before its exports are initialised, and definitions that change nothing in it.
import * as ns from "./early.js";
const tries = [
  () => Object.keys(ns),
  () => Object.prototype.hasOwnProperty.call(ns, "default"),
  () => Object.hasOwn(ns, "x"),
  () => "x" in ns,
  () => Object.prototype.propertyIsEnumerable.call(ns, "x"),
  () => Reflect.ownKeys(ns).length,
  () => {
    for (const k in ns) console.log(k);
  },
];
for (const f of tries) {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name);
  }
}
export let x = 1;
export default 2;
console.log(Object.keys(ns));
console.log(Reflect.defineProperty(ns, "x", { value: 1, writable: true, enumerable: true, configurable: false }));
console.log(Reflect.defineProperty(ns, "x", { value: 2 }), Reflect.defineProperty(ns, "y", { value: 2 }));
console.log(Reflect.defineProperty(ns, "x", { writable: false }), Reflect.defineProperty(ns, "x", {}));
