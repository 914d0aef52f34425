// Theme: console.log of nested values: quoting, widths, line breaking, grouping, depth, classes, cycles, and the
// conversion of the same values by String, template literals and JSON.stringify.
import type { Random } from "../random.ts";
import { number, primitive, string } from "./values.ts";

const KEYS = [
  "a",
  "b",
  "name",
  "long_property_name",
  "x1",
  '"two words"',
  '"with-dash"',
  '"é"',
  '"0"',
  "7",
  '"€uro"',
  "$dollar",
  '"it\'s"',
  '""',
];
const TEXTS = [
  '"it\'s"',
  "'say \"hi\"'",
  "`back\\`tick`",
  '"both \' and \\""',
  '"tab\\tnew\\nline"',
  '"\\u0000\\u001b\\u007f"',
  '"a fairly long string that fills some of the line"',
  '"x".repeat(90)',
  '"\\ud83d"',
  '"\\\\"',
];

function value(r: Random, depth: number): string {
  if (depth <= 0)
    return r.oneOf(
      () => primitive(r),
      () => number(r),
      () => string(r),
      () => r.pick(TEXTS),
      () => "[]",
      () => "{}",
    );
  const d = depth - 1;
  const sub = () => value(r, r.chance(0.3) ? 0 : d);
  return r.oneOf(
    () => primitive(r),
    () => r.pick(TEXTS),
    () => `[${r.times(r.int(5), sub).join(", ")}]`,
    () => object(r, d, r.int(5)),
    () => object(r, d, r.int(5)),
    () =>
      `[${r.times(r.between(6, 30), () => (r.chance(0.9) ? String(r.int(10 ** r.int(6))) : number(r))).join(", ")}]`,
    () => `[${r.times(r.between(6, 20), () => string(r)).join(", ")}]`,
    () =>
      `Array.from({ length: ${r.pick(["7", "27", "101", "130"])} }, (_, i) => ${r.pick(["i", "i * 1.5", "-i", "'s' + i", "[i]", "i % 3 === 0"])})`,
    () => `new Map<unknown, unknown>([${r.times(r.int(4), () => `[${sub()}, ${sub()}]`).join(", ")}])`,
    () => `new Set<unknown>([${r.times(r.int(5), sub).join(", ")}])`,
    () => `new Point(${number(r)}, ${sub()})`,
    () => `new Empty()`,
    () => `new Sub(${sub()})`,
    () =>
      `new ${r.pick(["Uint8Array", "Float64Array", "Int16Array"])}([${r.times(r.int(9), () => String(r.int(300))).join(", ")}])`,
    () => r.pick(["named", "() => 1", "Point", "function () {}", "Empty"]),
    () => `Promise.resolve(${r.int(9)})`,
    () => `[1, , ${sub()}, , , 3]`,
    () => `[undefined, null, ${sub()}]`,
    () => `Object.assign([1, 2], { extra: ${sub()} })`,
    () => `Object.freeze(${object(r, d, 2)})`,
  );
}

function object(r: Random, depth: number, count: number): string {
  const keys = r.shuffled(KEYS).slice(0, count);
  return `{ ${keys.map((k) => `${k}: ${value(r, depth)}`).join(", ")} }`;
}

function plain(r: Random, depth: number): string {
  if (depth <= 0)
    return r.oneOf(
      () => primitive(r),
      () => r.pick(TEXTS),
    );
  return r.oneOf(
    () => `[${r.times(r.int(5), () => plain(r, depth - 1)).join(", ")}]`,
    () =>
      `{ ${r
        .shuffled(KEYS)
        .slice(0, r.int(4))
        .map((k) => `${k}: ${plain(r, depth - 1)}`)
        .join(", ")} }`,
    () => plain(r, 0),
  );
}

export function printing(r: Random): string {
  const lines = [
    `class Point {
  x: number;
  y: unknown;
  constructor(x: number, y: unknown) {
    this.x = x;
    this.y = y;
  }
}
class Empty {}
class Sub extends Point {
  #hidden = 1;
  label = ${string(r)};
  constructor(y: unknown) {
    super(1, y);
    this.#hidden += 1;
  }
}
function named(): number {
  return 1;
}
interface Node {
  id: number;
  next?: Node;
  all: unknown[];
}`,
  ];
  for (let n = 0; n < 14; n += 1) {
    const values = r.times(r.pick([1, 1, 1, 2, 3]), () => value(r, r.between(0, 4)));
    lines.push(`console.log(${values.join(", ")});`);
  }
  for (let n = 0; n < 4; n += 1) {
    const indent = r.pick(["", ", null, 2", ', null, "--"', ", null, 0"]);
    lines.push(
      `{ const value: unknown = ${plain(r, 3)}; console.log(JSON.stringify(value${indent}), String(value)); }`,
    );
  }
  lines.push(
    `{ const node: Node = { id: 1, all: [] }; node.next = { id: 2, next: node, all: [node] }; node.all.push(node.next, ${value(r, 1)}); console.log(node, [node, node]); }`,
  );
  lines.push(
    `console.log("%s|%d|%i|%f|%j|%o|%%".slice(0, ${r.pick(["2", "5", "8", "11"])}), ${value(r, 0)}, ${number(r)}, ${value(r, 1)});`,
  );
  lines.push(`console.log(${string(r)}, ${value(r, 2)}, ${r.pick(TEXTS)});`);
  return lines.join("\n") + "\n";
}
