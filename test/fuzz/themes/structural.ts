// Theme: one object seen through several types: interfaces, classes and literals with reordered, extra, optional
// and wider fields. What a field holds is always right for the type it is read through, because reading a string
// as a number is a listed divergence.
import type { Random } from "../random.ts";
import { operand, string } from "./values.ts";

type Kind = "number" | "string" | "boolean" | "list";
const FIELDS = ["alpha", "beta", "gamma", "delta", "eps"] as const;
const WIDER: Record<Kind, readonly string[]> = {
  number: ["number | string", "number | undefined", "unknown", "number | null", "number | boolean"],
  string: ["string | number", "string | undefined", "unknown", "string | number | boolean"],
  boolean: ["boolean | number", "unknown", "boolean | undefined"],
  list: ["number[] | undefined", "unknown", "readonly number[]", "number[] | string"],
};
const TYPE: Record<Kind, string> = {
  number: "number",
  string: "string",
  boolean: "boolean",
  list: "number[]",
};

interface Field {
  readonly name: string;
  readonly kind: Kind;
}

function literal(r: Random, kind: Kind): string {
  switch (kind) {
    case "number":
      return operand(r.pick(["0", "1", "-3", "2.5", "-0", "1e10", "2147483648", String(r.int(100))]));
    case "string":
      return string(r);
    case "boolean":
      return r.pick(["true", "false"]);
    case "list":
      return `[${r.times(r.int(4), () => r.pick(["1", "2.5", "-1", "7"])).join(", ")}]`;
  }
}

/** A change through the field's own type. */
function change(r: Random, target: string, kind: Kind): string {
  switch (kind) {
    case "number":
      return r.pick([
        `${target} += 1;`,
        `${target}++;`,
        `${target} = ${target} * 1.5;`,
        `${target} = ${literal(r, kind)};`,
      ]);
    case "string":
      return r.pick([`${target} += "!";`, `${target} = ${literal(r, kind)} + ${target};`]);
    case "boolean":
      return `${target} = !${target};`;
    case "list":
      return r.pick([
        `${target}.push(${r.int(9)});`,
        `${target} = [...${target}, ${r.int(9)}.5];`,
        `${target} = [];`,
      ]);
  }
}

function use(target: string, kind: Kind): string {
  switch (kind) {
    case "number":
      return `${target} + 1, ${target} | 0`;
    case "string":
      return `${target}.length, ${target}.slice(1)`;
    case "boolean":
      return `!${target}`;
    case "list":
      return `${target}.length, ${target}[0]`;
  }
}

class Structural {
  private readonly r: Random;
  private readonly fields: readonly Field[];
  private readonly lines: string[] = [];
  private readonly makers: string[] = [];

  constructor(r: Random) {
    this.r = r;
    this.fields = FIELDS.map((name) => ({
      name,
      kind: r.pick(["number", "number", "string", "boolean", "list"] as const),
    }));
  }

  program(): string {
    const { r, lines } = this;
    const full = this.fields.map((f) => `  ${f.name}: ${TYPE[f.kind]};`).join("\n");
    lines.push(`interface Full {\n${full}\n}`);
    const shapes = r.between(2, 4);
    for (let i = 0; i < shapes; i += 1) this.maker(i);
    const views = r.times(r.between(2, 4), (i) => this.view(i));
    lines.push(`const objects: Full[] = [${r.times(6, () => r.pick(this.makers)).join(", ")}];`);
    for (let round = 0; round < 4; round += 1) {
      lines.push(`for (const object of objects) {`);
      lines.push(`  ${r.pick(views)}(object);`);
      const f = r.pick(this.fields);
      lines.push(`  ${change(r, `object.${f.name}`, f.kind)}`);
      lines.push(`  console.log(${use(`object.${f.name}`, f.kind)});`);
      lines.push(`}`);
    }
    this.closuresOverViews();
    this.generic();
    this.widening();
    lines.push(`for (const object of objects) console.log(object);`);
    return lines.join("\n") + "\n";
  }

  /** A class or function that makes objects with all fields, in an order of its own, and some more. */
  private maker(i: number): void {
    const { r, lines } = this;
    const extra = r.chance(0.6) ? [{ name: `extra${i}`, kind: r.pick(["number", "string"] as const) }] : [];
    const order = r.shuffled([...this.fields, ...extra]);
    if (r.chance(0.5)) {
      const kept = order.map((f) =>
        r.chance(0.3)
          ? { field: `  ${f.name}: ${TYPE[f.kind]};`, init: `    this.${f.name} = ${literal(r, f.kind)};` }
          : { field: `  ${f.name}: ${TYPE[f.kind]} = ${literal(r, f.kind)};`, init: "" },
      );
      const inits = kept.map((k) => k.init).filter((text) => text !== "");
      const base = r.chance(0.3) ? `Base${i}` : "";
      if (base !== "")
        lines.push(
          `class ${base} {\n  base${i} = ${r.int(9)};\n  tell(): string { return "base" + this.base${i}; }\n}`,
        );
      lines.push(
        `class Made${i}${base === "" ? "" : ` extends ${base}`} {\n${kept.map((k) => k.field).join("\n")}`,
      );
      const superCall = base === "" ? "" : "    super();\n";
      if (inits.length > 0) lines.push(`  constructor() {\n${superCall}${r.shuffled(inits).join("\n")}\n  }`);
      lines.push("}");
      this.makers.push(`new Made${i}()`);
      return;
    }
    const parts = order.map((f) => `${f.name}: ${literal(r, f.kind)}`);
    const spread = r.chance(0.3)
      ? `const from${i} = { ${parts.join(", ")} };\n  return { ...from${i}, late: 1 };`
      : `return { ${parts.join(", ")} };`;
    lines.push(`function make${i}() {\n  ${spread}\n}`);
    this.makers.push(`make${i}()`);
  }

