// Theme: what TypeScript's types say and what values do: narrowing of unions and unknown, discriminated unions,
// enums, types that primitives fitting, optional chains, switch over mixed values, and operands of ?? and || that
// have another type than the whole.
import type { Random } from "../random.ts";
import { number, primitive, string } from "./values.ts";

function anything(r: Random): string {
  return r.oneOf(
    () => number(r),
    () => primitive(r),
    () => string(r),
    () => "{}",
    () => `{ v: ${primitive(r)} }`,
    () => `[${r.times(r.int(3), () => primitive(r)).join(", ")}]`,
    () => "() => 1",
    () => `new Tag(${number(r)})`,
  );
}

/** Elements whose common type is {} | null | undefined, a union, or one kind. */
function mixed(r: Random, n: number): string {
  const items = r.times(r.between(2, 7), () => anything(r));
  return `{
  const items${n} = [${items.join(", ")}];
  for (const item of items${n}) console.log("mixed${n}", typeof item, isNothing(item), describe(item));
  const [first, ...others] = items${n};
  console.log(others.length, first === items${n}[0], items${n}.map((x) => typeof x).join());
  const holder = { item: items${n}[${r.int(items.length)}] };
  holder.item = items${n}[${r.int(items.length)}];
  const get = () => holder.item;
  console.log(describe(get()), describe(same(holder.item)));
}`;
}

function printable(r: Random, n: number): string {
  const fitting = () =>
    r.oneOf(
      () => number(r),
      () => string(r),
      () => r.pick(["true", "false"]),
      () => "new Tag(3)",
      () => "[1, 2]",
    );
  return `{
  const shown: Printable[] = [${r.times(4, fitting).join(", ")}];
  const one: Printable = ${fitting()};
  const nothing: {} = ${fitting()};
  const object: Object = ${fitting()};
  console.log("printable${n}", shown.map((x) => x.toString()).join("|"), one.toString(), typeof nothing, String(object));
  console.log(text(${fitting()}), text(one), text(shown[1]), same<Printable>(${fitting()}).toString());
  const sized: { readonly length: number }[] = [${string(r)}, [${number(r)}], { length: ${r.int(9)} }];
  console.log(sized.map((x) => x.length), sized.reduce((all, x) => all + x.length, 0));
}`;
}

function shapes(r: Random, n: number): string {
  const make = () =>
    r.pick([
      `{ kind: "circle", r: ${number(r)} }`,
      `{ kind: "box", w: ${number(r)}, h: ${number(r)} }`,
      `{ kind: "label", text: ${string(r)} }`,
      `{ text: ${string(r)}, kind: "label", size: ${r.int(5)} }`,
      `{ kind: "none" }`,
    ]);
  const cases = r.shuffled([
    'case "circle": return s.r * s.r;',
    'case "box": { const { w, h } = s; return w * h; }',
    'case "label": return s.text + (s.size ?? "no size");',
    'case "none": return null;',
  ]);
  return `{
  const measure = (s: Shape): number | string | null => {
    switch (s.kind) {
      ${cases.join("\n      ")}
    }
  };
  const shapes: Shape[] = [${r.times(r.between(2, 6), make).join(", ")}];
  for (const s of shapes) {
    const m = measure(s);
    console.log("shape${n}", m, typeof m === "number" ? m + 1 : m?.length, "size" in s, "text" in s && s.text.length);
  }
  const labels = shapes.filter((s) => s.kind === "label");
  console.log(labels.length, labels[0]?.size ?? "none", shapes.find((s) => s.kind === "box")?.kind ?? ${primitive(r)});
}`;
}

function absent(r: Random, n: number): string {
  const at = () => String(r.int(5));
  return `{
  const ns: number[] = [${r.times(2, () => number(r)).join(", ")}];
  const ss: string[] = [${r.times(2, () => string(r)).join(", ")}];
  const table: Record<string, number> = { a: ${number(r)} };
  const deep: { a?: { b?: { c: number; f?(x: number): number }[] } | null } = ${r.pick([
    "{}",
    "{ a: null }",
    "{ a: {} }",
    `{ a: { b: [] } }`,
    `{ a: { b: [{ c: ${number(r)} }] } }`,
    `{ a: { b: [{ c: 1, f: (x) => x * 2 }] } }`,
  ])};
  const k = ${at()};
  console.log("absent${n}", ns[k] ?? ${primitive(r)}, ss[k] ?? ${primitive(r)}, table[ss[k]] ?? ${primitive(r)});
  console.log(ns[k] || ${string(r)}, ss[k] || ${number(r)}, ns[k] === undefined ? "none" : ns[k] + 1, ss[k]?.length, ns[k]?.toFixed(1));
  console.log(deep.a?.b?.[0]?.c, deep.a?.b?.[0]?.f?.(k), deep.a?.b?.length ?? -1, deep?.a?.b?.[k]?.c ?? "deep");
  let built = "";
  for (let i = 0; i < 4; i += 1) built += ss[i] ?? i;
  let sum = 0;
  for (let i = 0; i < 4; i += 1) sum += ns[i] ?? i;
  console.log(built, sum, (table.b ??= ${r.int(9)}), table.b + 1, (table.a ||= 7), (table.a &&= 5), table);
}`;
}

