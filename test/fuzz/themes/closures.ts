// Theme: closures, loops, generics and mutation: who shares which variable, and what a type parameter stands for.
// Functions call only those declared before them, so every program ends.
import type { Random } from "../random.ts";
import { number, operand, primitive, string } from "./values.ts";

function loopOfClosures(r: Random, n: number): string {
  const init = r.pick(["0", "1", "0.5"]);
  const inside = r.pick(["i", "i + shared", "seen", "seen * i", "shared++", "i++"]);
  const change = r.pick(["", "i += 1;", "shared += i;", "seen += 1;"]);
  const head = r.pick([
    `for (let i = ${init}; i < 5; i += 1)`,
    `for (let i = ${init}, j = 9; i < j; i += 1, j -= 1)`,
    `for (let i = ${init}; i < 4; fs${n}.push(() => i * 100), i++)`,
    `for (let i of [3, 1, 2])`,
    `for (let i of [0.5, 2])`,
  ]);
  return `function loop${n}(): void {
  let shared = ${number(r)};
  const fs${n}: (() => unknown)[] = [];
  ${head} {
    let seen = i * 2;
    fs${n}.push(() => ${inside});
    ${r.chance(0.5) ? `fs${n}.push(() => { ${r.pick(["seen", "shared", "i"])} += ${operand(number(r))}; return [i, seen, shared]; });` : ""}
    ${change}
    ${r.chance(0.3) ? "if (seen === 4) continue;" : ""}
    ${r.chance(0.3) ? "if (seen > 6) break;" : ""}
    fs${n}.push(() => shared + seen);
  }
  for (const f of fs${n}) console.log(f());
  for (const f of fs${n}) console.log(f());
  console.log("loop${n}", shared, fs${n}.length);
}
loop${n}();`;
}

function generics(r: Random, n: number): string {
  const values = r.times(5, () =>
    r.oneOf(
      () => number(r),
      () => string(r),
      () => primitive(r),
      () => `{ v: ${r.int(5)} }`,
      () => `[${r.int(5)}]`,
    ),
  );
  return `function twice${n}<T>(f: (x: T) => T): (x: T) => T {
  return (x) => f(f(x));
}
function fold${n}<T, A>(items: readonly T[], from: A, f: (all: A, item: T, index: number) => A): A {
  let all = from;
  for (let i = 0; i < items.length; i += 1) all = f(all, items[i], i);
  return all;
}
class Cell${n}<T> {
  private readonly past: T[] = [];
  value: T;
  constructor(value: T) {
    this.value = value;
  }
  set(value: T): this {
    this.past.push(this.value);
    this.value = value;
    return this;
  }
  map<U>(f: (x: T) => U): Cell${n}<U> {
    const made = new Cell${n}(f(this.value));
    for (const x of this.past) made.past.push(f(x));
    return made;
  }
  back(): T | undefined {
    return this.past.pop();
  }
}
function pair${n}<A, B>(a: A, b: B): { first: A; second: B; swap: () => { first: B; second: A } } {
  return { first: a, second: b, swap: () => ({ second: a, first: b }) };
}
console.log(twice${n}((x: number) => x ${r.pick(["+ 1", "* 1.5", "| 0", "- 0.5"])})(${number(r)}), twice${n}((x: string) => x + x)(${string(r)}), twice${n}((x: boolean) => !x)(true));
console.log(fold${n}([${r.times(4, () => number(r)).join(", ")}], ${r.pick(['""', "0", "0.5"])} as ${r.pick(["any", "any"])}, (all, x, i) => all + x + i));
console.log(fold${n}<unknown, unknown[]>([${values.join(", ")}], [], (all, x) => [x, all.length, ...all]));
const cell${n} = new Cell${n}<number | string>(${number(r)}).set(${string(r)}).set(${number(r)});
console.log(cell${n}.map((x) => typeof x), cell${n}.map((x) => [x]).value, cell${n}.back(), cell${n}.back(), cell${n}.back());
const ints${n} = new Cell${n}(${r.int(9)}).set(2147483647).map((x) => x + 1);
console.log(ints${n}.set(${number(r)}).value, ints${n}.back(), ints${n}.map(String).map((s) => s.length).value);
const p${n} = pair${n}(${number(r)}, pair${n}(${string(r)}, ${r.pick(["true", "null", "undefined", "2.5"])}));
console.log(p${n}.swap().first.swap(), p${n}.second.first, p${n}.first);`;
}

