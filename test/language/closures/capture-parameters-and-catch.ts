// Closures capture parameters (also changed ones), defaults, destructured names and the catch variable.
function f(a: number, b = a + 1, { c, d = c }: { c: number; d?: number } = { c: 5 }) {
  const before = () => `${a} ${b} ${c} ${d}`;
  a *= 10;
  d += 1;
  return before;
}
console.log(f(1)(), "|", f(1, 2, { c: 3 })(), "|", f(0, undefined, { d: 9, c: 8 })());
const messages: (() => string)[] = [];
for (let i = 0; i < 3; i += 1) {
  try {
    throw new Error(`failure ${i}`);
  } catch (error) {
    messages.push(() => `${(error as Error).message} at ${i}`);
  }
}
console.log(messages.map((m) => m()).join("; "));
function rest(...values: number[]): () => number {
  return () => {
    values.push(values.length);
    return values.reduce((x, y) => x + y, 0);
  };
}
const r = rest(1, 2, 3);
console.log(r(), r());
