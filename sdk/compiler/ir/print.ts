// IR as readable text: the same text for the same module, and text that parse.ts reads back.
//
//   func @main.ts:f(%n: f64) -> f64 {
//   b0:
//     %1: f64 = arith.add %n, 1
//     return %1
//   }

import { quoteUnlessBare, SYNTAX } from "./syntax.ts";
import type {
  Block,
  ClassInfo,
  Func,
  Global,
  Instr,
  Local,
  Location,
  Method,
  Module,
  Operand,
  Shape,
  Terminator,
} from "./types.ts";
import { definedBy } from "./walk.ts";

export interface PrintOptions {
  /** Append `; file:line:column` to what has a location. */
  readonly locations?: boolean;
}

export function printModule(module: Module, options: PrintOptions = {}): string {
  const names = new ModuleNames(module);
  const lines: string[] = [];
  for (const c of module.classes) lines.push(printClass(c, names));
  for (const s of module.shapes) lines.push(...printShape(s, names));
  for (const g of module.globals)
    lines.push(`global ${names.global(g)} ${g.type}${g.settled === true ? " settled" : ""}`);
  for (const b of module.builtins) {
    const owner = b.owner === undefined ? "" : ` of ${func(b.owner)}`;
    lines.push(`builtin ${b.of} ${JSON.stringify(b.key)} ${func(b.func)}${owner}`);
  }
  for (const [name, f] of module.hooks) lines.push(`hook ${name} ${func(f)}`);
  lines.push(`entry ${func(module.entry)}`);
  for (const f of module.functions) lines.push("", ...printLines(f, names, options));
  return `${lines.join("\n")}\n`;
}

/** One function; shapes, classes and globals are written by their plain names. */
export function printFunc(f: Func, options: PrintOptions = {}): string {
  return `${printLines(f, new ModuleNames(null), options).join("\n")}\n`;
}

/** One instruction as in the text of its function; for messages. */
export function printInstr(instr: Instr, f: Func): string {
  return new FuncPrinter(f, new ModuleNames(null), {}).instr(instr);
}

/** Readable references: the name, with `#id` when several things share it. */
class ModuleNames {
  private readonly shared = new Set<string>();

  constructor(module: Module | null) {
    const seen = new Set<string>();
    const add = (kind: string, name: string) => {
      const key = `${kind} ${name}`;
      if (seen.has(key)) this.shared.add(key);
      seen.add(key);
    };
    for (const s of module?.shapes ?? []) add("shape", s.name);
    for (const c of module?.classes ?? []) add("class", c.name);
    for (const g of module?.globals ?? []) add("global", g.name);
  }

  private reference(kind: string, thing: { name: string; id: number }): string {
    return quoteUnlessBare(
      this.shared.has(`${kind} ${thing.name}`) ? `${thing.name}#${thing.id}` : thing.name,
    );
  }
  shape(s: Shape): string {
    return this.reference("shape", s);
  }
  cls(c: ClassInfo): string {
    return this.reference("class", c);
  }
  global(g: Global): string {
    return this.reference("global", g);
  }
}

function func(f: Func): string {
  return `@${quoteUnlessBare(f.name)}`;
}

function printClass(c: ClassInfo, names: ModuleNames): string {
  const parent = c.parent === null ? "" : ` extends ${names.cls(c.parent)}`;
  const construct = c.construct === null ? "" : ` construct ${func(c.construct)}`;
  const call = c.call === undefined ? "" : ` call ${func(c.call)}`;
  return `class ${names.cls(c)}${parent}${construct}${call}${printMethods("statics", c.statics)}`;
}

function printMethods(title: string, methods: Method[]): string {
  if (methods.length === 0) return "";
  const list = methods.map((m) => `${m.role} ${JSON.stringify(m.key)} ${func(m.func)}`);
  return ` ${title} { ${list.join(", ")} }`;
}

