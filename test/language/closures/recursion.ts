// Recursive closures, mutual recursion and a closure that refers to itself through its own constant.
const fact = (n: number): number => (n <= 1 ? 1 : n * fact(n - 1));
function isEven(n: number): boolean {
  return n === 0 || isOdd(n - 1);
}
function isOdd(n: number): boolean {
  return n !== 0 && isEven(n - 1);
}
function outer(depth: number): string {
  const path: string[] = [];
  const walk = (level: number): void => {
    path.push(`>${level}`);
    if (level < depth) walk(level + 1);
    path.push(`<${level}`);
  };
  walk(0);
  return path.join("");
}
const ackermann = (m: number, n: number): number =>
  m === 0 ? n + 1 : n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
console.log(fact(20), fact(25), isEven(101), isOdd(1001), outer(2), ackermann(2, 3));
const named = function self(n: number): number {
  return n < 2 ? n : self(n - 1) + self(n - 2);
};
console.log(named(20));
