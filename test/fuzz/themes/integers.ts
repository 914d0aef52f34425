// Theme: typed arrays, bit arithmetic, loops with counters near 2^31 and 2^53, indices that are negative,
// fractional or outside. These are the programs that range analysis and unboxing could get wrong.
import type { Random } from "../random.ts";
import { number, operand } from "./values.ts";

const TYPED = [
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float64Array",
  "Float32Array",
  "Uint8ClampedArray",
];
const EDGES = [
  "2147483640",
  "-2147483645",
  "2147483646",
  "4294967290",
  "9007199254740985",
  "-9007199254740990",
  "0",
  "-5",
  "1073741820",
  "65530",
  "250",
];
const STEPS = ["1", "2", "3", "7", "0.5", "1000", "65536", "-1"];
const BITS = ["&", "|", "^", "<<", ">>", ">>>"];
const INDICES = [
  "-1",
  "0",
  "1",
  "2.5",
  "-0",
  "99",
  "i",
  "i - 2",
  "i * 2",
  "i + 0.5",
  "i >> 1",
  "a.length",
  "a.length - 1",
  "i % 3",
  "-i",
  "i & 3",
  "NaN",
];

/** A number expression over \`names\`. */
function value(r: Random, names: readonly string[], depth: number): string {
  if (depth <= 0)
    return r.chance(0.65) ? r.pick(names) : operand(r.chance(0.5) ? String(r.between(-9, 300)) : number(r));
  const d = depth - 1;
  const sub = () => value(r, names, d);
  return r.oneOf(
    () => `(${sub()} + ${sub()})`,
    () => `(${sub()} - ${sub()})`,
    () => `(${sub()} * ${sub()})`,
    () => `(${sub()} % ${sub()})`,
    () => `(${sub()} / ${sub()})`,
    () => `(${sub()} ${r.pick(BITS)} ${sub()})`,
    () => `(${sub()} ${r.pick(BITS)} ${r.int(40)})`,
    () => `((${sub()}) | 0)`,
    () => `((${sub()}) >>> 0)`,
    () => `Math.imul(${sub()}, ${sub()})`,
    () => `Math.floor(${sub()} / ${r.between(1, 9)})`,
    () => `Math.${r.pick(["min", "max"])}(${sub()}, ${sub()})`,
    () => `Math.${r.pick(["abs", "trunc", "round", "clz32", "ceil"])}(${sub()})`,
    () => `(${sub()} + 0 ${r.pick(["<", ">", "<=", ">=", "===", "!=="])} ${sub()} + 0 ? ${sub()} : ${sub()})`,
    () => `(-${sub()})`.replace("--", "- -"),
  );
}

function checksum(r: Random, n: number): string {
  const kind = r.pick(TYPED);
  const length = r.between(1, 40);
  const names = ["sum", "i", "a[i]"];
  return `function checksum${n}(): void {
  const a = new ${kind}(${length});
  for (let i = 0; i < a.length; i += 1) a[i] = ${value(r, ["i", "a.length"], 2)};
  let sum = ${r.pick(["0", "1", "0xffffffff", "5381", "-1"])};
  for (let i = 0; i < a.length; i += 1) {
    sum = ${value(r, names, 3)};
    ${r.chance(0.5) ? `if (i % 7 === ${r.int(7)}) sum ${r.pick(["^=", "+=", "-=", ">>>=", "|=", "&=", "<<="])} ${value(r, ["i", "a[i]"], 1)};` : ""}
    ${r.chance(0.3) ? `a[${r.pick(INDICES)}] ${r.pick(["=", "+=", "^=", "-="])} sum;` : ""}
  }
  console.log("checksum${n}", sum, sum | 0, sum >>> 0, a);
}
checksum${n}();`;
}

function counter(r: Random, n: number): string {
  const start = r.pick(EDGES);
  const step = r.pick(STEPS);
  const steps = r.between(3, 12);
  const up = !step.startsWith("-");
  const advance = r.pick(
    up ? [`x += ${step}`, `x = x + ${step}`, "x++", "++x"] : [`x += ${step}`, "x--", "--x"],
  );
  const bound = up ? `x < ${start} + ${steps} * ${step}` : `x > ${start} - ${steps}`;
  return `function counter${n}(): void {
  let last = 0;
  let rounds = 0;
  for (let x = ${start}; ${bound} && rounds < 20; ${advance}) {
    rounds += 1;
    last = ${value(r, ["x", "last", "rounds"], 2)};
    console.log(x, last, x | 0, x >>> 0, x + 1, x * 2, -x, x - 1 < x);
  }
  console.log("counter${n}", last, rounds);
}
counter${n}();`;
}

