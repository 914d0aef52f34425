// Reads the text of print.ts back into a module: for tests of passes and of the back end.
//
// Accepts what print.ts writes, and throws an Error naming the line for anything else. Not for users'
// files, and no judge of types: verify.ts is.

import { Lexer } from "./lex.ts";
import { type Field, SYNTAX } from "./syntax.ts";
import type {
  Block,
  BuiltinMethod,
  ClassInfo,
  Func,
  GeneratorFunctions,
  Global,
  Instr,
  Local,
  Location,
  Method,
  Module,
  Operand,
  Shape,
  Slot,
  Terminator,
  Type,
} from "./types.ts";

export function parseModule(text: string): Module {
  return new ModuleParser(text).parse();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class ModuleParser {
  private readonly lex: Lexer;
  private readonly functions = new Map<string, Func>();
  private readonly classes = new Map<string, Mutable<ClassInfo>>();
  private readonly shapes = new Map<string, Mutable<Shape>>();
  private readonly globals = new Map<string, Mutable<Global>>();
  private readonly defined: Func[] = [];

  constructor(text: string) {
    this.lex = new Lexer(text);
  }

  parse(): Module {
    const { lex } = this;
    const builtins: BuiltinMethod[] = [];
    const hooks = new Map<string, Func>();
    let entry: Func | null = null;
    while (!lex.atEnd()) {
      const word = lex.word();
      if (word === "class") this.classLine();
      else if (word === "shape") this.shapeLine();
      else if (word === "global") this.globalLine();
      else if (word === "builtin") {
        const of = lex.word() as BuiltinMethod["of"];
        const member = { of, key: lex.string(), func: this.func() };
        builtins.push(lex.take("of") ? { ...member, owner: this.func() } : member);
      } else if (word === "hook") hooks.set(lex.word(), this.func());
      else if (word === "entry") entry = this.func();
      else if (word === "func") this.defined.push(new FuncParser(lex, this).parse());
      else lex.fail(`class, shape, global, builtin, hook, entry or func instead of '${word}'`);
    }
    const missing = [...this.functions.values()].find((f) => !this.defined.includes(f));
    if (missing !== undefined) throw new Error(`IR text: @${missing.name} is used but not defined`);
    const last = this.defined.at(-1);
    if (last === undefined) throw new Error("IR text: no function");
    return {
      functions: this.defined,
      shapes: [...this.shapes.values()],
      classes: [...this.classes.values()],
      globals: [...this.globals.values()],
      builtins,
      hooks,
      entry: entry ?? last,
    };
  }

  /** The function of the name read next, made on first mention. */
  func(): Func {
    const name = this.lex.funcName();
    let func = this.functions.get(name);
    if (func === undefined) {
      func = {
        id: this.functions.size,
        name,
        displayName: "",
        arity: 0,
        params: [],
        hasThis: false,
        hasRest: false,
        captures: [],
        result: "void",
        locals: [],
        blocks: [],
        isAsync: false,
        generator: null,
        thisShape: null,
        isWeak: false,
        isInitialiser: false,
        mayThrow: false,
        needsGenericEntry: false,
      };
      this.functions.set(name, func);
    }
    return func;
  }

  cls(): Mutable<ClassInfo> {
    const name = this.lex.name();
    const known = this.classes.get(name);
    if (known !== undefined) return known;
    const cls = { id: this.classes.size, name: plain(name), parent: null, construct: null, statics: [] };
    this.classes.set(name, cls);
    return cls;
  }

  shape(): Mutable<Shape> {
    const name = this.lex.name();
    const known = this.shapes.get(name);
    if (known !== undefined) return known;
    const shape: Shape = {
      id: this.shapes.size,
      name: plain(name),
      parent: null,
      slots: [],
      cls: null,
      methods: [],
      vtable: [],
      extensible: false,
    };
    this.shapes.set(name, shape);
    return shape;
  }

  global(): Mutable<Global> {
    const name = this.lex.name();
    const known = this.globals.get(name);
    if (known !== undefined) return known;
    const global: Global = { id: this.globals.size, name: plain(name), type: "value" };
    this.globals.set(name, global);
    return global;
  }

  private classLine(): void {
    const { lex } = this;
    const cls = this.cls();
    if (lex.take("extends")) cls.parent = this.cls();
    if (lex.take("construct")) cls.construct = this.func();
    if (lex.take("call")) cls.call = this.func();
    if (lex.take("statics")) cls.statics = this.methods();
  }

  private methods(): Method[] {
    const { lex } = this;
    return lex.list("{", "}", () => ({
      role: lex.word() as Method["role"],
      key: lex.string(),
      func: this.func(),
    }));
  }

  private shapeLine(): void {
    const { lex } = this;
    const shape = this.shape();
    if (lex.take("extends")) shape.parent = this.shape();
    if (lex.take("class")) shape.cls = this.cls();
    if (lex.take("extensible")) shape.extensible = true;
    if (lex.take("bigint")) shape.isBigint = true;
    shape.slots = lex.list("{", "}", (): Slot => {
      const key = lex.string();
      const type = lex.word() as Type;
      return { key, type, hidden: lex.take("hidden"), optional: lex.take("optional") };
    });
    if (lex.take("interfaces")) shape.interfaces = lex.list("{", "}", () => lex.string());
    if (lex.take("methods")) shape.methods = this.methods();
    if (lex.take("vtable")) shape.vtable = lex.list("{", "}", () => this.func());
  }

  private globalLine(): void {
    const global = this.global();
    global.type = this.lex.word() as Type;
    if (this.lex.take("settled")) global.settled = true;
  }
}

/** `Point#3` is one of several things named Point. */
function plain(name: string): string {
  return name.replace(/#\d+$/, "");
}

class FuncParser {
  private readonly lex: Lexer;
  private readonly module: ModuleParser;
  private readonly func: Func;
  private readonly locals = new Map<string, Mutable<Local>>();
  private readonly blocks = new Map<string, Mutable<Block>>();

  constructor(lex: Lexer, module: ModuleParser) {
    this.lex = lex;
    this.module = module;
    this.func = module.func();
  }

  parse(): Func {
    const { lex, func } = this;
    func.params = lex.list("(", ")", () => this.typedLocal());
    lex.expect("->");
    func.result = lex.word() as Type;
    this.marks();
    lex.expect("{");
    func.loc = lex.location();
    while (lex.take("var")) this.typedLocal();
    while (!lex.take("}")) this.block();
    func.locals = [...this.locals.values()];
    const temps = func.locals.filter((l) => l.id >= 0).map((l) => l.id);
    let next = 1 + Math.max(-1, ...temps);
    for (const local of this.locals.values()) if (local.id < 0) local.id = next++;
    return func;
  }

  private marks(): void {
    const { lex, func } = this;
    for (;;) {
      if (lex.take("display")) (func as Mutable<Func>).displayName = lex.string();
      else if (lex.take("arity")) func.arity = Number(lex.word());
      else if (lex.take("this")) func.hasThis = true;
      else if (lex.take("of")) func.thisShape = this.module.shape();
      else if (lex.take("ignored")) func.ignoresThis = true;
      else if (lex.take("foreign")) func.foreign = this.module.func();
      else if (lex.take("rest")) func.hasRest = true;
      else if (lex.take("async")) func.isAsync = true;
      else if (lex.take("generator")) func.generator = this.generator();
      else if (lex.take("throws")) func.mayThrow = true;
      else if (lex.take("weak")) func.isWeak = true;
      else if (lex.take("initialiser")) func.isInitialiser = true;
      else if (lex.take("generic")) func.needsGenericEntry = true;
      else if (lex.take("captures")) func.captures = lex.list("(", ")", () => this.typedLocal());
      else if (lex.take("frame")) lex.fail("a function before the suspend pass (frames are not read back)");
      else return;
    }
  }

  /** Library functions of a generator: make, then wait if there is one. */
  private generator(): GeneratorFunctions {
    const [make, wait] = this.lex.list("(", ")", () => this.module.func());
    if (make === undefined) return this.lex.fail("the function that makes the generator");
    return { make, wait: wait ?? null };
  }

  private typedLocal(): Mutable<Local> {
    const local = this.local();
    this.lex.expect(":");
    local.type = this.lex.word() as Type;
    return local;
  }

  private local(): Mutable<Local> {
    const name = this.lex.localName();
    const known = this.locals.get(name);
    if (known !== undefined) return known;
    const [, temp, named, id] = /^(?:(\d+)|([A-Za-z_$][\w$]*)(?:\.(\d+))?)$/.exec(name)!;
    const number = temp ?? id;
    const local: Local = { id: number === undefined ? -1 : Number(number), name: named ?? "", type: "void" };
    this.locals.set(name, local);
    return local;
  }

  private blockRef(name: string): Mutable<Block> {
    const known = this.blocks.get(name);
    if (known !== undefined) return known;
    if (!/^b\d+$/.test(name)) this.lex.fail(`a block instead of '${name}'`);
    const block: Block = {
      id: Number(name.slice(1)),
      instrs: [],
      term: { op: "unreachable" },
      handler: null,
    };
    this.blocks.set(name, block);
    return block;
  }

  private block(): void {
    const { lex } = this;
    const label = lex.word();
    if (!label.endsWith(":")) lex.fail(`a block label instead of '${label}'`);
    const block = this.blockRef(label.slice(0, -1));
    this.func.blocks.push(block);
    if (lex.take("handler")) block.handler = this.blockRef(lex.word());
    for (;;) {
      const term = this.terminator();
      if (term !== null) {
        block.term = withLocation(term, lex.location());
        return;
      }
      const instr = this.instr();
      block.instrs.push(withLocation(instr, lex.location()));
    }
  }

  private terminator(): Terminator | null {
    const { lex } = this;
    const to = () => this.blockRef(lex.word());
    if (lex.take("jump")) return { op: "jump", to: to() };
    if (lex.take("branch")) {
      const cond = this.operand();
      lex.expect(",");
      const then = to();
      lex.expect(",");
      return { op: "branch", cond, then, else: to() };
    }
    if (lex.take("switch")) {
      const on = this.operand();
      const cases = lex.list("(", ")", () => ({ value: Number(lex.word()), to: to() }));
      return { op: "switch", on, cases, default: to() };
    }
    if (lex.take("return")) {
      const done = lex.startsLine() || lex.atLocation();
      return { op: "return", value: done ? null : this.operand() };
    }
    if (lex.take("throw")) return { op: "throw", a: this.operand() };
    if (lex.take("unreachable")) return { op: "unreachable" };
    if (lex.take("suspend")) return { op: "suspend" };
    return null;
  }

  private instr(): Instr {
    const { lex } = this;
    let dst: Local | null = null;
    if (lex.atLocal()) {
      dst = this.typedLocal();
      lex.expect("=");
    }
    const [op = "", ...words] = lex.word().split(".");
    if (!(op in SYNTAX)) lex.fail(`an instruction instead of '${op}'`);
    const fields: Record<string, unknown> = { op };
    if (dst !== null || CALLS.has(op)) fields.dst = dst;
    let first = true;
    for (const field of SYNTAX[op as Instr["op"]]) {
      const [name, kind] = field;
      if (kind === "suffix") fields[name] = words.shift();
      else if (kind.endsWith("?") || kind === "flag") fields[name] = this.named(field);
      else if (kind === "operands") fields[name] = lex.list("(", ")", () => this.operand());
      else {
        if (!first) lex.expect(",");
        first = false;
        fields[name] = this.positional(field, fields);
      }
    }
    for (const key of Object.keys(fields)) if (fields[key] === undefined) delete fields[key];
    return fields as unknown as Instr;
  }

  private positional([, kind]: Field, fields: Record<string, unknown>): unknown {
    const { lex } = this;
    switch (kind) {
      case "operand":
        return this.operand();
      case "shape":
        return this.module.shape();
      case "slot": {
        const key = lex.name();
        const shape = fields.shape as Shape;
        const index = shape.slots.findIndex((s) => s.key === key);
        return index < 0 ? lex.fail(`a slot of ${shape.name} instead of '${key}'`) : index;
      }
      case "int":
        return Number(lex.word());
      case "func":
        return this.module.func();
      case "text":
        return lex.string();
      case "global":
        return this.module.global();
      default:
        return lex.fail(`a known field instead of ${kind}`);
    }
  }

  /** A field written `name=value`, or what its absence means. */
  private named([name, kind]: Field): unknown {
    const { lex } = this;
    const absent = kind === "flag" ? false : kind === "text?" || kind === "local?" ? undefined : null;
    if (!lex.take(name)) return absent;
    lex.expect("=");
    if (kind === "operand?" || kind === "local?") return this.operand();
    if (kind === "text?") return lex.string();
    const word = lex.word();
    return kind === "flag" ? word === "true" : Number(word);
  }

  private operand(): Operand {
    const { lex } = this;
    if (lex.atLocal()) return { kind: "local", local: this.local() };
    const given = ["i32", "u32", "f64", "ref", "value"].find((t) => lex.take(t));
    if (lex.atFunc()) return { kind: "function", type: refOr(given), func: this.module.func() };
    if (lex.atString()) return { kind: "string", type: refOr(given), text: lex.string() };
    if (lex.take("class")) return { kind: "class", type: refOr(given), cls: this.module.cls() };
    const word = lex.word();
    if (word === "true" || word === "false") return { kind: "bool", value: word === "true" };
    if (word === "undefined" || word === "null")
      return { kind: word, type: given === "ref" ? "ref" : "value" };
    if (word === "hole") return { kind: "hole", type: "value" };
    const value = Number(word);
    if (Number.isNaN(value) && word !== "NaN") lex.fail(`an operand instead of '${word}'`);
    const type = given === "i32" || given === "u32" ? given : "f64";
    return { kind: "number", type, value };
  }
}

/** Instructions that may drop their result: they have a `dst` of null then. */
const CALLS = new Set(["runtime", "call", "call_virtual", "call_value", "call_method", "call_member"]);

function refOr(given: string | undefined): "ref" | "value" {
  return given === "value" ? "value" : "ref";
}

function withLocation<T extends { readonly loc?: Location }>(thing: T, loc: Location | undefined): T {
  return loc === undefined ? thing : { ...thing, loc };
}