  /** A function that reads and writes through a narrower or wider view of the object. */
  private view(i: number): string {
    const { r, lines } = this;
    const chosen = r.shuffled(r.some(this.fields, 0.6));
    const seen = chosen.length === 0 ? [this.fields[0]!] : chosen;
    const members = seen.map((f) => {
      const roll = r.int(4);
      if (roll === 0) return { f, text: `${f.name}?: ${TYPE[f.kind]};`, own: false };
      if (roll === 1) return { f, text: `${f.name}: ${r.pick(WIDER[f.kind])};`, own: false };
      return { f, text: `${f.name}: ${TYPE[f.kind]};`, own: true };
    });
    const absent = r.chance(0.4) ? "  extra0?: number | string;\n" : "";
    lines.push(`interface View${i} {\n${members.map((m) => `  ${m.text}`).join("\n")}\n${absent}}`);
    const body = members.map((m) => {
      const target = `view.${m.f.name}`;
      const write = m.own ? change(r, target, m.f.kind) : `${target} = ${literal(r, m.f.kind)};`;
      return `  console.log("${m.f.name}", ${target}${m.own ? `, ${use(target, m.f.kind)}` : ""});\n  ${r.chance(0.6) ? write : ""}`;
    });
    if (absent !== "") body.push(`  console.log(view.extra0 ?? "none", "extra0" in view);`);
    if (r.chance(0.4)) {
      const names = r.shuffled(seen).map((f) => f.name);
      body.push(
        `  const { ${names.join(", ")}, ...rest } = view;\n  console.log(${names.join(", ")}, Object.keys(rest).length);`,
      );
    }
    lines.push(`function look${i}(view: View${i}): void {\n${body.join("\n")}\n}`);
    return `look${i}`;
  }

  private closuresOverViews(): void {
    const { r, lines } = this;
    const f = r.pick(this.fields);
    const g = r.pick(this.fields);
    lines.push(
      `const readers: ((o: { ${f.name}: ${TYPE[f.kind]} }) => unknown)[] = [(o) => o.${f.name}, (o) => [${use(`o.${f.name}`, f.kind)}]];`,
    );
    lines.push(`for (const object of objects) for (const reader of readers) console.log(reader(object));`);
    lines.push(
      `const writers = objects.map((object: { ${g.name}: ${TYPE[g.kind]} }) => () => { ${change(r, `object.${g.name}`, g.kind)} return object.${g.name}; });`,
    );
    lines.push(`for (const writer of writers) console.log(writer(), writer());`);
  }

  private generic(): void {
    const { r, lines } = this;
    const f = r.pick(this.fields);
    lines.push(
      `function pick<T extends { ${f.name}: unknown }, K extends keyof T>(o: T, key: K): T[K] {\n  return o[key];\n}`,
    );
    lines.push(
      `function both<T extends { ${f.name}: ${TYPE[f.kind]} }>(a: T, b: T): T {\n  a.${f.name} = b.${f.name};\n  return a;\n}`,
    );
    for (const g of r.shuffled(this.fields).slice(0, 2)) {
      lines.push(`console.log(objects.map((o) => pick(o, "${g.name}")));`);
    }
    lines.push(
      `console.log(both(objects[${r.int(6)}], objects[${r.int(6)}]).${f.name}, both(${this.makers[0]}, ${this.makers[0]}).${f.name});`,
    );
  }

  /** Writes of another type through a wide view; afterwards only the wide view and \`unknown\` are read. */
  private widening(): void {
    const { r, lines } = this;
    const f = r.pick(this.fields);
    const maker = r.pick(this.makers);
    const value = r.pick(["1", '"wide"', "true", "null", "undefined", "[1]", "{ deep: 1 }", "-0", "2.5"]);
    lines.push(`interface Wide {\n  ${f.name}: unknown;\n}`);
    lines.push(
      `const wides: Wide[] = [{ ${f.name}: ${value} }, { after: "x", before: 1, ${f.name}: ${literal(r, f.kind)} } as Wide, { ...{ ${f.name}: 0, z: 1 } } as Wide];\nconsole.log(({ ...${maker} } as Wide).${f.name});`,
    );
    lines.push(`for (let i = 0; i < wides.length; i += 1) {
  const wide = wides[i];
  const alias: { ${f.name}: unknown } = wide;
  console.log(wide.${f.name}, typeof alias.${f.name});
  alias.${f.name} = i % 2 === 0 ? ${value} : i + 0.5;
  console.log(wide.${f.name}, typeof wide.${f.name}, Object.keys(wide).join());
  wide.${f.name} = i;
  console.log(alias, JSON.stringify(wide));
}`);
  }
}

export function structural(r: Random): string {
  return new Structural(r).program();
}
