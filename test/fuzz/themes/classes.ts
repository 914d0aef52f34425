// Theme: classes: inheritance, overriding with wider parameters, accessors, statics, super, private names,
// instanceof, and calls through interfaces. Programs do not touch prototypes.
import type { Random } from "../random.ts";
import { number, operand, string } from "./values.ts";

interface Level {
  readonly name: string;
  readonly base: string | null;
}

function body(r: Random, level: Level, n: number): string {
  const derived = level.base !== null;
  const up = (call: string, otherwise: string) => (derived && r.chance(0.6) ? `super.${call}` : otherwise);
  const keyword = derived ? "override " : "";
  const members: string[] = [
    `  field${n} = ${r.oneOf(
      () => number(r),
      () => string(r),
    )};`,
    `  #secret = ${r.int(50)};`,
  ];
  if (!derived || r.chance(0.4))
    members.push(
      `  ${keyword}shared: number | string = ${r.oneOf(
        () => number(r),
        () => string(r),
      )};`,
    );
  if (!derived || r.chance(0.3)) members.push(`  ${keyword}count = ${r.int(9)};`);
  members.push(`  static made${n} = 0;`);
  const setup = [
    `${level.name}.made${n} += 1;`,
    `trace("${level.name}", this.describe());`,
    `this.count += ${r.int(5)};`,
    `this.#secret += seed;`,
  ];
  members.push(
    `  constructor(seed: number) {\n    ${derived ? `super(seed + ${r.int(3)});\n    ` : ""}${r.shuffled(setup).join("\n    ")}\n  }`,
  );
  if (!derived || r.chance(0.7)) {
    members.push(
      `  ${keyword}describe(): string {\n    return ${up("describe()", `"d"`)} + ":${level.name}" + this.count;\n  }`,
    );
  }
  if (!derived || r.chance(0.6)) {
    const parameter = derived
      ? r.pick(["x: number", "x: number | string", "x: unknown", "x?: number", "x: number = 7"])
      : "x: number";
    members.push(
      `  ${keyword}apply(${parameter}): unknown {\n    ${r.chance(0.5) ? "this.count += 1;" : ""}\n    return [${up("apply(2.5)", `"${level.name}"`)}, x, typeof x, this.count];\n  }`,
    );
  }
  if (!derived || r.chance(0.5)) {
    members.push(
      `  ${keyword}get size(): number {\n    return ${derived ? r.pick(["this.count * 2", "super.size + 1", "this.#secret"]) : "this.count"};\n  }`,
    );
    members.push(
      `  ${keyword}set size(value: number) {\n    ${derived ? r.pick(["this.count = value;", "super.size = value + 1;", "this.#secret = value;"]).replace("super.size = value + 1;", "this.count = value - 1;") : "this.count = value;"}\n  }`,
    );
  }
  members.push(
    `  reveal${n}(other: ${level.name}): number {\n    return this.#secret + other.#secret + ${operand(number(r))};\n  }`,
  );
  if (r.chance(0.5)) members.push(`  static has${n}(x: object): boolean {\n    return #secret in x;\n  }`);
  if (r.chance(0.5))
    members.push(
      `  static create${n}(seed: number): ${level.name} {\n    return new ${level.name}(seed + ${level.name}.made${n});\n  }`,
    );
  if (r.chance(0.5)) members.push(`  arrow${n} = (x: number): string => this.describe() + x + this.shared;`);
  if (r.chance(0.3))
    members.push(`  self(): this {\n    this.count -= 1;\n    return this;\n  }`.replace("self", `self${n}`));
  if (r.chance(0.4))
    members.push(`  toString(): string {\n    return "<${level.name} " + this.size + ">";\n  }`);
  const [first, ...rest] = members;
  return `class ${level.name}${derived ? ` extends ${level.base}` : ""} {\n${[first, ...r.shuffled(rest)].join("\n")}\n}`;
}

function uses(r: Random, levels: readonly Level[], sources: readonly string[]): string[] {
  const lines: string[] = [];
  lines.push(
    `const objects: ${levels[0]!.name}[] = [${r
      .shuffled(levels)
      .map((l, i) => `new ${l.name}(${i})`)
      .join(", ")}];`,
  );
  lines.push(`for (const o of objects) {
  console.log(o.describe(), o.apply(${operand(number(r))}), o.size, String(o.shared));
  o.size = ${r.int(20)};
  o.size += 2;
  o.shared = ${r.oneOf(
    () => number(r),
    () => string(r),
  )};
  console.log(o.size, o.count, ${levels.map((l) => `o instanceof ${l.name}`).join(", ")});
  console.log(o);
}`);
  levels.forEach((level, n) => {
    lines.push(`{
  const x = new ${level.name}(${number(r)});
  const y = new ${level.name}(${r.int(9)});
  console.log(x.reveal${n}(y), x.field${n}, ${level.name}.made${n}, x.constructor === y.constructor, \`\${x.describe()}\`);
  const describer: Describer = x;
  describer.count = ${operand(number(r))};
  console.log(describer.describe(), describer.size, show(x), show({ describe: () => "literal", size: 1, count: 2 }));
${sources[n]!.includes(`has${n}`) ? `  console.log(${level.name}.has${n}(objects[0]), ${level.name}.has${n}(y), ${level.name}.has${n}({}));\n` : ""}${sources[n]!.includes(`create${n}`) ? `  console.log(${level.name}.create${n}(3).count);\n` : ""}${sources[n]!.includes(`arrow${n}`) ? `  const loose = x.arrow${n};\n  x.count += 1;\n  console.log(loose(4), [1, 2].map(x.arrow${n}));\n` : ""}${sources[n]!.includes(`self${n}`) ? `  console.log(x.self${n}().self${n}().reveal${n}(x));\n` : ""}}`);
  });
  return lines;
}

export function classes(r: Random): string {
  const count = r.between(2, 5);
  const levels: Level[] = [];
  for (let n = 0; n < count; n += 1) {
    levels.push({ name: `K${n}`, base: n === 0 ? null : r.pick(levels).name });
  }
  const sources = levels.map((level, n) => body(r, level, n));
  const lines = [
    `function trace(...parts: unknown[]): void {\n  console.log("trace", ...parts);\n}`,
    `interface Describer {\n  count: number;\n  readonly size: number;\n  describe(): string;\n}`,
    `function show(d: Describer): string {\n  d.count += 1;\n  return d.describe() + "/" + d.size;\n}`,
    ...sources,
    ...uses(r, levels, sources),
  ];
  lines.push(`class Fault extends ${r.pick(["Error", "TypeError", "RangeError"])} {
  readonly code = ${r.int(99)};
  constructor(text: string) {
    super("fault " + text);
    ${r.chance(0.5) ? 'this.name = "Fault";' : ""}
  }
}
for (const o of objects) {
  try {
    if (o.count % 2 === 0) throw new Fault(o.describe());
    console.log("even", o.count);
  } catch (e) {
    console.log(e instanceof Fault && e.code, e instanceof Error && e.message, String(e), e instanceof RangeError);
  }
}`);
  return lines.join("\n") + "\n";
}
