// A module namespace as a value: keys in order, live bindings, read-only, printed as Node prints it.
import * as tools from "./tools.ts";
import { nested } from "./barrel.ts";
import * as barrel from "./barrel.ts";

console.log(Object.keys(tools));
console.log(tools);
console.log("count" in tools, "missing" in tools, Object.hasOwn(tools, "Box"));
function describe(ns: Record<string, unknown>): string {
  return Object.entries(ns)
    .map(([key, value]) => `${key}:${typeof value}`)
    .join(" ");
}
console.log(describe(tools));
const pick = (name: "double" | "negate"): ((n: number) => number) => tools[name];
console.log(pick("double")(4), pick("negate")(4));
tools.increase();
console.log(tools.count, (tools as Record<string, unknown>)["count"]);
console.log({ ...tools }.count, Object.getPrototypeOf(tools), Object.isFrozen(tools), Object.isExtensible(tools));
console.log(Object.prototype.toString.call(tools), Object.getOwnPropertyDescriptor(tools, "count"));
console.log(nested === tools, nested.double(5), barrel.nested.count, Object.keys(barrel));
console.log(new tools.Box(2).size, tools.default);
const same: unknown = tools;
console.log(same === tools, typeof same);
