// == and === over a table of mixed values; identity of objects and arrays.
const object = {};
const array = [1];
const values: unknown[] = [0, -0, 1, "", "0", "1", " 1 ", "a", null, undefined, false, true, NaN, object, array, "[object Object]"];
for (const a of values) {
  let strict = "";
  let loose = "";
  for (const b of values) {
    strict += a === b ? "1" : ".";
    loose += a == b ? "1" : ".";
  }
  console.log(strict, loose);
}
console.log(array === values[14], array == values[13], (array as unknown) == "1", (array as unknown) == 1, (null as unknown) == 0, (null as unknown as number) >= 0);
const a: string | number = values.length > 3 ? 5 : "5";
console.log(a === 5, a !== 5, (a as unknown) == "5", (a as unknown) === "5");