function printShape(s: Shape, names: ModuleNames): string[] {
  const parent = s.parent === null ? "" : ` extends ${names.shape(s.parent)}`;
  const cls = s.cls === null ? "" : ` class ${names.cls(s.cls)}`;
  const slots = s.slots.map((slot) => {
    const marks = `${slot.hidden ? " hidden" : ""}${slot.optional ? " optional" : ""}`;
    return `${JSON.stringify(slot.key)} ${slot.type}${marks}`;
  });
  const vtable = s.vtable.length === 0 ? "" : ` vtable { ${s.vtable.map(func).join(", ")} }`;
  const body = slots.length === 0 ? "{ }" : `{ ${slots.join(", ")} }`;
  const interfaces = s.interfaces?.map((name) => JSON.stringify(name)).join(", ");
  const declared = interfaces === undefined ? "" : ` interfaces { ${interfaces} }`;
  const rest = `${declared}${printMethods("methods", s.methods)}${vtable}`;
  return [
    `shape ${names.shape(s)}${parent}${cls}${s.extensible ? " extensible" : ""}${s.isBigint ? " bigint" : ""} ${body}${rest}`,
  ];
}

function printLines(f: Func, names: ModuleNames, options: PrintOptions): string[] {
  return new FuncPrinter(f, names, options).lines();
}

class FuncPrinter {
  private readonly func: Func;
  private readonly names: ModuleNames;
  private readonly options: PrintOptions;
  private readonly plain = new Set<Local>();

  constructor(f: Func, names: ModuleNames, options: PrintOptions) {
    this.func = f;
    this.names = names;
    this.options = options;
    const byName = new Map<string, Local[]>();
    for (const local of f.locals) byName.set(local.name, [...(byName.get(local.name) ?? []), local]);
    for (const [name, list] of byName) {
      if (list.length === 1 && /^[A-Za-z_$][\w$]*$/.test(name)) this.plain.add(list[0]!);
    }
  }

  lines(): string[] {
    const f = this.func;
    const typed = (l: Local) => `${this.local(l)}: ${l.type}`;
    const marks: string[] = [];
    if (f.displayName !== "") marks.push(`display ${JSON.stringify(f.displayName)}`);
    if (f.arity !== 0) marks.push(`arity ${f.arity}`);
    if (f.hasThis) marks.push("this");
    if (f.thisShape !== null) marks.push(`of ${this.names.shape(f.thisShape)}`);
    if (f.ignoresThis === true) marks.push("ignored");
    if (f.foreign !== undefined) marks.push(`foreign ${func(f.foreign)}`);
    if (f.hasRest) marks.push("rest");
    if (f.isAsync) marks.push("async");
    if (f.generator !== null) {
      const { make, wait } = f.generator;
      marks.push(`generator (${[make, ...(wait === null ? [] : [wait])].map(func).join(", ")})`);
    }
    if (f.isWeak) marks.push("weak");
    if (f.isInitialiser) marks.push("initialiser");
    if (f.mayThrow) marks.push("throws");
    if (f.needsGenericEntry) marks.push("generic");
    if (f.captures.length > 0) marks.push(`captures (${f.captures.map(typed).join(", ")})`);
    if (f.frame !== undefined) marks.push(this.frame());
    const head = `func ${func(f)}(${f.params.map(typed).join(", ")}) -> ${f.result}`;
    const out = [`${[head, ...marks].join(" ")} {${this.place(f.loc)}`];

    // Every other local shows its type where it is assigned.
    const assigned = new Set<Local | null>(f.blocks.flatMap((b) => b.instrs.map(definedBy)));
    for (const l of [...f.params, ...f.captures]) assigned.add(l);
    for (const l of f.locals) if (!assigned.has(l)) out.push(`  var ${typed(l)}`);
    for (const block of f.blocks) out.push(...this.block(block));
    return [...out, "}"];
  }

  private frame(): string {
    const frame = this.func.frame!;
    const slots = [...frame.slots].map(([id, slot]) => {
      const local = this.func.locals.find((l) => l.id === id);
      return `${local === undefined ? `%${id}` : this.local(local)} ${slot}`;
    });
    const entries = frame.entries.map((b) => `b${b.id}`).join(", ");
    return `frame ${this.names.shape(frame.shape)} (${slots.join(", ")}) entries (${entries})`;
  }

