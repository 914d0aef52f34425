// Functions of console and Math are replaced through other variables, keys, definitions and patterns, too.
interface Logger { log(...args: unknown[]): void; info(...args: unknown[]): void }
const logger: Logger = console;
const out: string[] = [];
logger.log("before");
const original = logger.log;
logger.log = (...a) => { out.push(a.map(String).join("|")); };
console.log("hidden", 1, { a: 1 });
logger.log = original;
console.info("shown", out);
const g: any = globalThis;
g.Math.random = () => 0.5;
console.log(Math.random());
globalThis.Math.abs = (n: number) => n * 100;
console.log(Math.abs(-1));
const methods = ["log", "error"] as const;
const saved: Record<string, (...args: any[]) => void> = {};
const caught: unknown[][] = [];
for (const m of methods) { saved[m] = console[m]; console[m] = (...args: unknown[]) => { caught.push([m, ...args]); }; }
console.log("a %d", 1); console.error("b");
for (const m of methods) console[m] = saved[m]!;
console.log(caught);
Object.assign(console, { debug: (...args: unknown[]) => { caught.push(args) } });
console.debug("x"); console.log(caught.length);
Object.defineProperty(Math, "sign", { value: () => "sign", configurable: true, writable: true });
console.log(Math.sign(-4));
({ log: console.log } = { log: (x: unknown) => { caught.push([x]) } });
console.log("lost");
console.info(caught.at(-1));
