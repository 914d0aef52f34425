// Evaluation order, short circuit, nested conditionals, comma, void, assignment as value, compound assignment targets.
const log: string[] = [];
const t = (name: string, value: boolean): boolean => {
  log.push(name);
  return value;
};
console.log((t("a", true) && t("b", false)) || t("c", true), log.splice(0).join());
console.log(t("a", false) || (t("b", true) && t("c", false)), log.splice(0).join());
console.log(t("a", false) && t("b", true) && t("c", true), log.splice(0).join());
const grade = (n: number): string => (n > 10 ? (n > 20 ? "huge" : "big") : n < 0 ? "negative" : "small");
console.log([25, 15, 5, -5].map(grade).join());
let a = 1;
let b = (a++, a *= 3, a + 1);
console.log(a, b, void 0, (b = a = 7), a, b);
const array = [1, 2, 3];
let i = 0;
array[i++] = array[i++] + array[i];
console.log(array.join(), i);
array[i] += i++;
console.log(array.join(), i);
const order: number[] = [];
const at = (n: number): number => {
  order.push(n);
  return n;
};
const o: Record<number, number> = { 1: 10, 2: 20 };
o[at(1)] += o[at(2)] * at(3) - at(4) / at(2);
console.log(o[1], order.join());
let x = 5;
x = x++ + ++x;
console.log(x, x-- - --x, x);
if (a) if (!b) console.log("inner"); else console.log("dangling else");
console.log(1 < 2 === true, (3 > 2) as unknown as number > 1, !a === false, -(2 ** 2), 2 + 3 * 4 % 5 - 6 / 4);