  private block(block: Block): string[] {
    const handler = block.handler === null ? "" : ` handler b${block.handler.id}`;
    return [
      `b${block.id}:${handler}`,
      ...block.instrs.map((i) => `  ${this.instr(i)}${this.place(i.loc)}`),
      `  ${this.term(block.term)}${this.place(block.term.loc)}`,
    ];
  }

  private place(loc: Location | undefined): string {
    if (!this.options.locations || loc === undefined) return "";
    return ` ; ${loc.file}:${loc.line}:${loc.column}`;
  }

  private local(local: Local): string {
    if (this.plain.has(local)) return `%${local.name}`;
    return /^[A-Za-z_$][\w$]*$/.test(local.name) ? `%${local.name}.${local.id}` : `%${local.id}`;
  }

  instr(instr: Instr): string {
    const fields = instr as unknown as Record<string, unknown>;
    const words: string[] = [];
    const positional: string[] = [];
    let args = "";
    const named: string[] = [];
    for (const [name, kind] of SYNTAX[instr.op]) {
      const value = fields[name];
      switch (kind) {
        case "suffix":
          words.push(String(value));
          break;
        case "operand":
          positional.push(this.operand(value as Operand));
          break;
        case "operands":
          args = `(${(value as Operand[]).map((o) => this.operand(o)).join(", ")})`;
          break;
        case "operand?":
          if (value !== null) named.push(`${name}=${this.operand(value as Operand)}`);
          break;
        case "local?":
          if (value !== undefined) named.push(`${name}=${this.operand(value as Operand)}`);
          break;
        case "shape":
          positional.push(this.names.shape(value as Shape));
          break;
        case "slot":
          positional.push(
            quoteUnlessBare((fields.shape as Shape).slots[value as number]?.key ?? `?${value}`),
          );
          break;
        case "int":
          positional.push(String(value));
          break;
        case "int?":
          if (value !== null) named.push(`${name}=${value}`);
          break;
        case "flag":
          if (value === true) named.push(`${name}=true`);
          break;
        case "func":
          positional.push(func(value as Func));
          break;
        case "text":
          positional.push(JSON.stringify(value));
          break;
        case "text?":
          if (value !== undefined) named.push(`${name}=${JSON.stringify(value)}`);
          break;
        case "global":
          positional.push(this.names.global(value as Global));
          break;
      }
    }
    const dst = definedBy(instr);
    const left = dst === null ? "" : `${this.local(dst)}: ${dst.type} = `;
    const body = positional.length === 0 ? "" : ` ${positional.join(", ")}`;
    const tail = named.length === 0 ? "" : ` ${named.join(" ")}`;
    return `${left}${[instr.op, ...words].join(".")}${body}${args}${tail}`;
  }

  term(term: Terminator): string {
    const b = (block: Block) => `b${block.id}`;
    switch (term.op) {
      case "jump":
        return `jump ${b(term.to)}`;
      case "branch":
        return `branch ${this.operand(term.cond)}, ${b(term.then)}, ${b(term.else)}`;
      case "switch": {
        const cases = term.cases.map((c) => `${c.value} ${b(c.to)}`).join(", ");
        return `switch ${this.operand(term.on)} (${cases}) ${b(term.default)}`;
      }
      case "return":
        return term.value === null ? "return" : `return ${this.operand(term.value)}`;
      case "throw":
        return `throw ${this.operand(term.a)}`;
      case "unreachable":
      case "suspend":
        return term.op;
    }
  }

  /** The usual type of each kind of constant needs no word: f64, and ref except for undefined and null. */
  operand(o: Operand): string {
    switch (o.kind) {
      case "local":
        return this.local(o.local);
      case "number": {
        const text = Object.is(o.value, -0) ? "-0" : String(o.value);
        return o.type === "f64" ? text : `${o.type} ${text}`;
      }
      case "bool":
        return String(o.value);
      case "undefined":
      case "null":
        return o.type === "value" ? o.kind : `ref ${o.kind}`;
      case "hole":
        return "hole";
      case "string":
        return `${o.type === "value" ? "value " : ""}${JSON.stringify(o.text)}`;
      case "function":
        return `${o.type === "value" ? "value " : ""}${func(o.func)}`;
      case "class":
        return `${o.type === "value" ? "value " : ""}class ${this.names.cls(o.cls)}`;
    }
  }
}
