// The ranges pass must not change what programs compute: generated arithmetic, run with and without it.
//
// Every local is shown at the end, and 1 divided by it too, which tells 0 and -0 apart.

import { expect, test } from "vitest";
import { CASES, HEADER, matches } from "../../sdk/backend/testing/cases.ts";
import { casesModule, runModule } from "../../sdk/backend/testing/run-cases.ts";
import type { Module } from "../../sdk/compiler/ir/types.ts";
import { findMayThrow } from "../../sdk/compiler/passes/may-throw.ts";
import { narrowRanges } from "../../sdk/compiler/passes/ranges.ts";

/** Numbers from a seed, the same on every run (xorshift32). */
class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed * 2654435761 || 1;
  }
  below(limit: number): number {
    let x = this.state | 0;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) % limit;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const CONSTANTS = [
  "0",
  "1",
  "2",
  "3",
  "7",
  "10",
  "255",
  "256",
  "65536",
  "1000000007",
  "2147483647",
  "2147483648",
];
const ODD = [
  "-0",
  "0.5",
  "-1",
  "-2147483648",
  "4294967295",
  "4294967296",
  "9007199254740991",
  "NaN",
  "1e+300",
];

/** Writes one function of random statements over the locals %a to %e. */
class Program {
  readonly random: Random;
  private blocks: string[] = [];
  private next = 1;
  private temps = 0;
  private depth = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  text(): string {
    const locals = ["a", "b", "c", "d", "e"];
    this.blocks = ["b0:"];
    for (const l of locals) this.emit(`%${l}: f64 = copy ${this.random.pick(CONSTANTS)}`);
    this.statements(4 + this.random.below(6));
    let shown = '""';
    for (const l of locals) {
      const [q, s, r, x, y, z] = [
        this.temp(),
        this.temp(),
        this.temp(),
        this.temp(),
        this.temp(),
        this.temp(),
      ];
      this.emit(`${q}: f64 = arith.div 1, %${l}`);
      this.emit(`${s}: ref = convert.to_string %${l}`);
      this.emit(`${r}: ref = convert.to_string ${q}`);
      this.emit(`${x}: ref = runtime.str_concat(${shown}, ${s})`);
      this.emit(`${y}: ref = runtime.str_concat(${x}, " ")`);
      this.emit(`${z}: ref = runtime.str_concat(${y}, ${r})`);
      shown = this.temp();
      this.emit(`${shown}: ref = runtime.str_concat(${z}, "; ")`);
    }
    this.emit(`%result: value = convert.box ${shown}`);
    this.emit("return %result");
    return this.blocks.join("\n  ").replace(/\n {2}(b\d+:)/g, "\n$1");
  }

  private emit(line: string): void {
    this.blocks.push(line);
  }
  private temp(): string {
    return `%t${this.temps++}`;
  }
  private label(): string {
    return `b${this.next++}`;
  }
  private local(): string {
    return `%${this.random.pick(["a", "b", "c", "d", "e"])}`;
  }
  private operand(): string {
    const kind = this.random.below(10);
    return kind < 6 ? this.local() : kind < 9 ? this.random.pick(CONSTANTS) : this.random.pick(ODD);
  }

  private statements(count: number): void {
    for (let i = 0; i < count; i++) this.statement();
  }

  private statement(): void {
    const kind = this.random.below(this.depth < 3 ? 12 : 8);
    if (kind < 5) this.arithmetic();
    else if (kind < 8) this.bits();
    else if (kind < 10) this.branch();
    else this.loop();
  }

  private arithmetic(): void {
    const how = this.random.pick([
      "add",
      "add",
      "sub",
      "mul",
      "div",
      "mod",
      "floor",
      "trunc",
      "abs",
      "neg",
      "min",
      "call",
    ]);
    const dst = this.local();
    if (how === "neg") this.emit(`${dst}: f64 = unary.neg ${this.operand()}`);
    else if (how === "min") this.emit(`${dst}: f64 = runtime.math_min(${this.operand()}, ${this.operand()})`);
    else if (how === "call") this.emit(`${dst}: f64 = call @step(${this.operand()}, ${this.operand()})`);
    else if (["floor", "trunc", "abs"].includes(how))
      this.emit(`${dst}: f64 = runtime.math_${how}(${this.operand()})`);
    else this.emit(`${dst}: f64 = arith.${how} ${this.operand()}, ${this.operand()}`);
  }

