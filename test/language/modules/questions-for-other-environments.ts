// Globals of browsers and other runtimes are asked for by typeof; what the answer rules out is not there.
// @ts-nocheck: nothing declares them.
console.log(typeof window, typeof window !== "undefined", typeof self === "undefined", typeof document);
export const isBrowser = typeof window !== "undefined" && typeof window.document !== "undefined";
console.log(isBrowser, typeof Deno);
const root: any = (typeof window === "object" && window) || (typeof self === "object" && self) || globalThis;
console.log(typeof root);
const place = typeof location === "undefined" ? "nowhere" : location.href;
if (typeof window !== "undefined" && window.localStorage) console.log(window.localStorage.getItem("a"));
else console.log("no window", place);
if (!(typeof document === "undefined")) document.title = "a";
const runtime = "undefined" !== typeof Deno ? "deno" : typeof Bun !== "undefined" ? `bun ${Bun.version}` : "node";
console.log(runtime);
function host(): string {
  if (typeof window === "undefined" || window.name === "x") return "none";
  return "browser";
}
console.log(host());
if (typeof window !== "undefined") window.addEventListener("load", () => console.log(window.name, self.name));
const holder = { self: 1, window: 2 };
const { self: own } = holder;
console.log(own, holder.window, ((window: number) => typeof window)(1));
let count = 0;
while (typeof importScripts === "function" && count < 3) count++;
console.log(count, typeof navigator);
