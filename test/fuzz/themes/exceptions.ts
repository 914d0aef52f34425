// Theme: try, catch and finally with return, break, continue and throw in all positions, nested and in loops.
// Everything thrown is printed by what it is, not by its stack.
import type { Random } from "../random.ts";

class Bodies {
  private readonly r: Random;
  private id = 0;

  constructor(r: Random) {
    this.r = r;
  }

  private mark(): string {
    this.id += 1;
    return `log(${this.id});`;
  }

  block(depth: number, loops: readonly string[]): string {
    const count = this.r.between(1, 3);
    const parts = this.r.times(count, () => this.statement(depth, loops));
    return `{ ${this.mark()} ${parts.join("\n")} }`;
  }

  statement(depth: number, loops: readonly string[]): string {
    const { r } = this;
    if (depth <= 0) return this.simple(loops);
    const d = depth - 1;
    return r.oneOf(
      () => this.simple(loops),
      () => this.tries(d, loops),
      () => this.tries(d, loops),
      () => this.tries(d, loops),
      () => `if (coin()) ${this.block(d, loops)} else ${this.block(d, loops)}`,
      () => this.loop(d, loops),
      () =>
        `switch (step % 3) { case 0: ${this.statement(d, [...loops, ""])} case 1: ${this.mark()} break; default: ${this.statement(d, [...loops, ""])} }`,
    );
  }

  private tries(d: number, loops: readonly string[]): string {
    const { r } = this;
    const body = `try ${this.block(d, loops)}`;
    const caught = r.chance(0.8)
      ? ` catch (e) { log(e instanceof Error ? e.message : e); ${this.statement(d, loops)} }`
      : "";
    const last =
      caught === "" || r.chance(0.6) ? ` finally ${this.block(d - (r.chance(0.5) ? 1 : 0), loops)}` : "";
    return body + caught + last;
  }

  private loop(d: number, loops: readonly string[]): string {
    const { r } = this;
    this.id += 1;
    const label = `l${this.id}`;
    const inside = [...loops, label];
    return r.oneOf(
      () => `${label}: for (let i${this.id} = 0; i${this.id} < 3; i${this.id} += 1) ${this.block(d, inside)}`,
      () => `${label}: for (const x of [1, 2, 3]) { log(x); ${this.block(d, inside)} }`,
      () => `${label}: while (budget()) ${this.block(d, inside)}`,
      () => `${label}: do ${this.block(d, inside)} while (budget() && coin());`,
    );
  }

  /** Conditional, so that what follows stays reachable and TypeScript stays content. */
  private simple(loops: readonly string[]): string {
    const { r } = this;
    const named = loops.filter((label) => label !== "");
    return r.oneOf(
      () => this.mark(),
      () => `local += ${r.between(1, 9)};`,
      () => `if (coin()) throw new Error("e${r.int(99)}");`,
      () =>
        `if (coin()) throw ${r.pick(['"text"', "step", "null", "undefined", "local", "new TypeError('t' + local)"])};`,
      () => `if (coin()) return local + ${r.int(99)};`,
      () => `if (coin()) return mayThrow(local);`,
      () => `log(mayThrow(step));`,
      () => (named.length > 0 ? `if (coin()) break ${r.pick(named)};` : this.mark()),
      () => (named.length > 0 ? `if (coin()) continue ${r.pick(named)};` : this.mark()),
      () => `text = text + step; held.push(text.length);`,
    );
  }
}

export function exceptions(r: Random): string {
  const lines = [
    `let state = ${r.int(1000) + 1};
let step = 0;
let output: unknown[] = [];
function log(value: unknown): void {
  output.push(value);
}
function coin(): boolean {
  step += 1;
  state = (state * 1103515245 + 12345) % 2147483648;
  return (state >> 8) % 4 === 0;
}
let left = 0;
function budget(): boolean {
  left -= 1;
  return left > 0;
}
function mayThrow(n: number): number {
  if (coin()) throw new RangeError("m" + n);
  return n * 2;
}`,
  ];
  const functions = r.between(2, 4);
  for (let f = 0; f < functions; f += 1) {
    const bodies = new Bodies(r);
    const isMethod = r.chance(0.3);
    const body = `let local = 1;
  let text = "";
  const held: number[] = [];
  ${r.chance(0.4) ? "const peek = () => local + held.length;\n  log(peek());" : ""}
  ${r.times(3, () => bodies.statement(3, [])).join("\n")}
  log(held.join());
  return local;`;
    lines.push(
      isMethod
        ? `class C${f} {\n  seen = 0;\n  run(): unknown {\n  this.seen += 1;\n  ${body}\n  }\n}\nconst c${f} = new C${f}();\nconst f${f} = () => c${f}.run();`
        : `function f${f}(): unknown {\n  ${body}\n}`,
    );
    lines.push(`for (let run = 0; run < 12; run += 1) {
  output = [];
  left = 8;
  let result: unknown;
  try {
    result = f${f}();
  } catch (e) {
    result = ["threw", e instanceof Error ? e.name + e.message : e];
  }
  console.log("f${f}", run, result, output.slice(0, 80).join(" "), output.length);
}`);
  }
  if (r.chance(0.3))
    lines.push(
      `throw ${r.pick(['new Error("last")', '"last"', "new TypeError('n' + step)", "{ code: 1 }"])};`,
    );
  return lines.join("\n") + "\n";
}
