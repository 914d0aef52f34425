// The global object by Node's older name, which programs use without declaring it.
// @ts-nocheck
global.counter = 3;
console.log(global.counter, typeof global, global === globalThis, (globalThis as any).counter);
console.log(typeof global.nothing, global["counter"], "counter" in global, global.Math === Math);
global.setTimeout(() => console.log("later", ++global.counter), 1);
const root = typeof global !== "undefined" ? global : globalThis;
root.hook = (n: number): number => n + global.counter;
console.log(root.hook(4), global?.hook?.(5));
{
  const global = { counter: "own" };
  console.log(global.counter);
}
export {};
