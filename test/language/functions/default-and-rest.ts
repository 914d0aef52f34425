// Default values are evaluated left to right at each call, only for undefined; rest collects the remaining arguments.
let calls = 0;
const next = (): number => (calls += 1);
function f(a = next(), b = a + next(), c = () => a + b): string {
  a += 100;
  return `${a} ${b} ${c()}`;
}
console.log(f(), "|", f(10), "|", f(10, 20), "|", f(undefined, 1), "|", f(0, 0, () => -1), calls);
function g(first: string, ...rest: number[]): string {
  return `${first}:${rest.length}:${rest.reduce((x, y) => x + y, 0)}`;
}
console.log(g("a"), g("b", 1), g("c", 1, 2, 3.5), g("d", ...[4, 5], 6, ...new Set([7, 7])));
const h = (list = [1, 2], { deep = "d" } = {}, ...[x, y = 9]: number[]): string => `${list.join("+")} ${deep} ${x} ${y}`;
console.log(h(), h([3]), h([], { deep: "e" }, 4));
console.log(f.length, g.length, h.length, ((a: number, b = 1, c: number) => a + b + c).length);
const fresh = (into: number[] = []): number => into.push(1);
console.log(fresh(), fresh(), fresh([5]));
const sum = (...n: number[]): number => (n.length === 0 ? 0 : n[0] + sum(...n.slice(1)));
console.log(sum(1, 2, 3, 4), Math.max(...[3, 8, 2], 5));
class Logger {
  lines: string[] = [];
  log(level = "info", ...parts: unknown[]): this {
    this.lines.push(`${level}:${parts.join("-")}`);
    return this;
  }
}
console.log(new Logger().log().log("warn", 1, null, "x").log(undefined, true).lines.join(" "));