function counters(r: Random, n: number): string {
  const bodies = r.times(4, () =>
    r.pick([
      "count += step",
      "count -= 1",
      "count *= 2",
      "(step = count, step)",
      "history.push(count)",
      "(count = history.length)",
      "total + count",
      "(total += 1)",
      "history.reduce((x, y) => x + y, step)",
    ]),
  );
  return `function make${n}(step: number) {
  let count = ${number(r)};
  const history: number[] = [];
  ${r.chance(0.5) ? "if (step > 2) return { a: () => count, b: () => step++, c: () => history.push(step), d: () => total };" : ""}
  return { a: () => ${bodies[0]}, b: () => ${bodies[1]}, c: () => ${bodies[2]}, d: () => { const r = ${bodies[3]}; total += r; return r; } };
}
{
  const x = make${n}(${operand(number(r))});
  const y = make${n}(${r.int(6)});
  console.log(${r.times(8, () => `${r.pick(["x", "y"])}.${r.pick(["a", "b", "c", "d"])}()`).join(", ")}, total);
  const { ${r.pick(["a", "b"])}: taken } = x;
  const list = [taken, y.c, x.d, () => total];
  for (let i = 0; i < list.length; i++) console.log(list[i](), list[(i * 3) % list.length]());
}`;
}

function recursion(r: Random, n: number): string {
  return `function walk${n}(depth: number, visit: (path: string, depth: number) => boolean, path = "r", ...extra: number[]): number {
  if (depth < 0 || !visit(path, depth)) return extra.length;
  let sum = ${r.int(5)};
  for (let i = 0; i < ${r.between(1, 3)}; i += 1) {
    const inner = (name: string): number => walk${n}(depth - 1, (p, d) => visit(p + name, d) && i < 2, path + i, ...extra, i);
    sum ${r.pick(["+=", "-=", "^="])} inner(${string(r)}.slice(0, 1));
  }
  return sum;
}
{
  let visits = 0;
  const paths: string[] = [];
  console.log(walk${n}(${r.between(2, 4)}, (p, d) => { visits += d; if (paths.length < 9) paths.push(p); return visits < ${r.between(5, 90)}; }), visits, paths);
}`;
}

function composition(r: Random, n: number): string {
  const stages = r.times(4, () =>
    r.pick([
      "(x: any) => x + 1",
      "(x: any) => [x, x]",
      "(x: any) => String(x)",
      "(x: any) => x?.length ?? -1",
      "(x: any) => ({ x })",
      "(x: any) => typeof x === 'object' ? 5 : x",
      "(x: any) => x * 2",
    ]),
  );
  return `{
  const stages: ((x: any) => any)[] = [${stages.join(", ")}${r.chance(0.3) ? ", (x: any) => () => x" : ""}];
  const all = stages.reduce((f, g) => (x) => g(f(x)));
  const curry = (a: number) => (b: string) => (c: boolean) => [a, b, c, total];
  for (const value of [${r.times(3, () => primitive(r)).join(", ")}]) {
    const result = all(value);
    console.log("compose${n}", typeof result === "function" ? result() : result);
  }
  const half = curry(${operand(number(r))});
  total += 1;
  console.log(half(${string(r)})(true), half("z")(false));
  const later = (() => { let hidden = ${operand(number(r))}; return { get: () => hidden, set: (v: number) => { hidden = v; } }; })();
  later.set(later.get() + ${operand(number(r))});
  console.log(later.get());
}`;
}

export function closures(r: Random): string {
  const kinds = [loopOfClosures, generics, counters, recursion, composition];
  const parts = r.times(8, (n) => r.pick(kinds)(r, n));
  return `let total: number = ${r.int(10)};\n${parts.join("\n")}\nconsole.log(total);\n`;
}