function enums(r: Random, n: number): string {
  const start = r.pick(["", " = 1", " = 5", " = -2"]);
  return `enum E${n} { A${start}, B, C = ${r.between(10, 20)}, D }
enum S${n} { X = ${string(r)} , Y = "why" }
{
  const e: E${n} = E${n}.${r.pick(["A", "B", "C", "D"])};
  const all = [E${n}.A, E${n}.B, E${n}.C, E${n}.D];
  console.log("enum${n}", e, E${n}[e], E${n}[E${n}.B], all.map((x) => E${n}[x]), Object.keys(E${n}).join(), E${n}["C"] | 1);
  const s: string = S${n}.${r.pick(["X", "Y"])};
  const next = (x: E${n}): E${n} | undefined => all[all.indexOf(x) + 1];
  console.log(s, S${n}.Y === s, next(e), next(E${n}.D) ?? "end", Object.values(S${n}));
  switch (e as E${n}) {
    case E${n}.A: console.log("is A");
    case E${n}.C: console.log("A or C"); break;
    default: console.log("other");
  }
}`;
}

function narrowing(r: Random, n: number): string {
  const tests = r.shuffled([
    'if (typeof x === "number") return x + 0.5;',
    'if (typeof x === "string") return x.length + x;',
    "if (Array.isArray(x)) return x.length;",
    "if (x instanceof Tag) return x.id;",
    "if (x === null) return null;",
    'if (typeof x === "object" && x !== null && "v" in x) return [x.v];',
    'if (typeof x === "function") return "f";',
    'if (typeof x === "boolean") return !x;',
  ]);
  const cases = r.times(
    5,
    () => `case ${r.pick(["1", '"1"', "null", "undefined", "true", "0", "NaN", '""', "-1"])}: `,
  );
  const labels = [...new Set(cases)].map(
    (c) => `    ${c}out += ${JSON.stringify(c)};${r.chance(0.5) ? " break;" : ""}`,
  );
  labels.splice(
    r.int(labels.length + 1),
    0,
    `    default: out += "default";${r.chance(0.5) ? " break;" : ""}`,
  );
  return `function narrow${n}(x: unknown): unknown {
  ${tests.slice(0, r.between(3, 8)).join("\n  ")}
  return typeof x;
}
function select${n}(x: unknown): string {
  let out = "";
  switch (x) {
${labels.join("\n")}
  }
  return out;
}
for (const x of [${r.times(8, () => anything(r)).join(", ")}]) console.log("narrow${n}", narrow${n}(x), select${n}(x));
for (const x of [1, 0, -0, NaN, "", "1", true, null, undefined]) console.log(select${n}(x), narrow${n}(same(x)));`;
}

const PRELUDE = `
interface Printable {
  toString(): string;
}
type Shape =
  | { kind: "circle"; r: number }
  | { kind: "box"; w: number; h: number }
  | { kind: "label"; text: string; size?: number }
  | { kind: "none" };
class Tag {
  constructor(readonly id: number) {}
  toString(): string {
    return "#" + this.id;
  }
}
function same<T>(x: T): T {
  return x;
}
function text<T extends {}>(x: T): string {
  return typeof x + x.toString();
}
function isNothing(x: unknown): boolean {
  return x === null || x === undefined;
}
function describe(x: unknown): unknown {
  return typeof x === "function" ? "function" : x;
}
`;

export function types(r: Random): string {
  const kinds = [mixed, mixed, printable, shapes, absent, enums, narrowing];
  return `${PRELUDE}${r.times(9, (n) => r.pick(kinds)(r, n)).join("\n")}\n`;
}
