// Theme: arrays: changes of element kind, every method with random callbacks, holes, destructuring and spread.
// Callbacks of sort are consistent comparisons, because the order is up to the engine otherwise.
import type { Random } from "../random.ts";
import { number, operand, primitive, string } from "./values.ts";

const AT = ["-9", "-2", "-1", "0", "1", "2", "3", "10", "NaN", "1.5", "Infinity"];

function element(r: Random): string {
  return r.oneOf(
    () => number(r),
    () => number(r),
    () => primitive(r),
    () => string(r),
    () => `{ v: ${r.int(9)} }`,
    () => `[${r.int(9)}, ${string(r)}]`,
  );
}

/** Elements of one kind, so that the array starts unboxed. */
function start(r: Random): string {
  const count = r.int(7);
  return r.oneOf(
    () => `[${r.times(count, () => String(r.between(-5, 40))).join(", ")}]`,
    () => `[${r.times(count, () => number(r)).join(", ")}]`,
    () => `[${r.times(count, () => string(r)).join(", ")}]`,
    () => `[${r.times(count, () => element(r)).join(", ")}]`,
    () => `new Array<unknown>(${r.int(5)})`,
    () => `[1, , ${element(r)}, , 5]`,
    () =>
      `Array.from({ length: ${count} }, (_, i) => ${r.pick(["i", "i / 2", "'n' + i", "[i]", "i % 2 ? i : null"])})`,
  );
}

const MAPPERS = [
  "x => x",
  "(x, i) => i",
  "(x, i) => typeof x + i",
  "x => [x]",
  'x => typeof x === "number" ? x * 2 : x',
  'x => typeof x === "string" ? x.length : typeof x',
  "(x, i, all) => all.length - i",
  "x => x === null ? undefined : null",
  "(x, i) => i % 2 === 0 ? 0.5 : x",
];
const TESTS = [
  "x => x === undefined",
  'x => typeof x === "number"',
  'x => typeof x === "number" && x > 2',
  "x => Boolean(x)",
  "(x, i) => i > 1",
  "(x, i, all) => all.indexOf(x) === i",
  'x => typeof x !== "object"',
  "x => { seen.push(x); return seen.length < 3; }",
];

function query(r: Random): string {
  const e = () => element(r);
  const at = () => r.pick(AT);
  return r.oneOf(
    () => `a.map(${r.pick(MAPPERS)})`,
    () => `a.filter(${r.pick(TESTS)})`,
    () =>
      `a.${r.pick(["some", "every", "find", "findIndex", "findLast", "findLastIndex"])}(${r.pick(TESTS)})`,
    () => `a.reduce<string>((s, x, i) => s + typeof x + i, "")`,
    () => `a.reduceRight<unknown[]>((all, x) => [...all, x], [])`,
    () => `a.slice(${at()}, ${at()})`,
    () => `a.concat(b, [${e()}])`,
    () => `a.concat([${e()}, [${e()}]])`,
    () => `a.join(${r.pick(['""', '"-"', '"é"', ""])})`.replace("{ v", "{ v"),
    () => `a.${r.pick(["indexOf", "lastIndexOf", "includes"])}(${e()})`,
    () => `a.${r.pick(["indexOf", "includes"])}(a[${r.int(4)}], ${at()})`,
    () => `a.flatMap<unknown>((x, i) => i % 2 ? [x, i] : [[x]])`,
    () => `[a, b, [a]].flat(${r.int(3)})`,
    () => `a.at(${at()})`,
    () => `a[${r.pick(["0", "1", "-1", "1.5", "a.length", "a.length - 1"])}]`,
    () => `[...a, ${e()}, ...b]`,
    () => `[...a.entries()]`,
    () => `[...a.keys()]`,
    () => `Object.keys(a)`,
    () => `Array.from(a, ${r.pick(MAPPERS.filter((m) => !m.includes("all")))})`,
    () => `a.toReversed()`,
    () => `a.with(0, ${e()})`,
    () => `a.toSpliced(${at()}, ${r.int(3)}, ${e()})`,
    () => `a.map(String).toSorted()`,
    () => `Array.isArray(a) && a.length`,
    () => `JSON.stringify(a.map((x) => typeof x === "number" && !Number.isFinite(x) ? "inf" : x))`,
    () => `${r.int(4)} in a`,
    () => `a === b`,
  );
}

