// Functions of console and Math are replaced through the global object, too.
const g: any = globalThis;
g.Math.random = () => 0.5;
console.log(Math.random());
const got: unknown[] = [];
({ log: console.log } = { log: (x: unknown) => { got.push(x) } });
console.log("lost");
console.info(got);
const { info } = console;
const c = (globalThis as any)["console"];
c.info = (x: unknown) => { got.push("info", x); };
console.info("hidden");
info(got);
