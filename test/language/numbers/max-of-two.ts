// Math.max and Math.min of two: what is calculated, in which order the arguments are evaluated and converted.

const said: string[] = [];
function say<T>(text: string, value: T): T {
  said.push(text);
  return value;
}
console.log(Math.max(say("a", 1), say("b", 2)), Math.min(say("c", 1), say("d", 2)), said.join(""));
console.log(Math.max(0, -0), Object.is(Math.min(0, -0), -0), Object.is(Math.max(-0, 0), 0));
console.log(Math.max(NaN, 1), Math.min(1, NaN), Math.max(-Infinity, Infinity));
const loose: any = { valueOf: () => say("e", 7) };
const text: any = "2";
const missing: any = undefined;
console.log(Math.max(loose, 3), Math.min(text, 3), Math.max(missing, 1));
console.log(Math.max(...[1, 5]), Math.max(1), Math.max(), Math.min(1, 2, 0), said.join(""));
const pick: (...values: number[]) => number = Math.max;
console.log(pick(3, 4), [3, 9, 4].reduce((a, b) => Math.max(a, b)));
for (let i = 0; i < 3; i++) console.log(Math.min(i, 1), Math.max(i * 2 ** 31, 5) | 0);
try {
  const big: any = 1n;
  console.log(Math.max(big, 2));
} catch (error) {
  console.log(error instanceof TypeError);
}
