// Every falsy value and some truthy ones in if, !, &&, ||, ?:, while and Boolean().
const values: unknown[] = [0, -0, NaN, "", null, undefined, false, 1, -1, Infinity, "0", "false", " ", [], {}, () => 0, true];
let row = "";
for (const v of values) row += v ? "T" : "f";
console.log(row);
console.log(values.filter(Boolean).length, values.map((v) => (!v ? 0 : 1)).join(""), values.map((v) => !!v && 1).length);
const zero: number = 0;
const empty: string = "";
const maybe: string | undefined = values.length > 100 ? "x" : undefined;
const object: { n: number } | null = values.length > 0 ? { n: 0 } : null;
console.log(zero || "or", zero && "and", empty || "or", empty && "and", maybe || "or", maybe && "and", object && object.n);
const one: number = values.length;
console.log(one && empty && 2, (object || zero) === object, zero || maybe || "last", maybe || zero || "last", text() && "b", !one || NaN, !zero, !!empty, !object);
function text(): string {
  return "called";
}
let n = 3;
let left = "abc";
while (n) n -= 1;
while (left) left = left.slice(1);
console.log(n, left.length, one / zero ? 1 : 2, zero / zero ? 1 : 2, -zero ? 1 : 2, left + "\0" ? 1 : 2);
