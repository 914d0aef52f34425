// for-in over literals, instances, dictionaries and arrays; keys are strings; deleting while iterating.
const o: Record<string, number> = { b: 1, a: 2, 10: 3, 9: 4 };
let seen = "";
for (const k in o) seen += `${k}${typeof k === "string" ? o[k] : "?"} `;
console.log(seen);
class A {
  x = 1;
  method(): void {}
}
class B extends A {
  y = 2;
}
for (const k in new B()) console.log("field", k);
for (const i in ["p", "q"]) console.log(i + 1);
for (const k in o) {
  if (k === "9") delete o.b;
  console.log(k);
}
for (const k in {}) console.log("never", k);
let last;
for (last in { only: 1 });
console.log(last);
// Primitives: the indices of a string, nothing of a number.
for (const k in "hi" as unknown as object) console.log("string", k);
for (const k in 5 as unknown as object) console.log("number", k);