function mutate(r: Random): string {
  const e = () => element(r);
  const at = () => r.pick(AT);
  return r.oneOf(
    () => `a.push(${e()});`,
    () => `console.log(a.push(${e()}, ${e()}));`,
    () => `console.log(a.pop());`,
    () => `console.log(a.shift());`,
    () => `console.log(a.unshift(${e()}));`,
    () => `console.log(a.splice(${at()}, ${r.int(4)}${r.chance(0.5) ? `, ${e()}, ${e()}` : ""}));`,
    () => `console.log(a.splice(${at()}));`,
    () => `a.reverse();`,
    () => `a.fill(${e()}, ${at()}, ${at()});`,
    () => `a.copyWithin(${r.int(4)}, ${r.int(4)}, ${r.int(6)});`,
    () => `a[${r.int(6)}] = ${e()};`,
    () => `a[a.length] = ${e()};`,
    () => `a[a.length + ${r.int(3)}] = ${e()};`,
    () => `a.length = ${r.int(6)};`,
    () => `delete a[${r.int(4)}];`,
    () => `a.sort();`,
    () => `a.sort((x, y) => String(x).length - String(y).length);`,
    () => `a.forEach((x, i) => { if (i === 1 && a.length < 30) a.push(i); console.log(i, x); });`,
    () => `for (const x of a) { if (a.length > 9) a.pop(); console.log(x); }`,
    () => `[a[0], a[1]] = [a[1], a[0]];`,
    () => `b = a;`,
    () => `a = [...b];`,
    () => `a = b.slice(${at()});`,
  );
}

function numeric(r: Random, n: number): string {
  const calc = r.pick(["x + y", "x * y", "Math.max(x, y)", "x - y", "x ^ y", "x / 2 + y"]);
  return `{
  const numbers: number[] = [${r.times(r.between(1, 8), () => number(r)).join(", ")}];
  console.log("numeric${n}", numbers.reduce((x, y) => ${calc}));
  numbers.push(${number(r)}, ${number(r)});
  console.log(numbers.toSorted((x, y) => (x < y ? -1 : x > y ? 1 : 0)), numbers.indexOf(${number(r)}), numbers.includes(${number(r)}));
  const [first, second = ${number(r)}, ...others] = numbers.map((x) => x ${r.pick(["+ 1", "* 0.5", "| 0", "% 3"])});
  console.log(first, second, others, Math.max(...others), Math.min(...numbers));
  numbers[${r.int(12)}] = ${number(r)};
  const view: (number | string)[] = numbers;
  view.push(${r.chance(0.5) ? string(r) : number(r)});
  console.log(view, numbers.length);
}`;
}

function destructuring(r: Random, n: number): string {
  const source = r.pick([
    `[${r.times(r.int(5), () => primitive(r)).join(", ")}]`,
    `[{ k: ${primitive(r)} }, [${primitive(r)}, ${primitive(r)}]]`,
    `new Array(3)`,
  ]);
  return `{
  const from: any[] = ${source};
  const [p = ${primitive(r)}, , q = (console.log("default${n}"), ${operand(number(r))}), ...rest] = from;
  console.log(p, q, rest);
  const o: any = { k: ${primitive(r)}, m: { n: ${primitive(r)} }, list: from };
  const { k = ${primitive(r)}, m: { n: deep = "deep", ...more }, list: [head = "head"] = [], absent = head, ...others } = o;
  console.log(k, deep, more, head, absent, others);
  let x: any = 1;
  let y: any = 2;
  [x, y] = [y, x];
  ({ k: x = "dx", [\`m\`]: y } = o);
  console.log(x, y);
  const f = ([u = 1, v = u]: any[] = [], { w = v }: any = {}, ...z: any[]) => [u, v, w, z.length];
  console.log(f(), f(from), f(from, o, 1, 2), f([undefined, ${primitive(r)}], { w: ${primitive(r)} }, ...from));
}`;
}

export function arrays(r: Random): string {
  const lines = [
    "const seen: unknown[] = [];",
    `let a: unknown[] = ${start(r)};`,
    `let b: unknown[] = ${start(r)};`,
    "function show(label: string): void {",
    "  console.log(label, a, a.length, b.length);",
    "}",
  ];
  for (let n = 0; n < 14; n += 1) {
    for (let m = r.between(1, 3); m > 0; m -= 1) {
      lines.push(`try { ${mutate(r)} } catch (error) { console.log(error instanceof RangeError); }`);
    }
    lines.push(`show("s${n}");`);
    lines.push(
      `try { console.log(${query(r)}); } catch (error) { console.log("q${n}", error instanceof RangeError); }`,
    );
    lines.push("seen.length = 0;", "if (a.length > 20) a.length = 5;");
  }
  for (let n = 0; n < 2; n += 1) lines.push(numeric(r, n), destructuring(r, n));
  return lines.join("\n") + "\n";
}