  private bits(): void {
    const [x, y, z] = [this.temp(), this.temp(), this.temp()];
    const how = this.random.pick(["and", "or", "xor", "shl", "sar", "shr"]);
    this.emit(`${x}: i32 = convert.to_i32 ${this.operand()}`);
    this.emit(`${y}: i32 = convert.to_i32 ${this.operand()}`);
    this.emit(`${z}: ${how === "shr" ? "u32" : "i32"} = bits.${how} ${x}, ${y}`);
    this.emit(`${this.local()}: f64 = convert.to_f64 ${z}`);
  }

  private branch(): void {
    const [yes, no, after] = [this.label(), this.label(), this.label()];
    const cond = this.temp();
    this.emit(
      `${cond}: bool = compare.${this.random.pick(["lt", "le", "gt", "ge", "eq", "ne"])} ${this.local()}, ${this.operand()}`,
    );
    this.emit(`branch ${cond}, ${yes}, ${no}`);
    this.depth++;
    this.emit(`${yes}:`);
    this.statements(1 + this.random.below(3));
    this.emit(`jump ${after}`);
    this.emit(`${no}:`);
    this.statements(this.random.below(3));
    this.emit(`jump ${after}`);
    this.emit(`${after}:`);
    this.depth--;
  }

  /** A counter of its own bounds the loop, whatever the body does to the locals. */
  private loop(): void {
    const [head, body, after] = [this.label(), this.label(), this.label()];
    const [counter, cond] = [this.temp(), this.temp()];
    const limit = this.random.pick(["3", "17", "40"]);
    this.emit(`${counter}: f64 = copy 0`);
    this.emit(`jump ${head}`);
    this.emit(`${head}:`);
    this.emit(`${cond}: bool = compare.lt ${counter}, ${limit}`);
    this.emit(`branch ${cond}, ${body}, ${after}`);
    this.depth++;
    this.emit(`${body}:`);
    if (this.random.below(2) === 0) this.emit(`${this.local()}: f64 = copy ${counter}`);
    this.statements(1 + this.random.below(3));
    this.emit(`${counter}: f64 = arith.add ${counter}, 1`);
    this.emit(`jump ${head}`);
    this.emit(`${after}:`);
    this.depth--;
  }
}

const STEP = `func @step(%n: f64, %m: f64) -> f64 {
b0:
  %c: bool = compare.lt %n, 100
  branch %c, b1, b2
b1:
  %x: f64 = arith.add %n, %m
  return %x
b2:
  %y: f64 = runtime.math_floor(%m)
  return %y
}
`;

async function outputs(module: Module): Promise<string[]> {
  findMayThrow(module);
  return (await runModule(module, { optimise: "2" })).split("\n");
}

test("generated programs compute the same with and without narrowing", async () => {
  const bodies = Array.from({ length: 120 }, (_, seed) => new Program(seed + 1).text());
  const narrowed = casesModule(STEP, bodies);
  narrowRanges(narrowed);
  const changed = narrowed.functions
    .flatMap((f) => f.locals)
    .filter((l) => l.type === "i32" && /^[a-e]$/.test(l.name));
  expect(changed.length).toBeGreaterThan(20); // otherwise nothing was put to the test
  const [expected, actual] = [await outputs(casesModule(STEP, bodies)), await outputs(narrowed)];
  const differing = expected.flatMap((line, i) =>
    line === actual[i] ? [] : [`${bodies[i]}\n${line}\n${actual[i]}`],
  );
  expect(differing[0] ?? "").toBe("");
});

test("every kind of node still does what it does after narrowing", async () => {
  const module = casesModule(
    HEADER,
    CASES.map(([, body]) => body),
  );
  narrowRanges(module);
  const lines = await outputs(module);
  const wrong = CASES.flatMap(([title, , prints], i) =>
    matches(lines[i], prints) ? [] : [`${title}: ${lines[i]}`],
  );
  expect(wrong).toEqual([]);
});
