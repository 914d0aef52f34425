// Theme: operators over numbers, strings, booleans, null, undefined and any, with side effects in operands.
// Values that decide a branch come from calls and variables, because TypeScript rejects decided conditions.
import type { Random } from "../random.ts";
import { number, operand, primitive, string } from "./values.ts";

const PRELUDE = `
let trace = "";
function t(id: number, value: any): any {
  trace += id + ",";
  return value;
}
function num(id: number, value: number): number {
  trace += id + ",";
  return value;
}
function str(value: string): string {
  trace += "s,";
  return value;
}
function bool(value: boolean): boolean {
  trace += "b,";
  return value;
}
function p(label: string, value: unknown): void {
  console.log(label, value, typeof value, trace);
  trace = "";
}
function failed(label: string, error: unknown): void {
  console.log(label, error instanceof TypeError ? "TypeError" : error instanceof RangeError ? "RangeError" : error, trace);
  trace = "";
}
`;

const ARITHMETIC = ["+", "-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^"];
const NUMERIC = ["+", "+", "-", "-", "*", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^"];
const COMPARISONS = ["<", ">", "<=", ">=", "===", "!==", "==", "!="];
const ASSIGN = ["+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "="];

class Expressions {
  private readonly r: Random;
  private id = 0;
  /** Names declared where the expression stands. */
  private readonly numbers: readonly string[];
  private readonly anys: readonly string[];

  constructor(r: Random, numbers: readonly string[], anys: readonly string[]) {
    this.r = r;
    this.numbers = numbers;
    this.anys = anys;
  }

  private next(): number {
    this.id += 1;
    return this.id;
  }

  any(depth: number): string {
    const { r } = this;
    if (depth <= 0) {
      return r.oneOf(
        () => `t(${this.next()}, ${primitive(r)})`,
        () => r.pick(this.anys),
        () => r.pick(["o.x", "o.y", "o.z", "list[0]", "list[1]", "list[9]", 'o["x"]']),
        () => this.num(0),
        () => this.str(0),
      );
    }
    const d = depth - 1;
    return r.oneOf(
      () => `(${this.loose(d)} ${r.pick(ARITHMETIC)} ${this.loose(d)})`,
      () => `(${this.loose(d)} ${r.pick(ARITHMETIC)} ${this.loose(d)})`,
      () => `(t(${this.next()}, ${this.any(d)}) ${r.pick(["&&", "||", "??"])} ${this.any(d)})`,
      () => `(${this.bool(d)} ? ${this.any(d)} : ${this.any(d)})`,
      () => `(${r.pick(["-", "+", "~", "!"])}t(${this.next()}, ${this.any(d)}))`,
      () => `(${r.pick(this.anyTargets())} ${r.pick(ASSIGN)} ${this.loose(d)})`,
      () => `(${r.pick(this.anyTargets())} ${r.pick(["&&=", "||=", "??="])} ${this.any(d)})`,
      () => this.step(r.pick(this.anyTargets())),
      () => `t(${this.next()}, [${this.any(d)}, ${this.any(d)}])`,
      () => `o.self?.${r.pick(["x", "self?.y", "none?.deep.er", "list?.[1]"])}`,
      () => this.num(depth),
      () => this.str(depth),
      () => this.bool(depth),
    );
  }

  /** Of type any for TypeScript, too, so that every operator takes it. */
  private loose(depth: number): string {
    return this.r.chance(0.2) ? this.r.pick(this.anys) : `t(${this.next()}, ${this.any(depth)})`;
  }

  num(depth: number): string {
    const { r } = this;
    if (depth <= 0) {
      return r.oneOf(
        () => operand(number(r)),
        () => r.pick(this.numbers),
        () => r.pick(this.numbers),
        () => `num(${this.next()}, ${number(r)})`,
        () => `box.n`,
      );
    }
    const d = depth - 1;
    const binary = () => `(${this.num(d)} ${r.pick(NUMERIC)} ${this.num(d)})`;
    return r.oneOf(
      binary,
      binary,
      binary,
      () => `(${this.num(d)} | 0)`,
      () => `(${r.pick(["-", "+", "~"])}${operand(this.num(d))})`,
      () => `(${r.pick(this.numberTargets())} ${r.pick(ASSIGN)} ${this.num(d)})`,
      () => this.step(r.pick(this.numberTargets())),
      () => `(${this.bool(d)} ? ${this.num(d)} : ${this.num(d)})`,
      () => `Math.${r.pick(["floor", "ceil", "round", "trunc", "abs", "sign", "fround"])}(${this.num(d)})`,
      () => `Math.${r.pick(["min", "max", "imul"])}(${this.num(d)}, ${this.num(d)})`,
      () => `Number(${this.any(d)})`,
      () => `${this.str(d)}.length`,
    );
  }

  str(depth: number): string {
    const { r } = this;
    if (depth <= 0)
      return r.oneOf(
        () => `str(${string(r)})`,
        () => "s",
        () => "box.s",
      );
    const d = depth - 1;
    return r.oneOf(
      () => `(${this.str(d)} + ${this.loose(d)})`,
      () => `(${this.loose(d)} + ${this.str(d)})`,
      () => `\`\${${this.num(d)}}|\${${this.str(d)}}\``,
      () => `(s += ${this.str(d)}.slice(0, 4))`,
      () => `String(${this.num(d)})`,
      () => `(typeof ${this.any(0)})`,
      () => `(${this.bool(d)} ? ${this.str(d)} : ${this.str(d)})`,
    );
  }

  bool(depth: number): string {
    const { r } = this;
    if (depth <= 0) return `bool(${r.pick(["true", "false"])})`;
    const d = depth - 1;
    return r.oneOf(
      () =>
        `(num(${this.next()}, ${this.num(d)}) ${r.pick(COMPARISONS)} num(${this.next()}, ${this.num(d)}))`,
      () => `(t(${this.next()}, ${this.any(d)}) ${r.pick(COMPARISONS)} t(${this.next()}, ${this.any(d)}))`,
      () => `(${this.str(d)} ${r.pick(["<", ">", "<=", ">="])} ${this.str(d)})`,
      () => `(!t(${this.next()}, ${this.any(d)}))`,
      () => `(${this.bool(d)} ${r.pick(["&&", "||"])} bool(${this.bool(d)}))`,
      () => `Object.is(${this.any(d)}, ${this.any(d)})`,
      () => `Number.${r.pick(["isInteger", "isNaN", "isSafeInteger", "isFinite"])}(${this.any(d)})`,
      () => `(${r.pick(['"x"', '"q"', "str('y')"])} in o)`,
    );
  }

  private step(target: string): string {
    return this.r.pick([`(${target}++)`, `(${target}--)`, `(++${target})`, `(--${target})`]);
  }

  private anyTargets(): string[] {
    return [...this.anys, "o.x", "o.y", `list[num(${this.next()}, ${this.r.int(4)})]`, "o[str('y')]"];
  }

  private numberTargets(): string[] {
    return [...this.numbers, "box.n", `ints[num(${this.next()}, ${this.r.int(3)})]`];
  }
}

function statement(r: Random, e: Expressions, label: string): string {
  const depth = r.between(1, 4);
  const value = r.oneOf(
    () => e.any(depth),
    () => e.any(depth),
    () => e.num(depth),
    () => e.bool(depth),
    () => e.str(Math.min(depth, 3)),
  );
  return `try {\n  p("${label}", ${value});\n} catch (error) {\n  failed("${label}", error);\n}`;
}

const STATE = (r: Random) => `let i: number = ${r.between(-3, 40)};
let j: number = ${number(r)};
let k: number = ${number(r)};
let a: any = ${primitive(r)};
let b: any = ${primitive(r)};
let s: string = ${string(r)};
const box = { n: ${number(r)}, s: ${string(r)} };
const o: any = { x: ${primitive(r)}, y: ${primitive(r)}, list: [1, "two"] };
o.self = o;
const list: any[] = [${primitive(r)}, ${primitive(r)}, ${primitive(r)}, ${primitive(r)}];
const ints: number[] = [1, -2, 3];`;

const LAST = `console.log(i, j, k, a, b, s.length, box.n, o.x, o.y, list, ints);`;

export function expressions(r: Random): string {
  const parts = [PRELUDE];
  const names: string[] = [];
  for (let f = 0; f < 3; f += 1) {
    const e = new Expressions(r, ["i", "j", "k"], ["a", "b"]);
    const body = r.times(8, (n) => statement(r, e, `f${f}.${n}`));
    // A closure over some of the variables moves them to the heap and must change nothing else.
    const capture = r.chance(0.5) ? "const peek = () => [i, a, box.n];\nconsole.log(peek());" : "";
    const again = capture === "" ? "" : "console.log(peek());";
    parts.push(`function f${f}(): void {\n${STATE(r)}\n${capture}\n${body.join("\n")}\n${again}\n${LAST}\n}`);
    names.push(`f${f}();`);
  }
  const top = new Expressions(r, ["i", "j", "k"], ["a", "b"]);
  parts.push(names.join("\n"), STATE(r), ...r.times(8, (n) => statement(r, top, `top.${n}`)), LAST);
  return parts.join("\n") + "\n";
}