function accumulate(r: Random, n: number): string {
  const variables = ["u", "v", "w"];
  const body = r.times(r.between(2, 4), () => {
    const target = r.pick(variables);
    const assigned = `${target} = ${value(r, [...variables, "i"], 2)};`;
    return r.oneOf(
      () => assigned,
      () => `if (${r.pick(variables)} ${r.pick(["<", ">", "==="])} ${operand(number(r))}) ${assigned}`,
      () =>
        `${target} ${r.pick(["+=", "-=", "*=", "^=", "|=", "&=", "%=", ">>=", "<<="])} ${value(r, [...variables, "i"], 1)};`,
    );
  });
  return `function accumulate${n}(limit: number): number {
  let u = ${r.pick(EDGES)};
  let v = ${r.between(0, 9)};
  let w = ${operand(number(r))};
  for (let i = ${r.pick(["0", "1", "-3", "limit - 8"])}; i < limit; i++) {
    ${body.join("\n    ")}
    console.log(i, u, v, w);
  }
  return u + v + w;
}
console.log("accumulate${n}", accumulate${n}(${r.pick(["8", "9.5", "12"])}));`;
}

function indices(r: Random, n: number): string {
  const elements = r.pick([
    "[1, 2, 3, 4, 5]",
    "[0.5, 1.5, 2.5]",
    "[]",
    "[1, 2, 4294967296]",
    "new Array<number>(4)",
  ]);
  const reads = r.times(5, () => `a[${r.pick(INDICES)}]`);
  const writes = r.times(3, () => `a[${r.pick(INDICES.filter((x) => x !== "99"))}] = ${value(r, ["i"], 1)};`);
  return `function indices${n}(): void {
  const a: (number | undefined)[] = ${elements};
  for (let i = ${r.pick(["-2", "0", "1"])}; i < 5; i++) {
    console.log(i, ${reads.join(", ")});
    ${writes.join("\n    ")}
  }
  console.log(a.length, a);
}
indices${n}();`;
}

function nested(r: Random, n: number): string {
  const size = r.between(2, 5);
  return `function nested${n}(): void {
  const grid: number[][] = [];
  for (let y = 0; y < ${size}; y++) {
    const row: number[] = [];
    for (let x = ${r.pick(["0", "y", "-1"])}; x < ${size}; x++) row.push(${value(r, ["x", "y"], 2)});
    grid.push(row);
  }
  let total = 0;
  for (let y = grid.length - 1; y >= 0; y--) {
    let x = grid[y].length;
    while (x-- > 0) total = ${value(r, ["total", "grid[y][x]", "x", "y"], 2)};
    do { total = total ${r.pick(BITS)} x; x ${r.pick(["+=", "-="])} 1; } while (x < 2 && x > -3);
  }
  console.log("nested${n}", total, grid);
}
nested${n}();`;
}

function parameters(r: Random, n: number): string {
  return `function mix${n}(a: number, b: number): number {
  const c = ${value(r, ["a", "b"], 3)};
  let d = ${value(r, ["a", "b", "c"], 2)};
  if (d > c) d = ${value(r, ["a", "d"], 2)};
  return ${value(r, ["a", "b", "c", "d"], 2)};
}
for (const a of [${r.times(4, () => number(r)).join(", ")}]) {
  for (const b of [${r.times(3, () => number(r)).join(", ")}]) console.log(mix${n}(a, b), mix${n}(b | 0, a | 0));
}
console.log(mix${n}(${r.int(9)}, ${r.int(99)}), mix${n}(-0, 0));`;
}

export function integers(r: Random): string {
  const kinds = [checksum, counter, accumulate, indices, nested, parameters];
  return r.times(9, (n) => r.pick(kinds)(r, n)).join("\n") + "\n";
}
