// One array goes from integers to fractions, to strings, to objects; earlier elements and aliases stay right.
const any: unknown[] = [1, 2, 3];
const alias = any;
function show(): void {
  console.log(any.map((v) => `${typeof v}:${v === null ? "null" : typeof v === "object" ? "obj" : v}`).join(" "));
}
show();
any.push(4.5);
show();
any[0] = -0;
any.push("five");
show();
any.push({ v: 6 }, null, undefined, true);
show();
any[1] = [any.length];
console.log(alias.length, alias === any, Object.is(alias[0], -0));
const ints = [1, 2, 3];
ints.push(2147483648);
ints[0] = 0.1;
ints[1] = NaN;
ints.unshift(-0);
console.log(ints.join(), 1 / ints[0]);
const mixed: (number | string)[] = ints;
mixed.push("text");
console.log(ints.length, typeof ints[5], mixed.indexOf("text"), mixed.includes(NaN));
const fromMap: (number | string)[] = [1, 2, 3].map((n) => (n % 2 ? n : `s${n}`));
console.log(fromMap.join(), fromMap.map((v) => (typeof v === "number" ? v + 0.5 : v.length)).join());
