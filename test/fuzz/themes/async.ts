// Theme: the order in which awaits, promise reactions, combinators, microtasks and timers run, and errors in them.
// Timers that are compared are set in the same turn, so that the load of the machine cannot decide.
import type { Random } from "../random.ts";

class Tasks {
  private readonly r: Random;
  private id = 0;

  constructor(r: Random) {
    this.r = r;
  }

  private next(): number {
    this.id += 1;
    return this.id;
  }

  /** A promise or a plain value, as an expression. `below`: functions with a lower number, so that nothing recurses. */
  awaitable(depth: number, below: number): string {
    const { r } = this;
    const n = this.next();
    const d = depth - 1;
    const simple = [
      () => `Promise.resolve(${n})`,
      () => `${n}`,
      () => `Promise.reject(new Error("r${n}"))`,
      () => `new Promise<unknown>((resolve) => queueMicrotask(() => resolve(${n})))`,
      () => `null`,
      () => `{ then(done: (v: unknown) => void): void { log("then${n}"); done(${n}); } }`,
      () => `"s${n}"`,
    ];
    if (below > 0)
      simple.push(
        () => `f${r.int(below)}(${n})`,
        () => `f${r.int(below)}(${n})`,
      );
    if (depth <= 0) return r.oneOf(...simple);
    const sub = () => this.awaitable(d, below);
    const promise = () => this.promise(d, below);
    return r.oneOf(
      ...simple,
      () => `Promise.all([${sub()}, ${sub()}])`,
      () => `Promise.allSettled([${sub()}, ${sub()}]).then((all) => all.map((x) => x.status).join())`,
      () => `Promise.race([${sub()}, ${sub()}])`,
      () => `Promise.any([${sub()}, ${sub()}])`,
      () => `${promise()}.then((v) => { log(["t${n}", v]); return ${sub()}; })`,
      () =>
        `${promise()}.then((v) => { log(["t${n}", v]); return v; }, (e) => { log("c${n}"); return ${n}; })`,
      () => `${promise()}.catch((e) => { log(["c${n}", message(e)]); return ${sub()}; })`,
      () =>
        `${promise()}.finally(() => { log("f${n}"); ${r.chance(0.2) ? `throw new Error("fin${n}");` : ""} })`,
      () => `(async () => { log("a${n}"); ${this.statements(d, below, 2)} return ${sub()}; })()`,
    );
  }

  private promise(depth: number, below: number): string {
    return this.r.oneOf(
      () => `Promise.resolve<unknown>(${this.next()})`,
      () => `Promise.reject<unknown>(new Error("p${this.next()}"))`,
      () => `wrap(${this.awaitable(depth, below)})`,
      () => `wrap(${this.awaitable(depth, below)})`,
    );
  }

  statements(depth: number, below: number, count: number): string {
    return this.r.times(count, () => this.statement(depth, below)).join("\n");
  }

  statement(depth: number, below: number): string {
    const { r } = this;
    const n = this.next();
    const d = depth - 1;
    const simple = [
      () => `log([${n}, await ${this.awaitable(d, below)}]);`,
      () => `log(${n});`,
      () => `total += Number(await ${n}) + total;`,
      () => `queueMicrotask(() => log("m${n}"));`,
      () =>
        `void wrap(${this.awaitable(d, below)}).then((v) => log(["v${n}", v]), (e) => log(["e${n}", message(e)]));`,
    ];
    if (depth <= 0) return r.oneOf(...simple);
    return r.oneOf(
      ...simple,
      () =>
        `try { ${this.statements(d, below, 2)} } catch (e) { log(["caught${n}", message(e)]); ${this.statement(d - 1, below)} }`,
      () =>
        `try { ${this.statements(d, below, 2)} } catch (e) { log(message(e)); } finally { log("fin${n}"); ${this.statement(d - 1, below)} }`,
      () =>
        `for (let i = 0; i < ${r.between(1, 3)}; i += 1) { ${this.statement(d, below)} ${r.chance(0.3) ? "if (total > 3) break;" : ""} hooks.push(() => log(["hook${n}", i])); }`,
      () =>
        `for (const item of [${n}, await ${this.awaitable(d, below)}]) { log(["item", item]); ${this.statement(d, below)} }`,
      () =>
        `if (Number(await ${n}) % 2 === 0) { ${this.statement(d, below)} } else { ${this.statement(d, below)} }`,
      () =>
        `const v${n} = await ${this.awaitable(d, below)}; const w${n} = [v${n}, await ${n}, total]; log(w${n});`,
      () => `log((await ${n}) + (await f${r.int(Math.max(1, below))}s(${n})) + total);`,
    );
  }
}

export function asynchronous(r: Random): string {
  const functions = r.between(2, 4);
  const tasks = new Tasks(r);
  const lines = [
    `const hooks: (() => void)[] = [];
function log(value: unknown): void {
  console.log(value);
}
function message(e: unknown): string {
  return e instanceof AggregateError ? "aggregate" + e.errors.length : e instanceof Error ? e.message : String(e);
}
async function wrap(value: unknown): Promise<unknown> {
  return value;
}
async function f0s(n: number): Promise<number> {
  return n;
}`,
  ];
  for (let f = 1; f <= functions; f += 1)
    lines.push(`async function f${f}s(n: number): Promise<number> {\n  await null;\n  return n * 2;\n}`);
  for (let f = 0; f < functions; f += 1) {
    lines.push(`async function f${f}(start: number): Promise<unknown> {
  let total = start;
  log("in${f}");
  ${tasks.statements(2, f, 3)}
  log(["out${f}", total]);
  ${r.chance(0.25) ? `throw new Error("f${f}");` : "return total;"}
}`);
  }
  lines.push(`let total = 0;`);
  const starts = r.times(
    3,
    (n) =>
      `wrap(f${r.int(functions)}(${n})).then((v) => log(["done", v]), (e) => log(["failed", message(e)]));`,
  );
  const timers = r.times(
    3,
    (n) =>
      `setTimeout(() => { log("timer${n}"); ${r.chance(0.5) ? `void Promise.resolve(${n}).then(log);` : ""} }, ${r.pick(["0", "1", "1"])});`,
  );
  lines.push(...r.shuffled([...starts, ...timers]));
  if (r.chance(0.5))
    lines.push(`try {\n${tasks.statements(2, functions, 3)}\n} catch (e) {\n  log(message(e));\n}`);
  lines.push(`setTimeout(() => { for (const hook of hooks) hook(); log(total); }, 20);`);
  return lines.join("\n") + "\n";
}
