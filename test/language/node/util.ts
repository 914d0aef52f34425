// Node's modules `util`, `url`, `os`, `perf_hooks`, `timers/promises`, `process` and `buffer`, as far as there are any.
import { Buffer } from "node:buffer";
import { EOL } from "node:os";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import util, { inspect, promisify } from "node:util";

console.log(util.format("%s %d %j", "a", 1, { a: 1 }), util.format("x", "y", { z: 1 }));
console.log(inspect({ a: { b: { c: { d: 1 } } } }, { depth: null }), inspect("text"), inspect({ a: { b: { c: { d: 1 } } } }));
console.log(util.isDeepStrictEqual([1, { a: 2 }], [1, { a: 2 }]), util.types.isDate(new Date()));
console.log(JSON.stringify(EOL), performance.now() >= 0, fileURLToPath("file:///a%20b/c"), pathToFileURL("/a b#c").href);

const later = promisify((ms: number, done: (error: Error | null, value: string) => void) => {
  setTimeout(() => done(ms < 0 ? new Error("negative") : null, `after ${ms}`), ms);
});
later(1).then(console.log);
later(-1).catch((error) => console.log(String(error)));
sleep(20, "slept").then(console.log);

const bytes = Buffer.from("hällo");
console.log(bytes, bytes.length, bytes.toString(), bytes.toString("hex"), bytes.toString("base64"), `${bytes}`);
console.log(Buffer.from("aGk=", "base64").toString(), Buffer.from("686", "hex"), Buffer.from([1, 2, 300]), JSON.stringify(bytes));
console.log(Buffer.concat([bytes, Buffer.from("!")]).toString("latin1"), Buffer.byteLength("€"), [...Buffer.from("ab")]);
console.log(Buffer.isBuffer(bytes), bytes.equals(Buffer.from("hällo")), Buffer.from("x".repeat(60)));

const deep = { a: { b: { c: { d: 1 } } } };
console.log(inspect(deep, false, null), inspect(deep, false, 0, false), inspect(deep, null));
// biome-ignore lint/suspicious/noExplicitAny: what JavaScript gives
const inJavaScript = inspect as any;
console.log(inJavaScript(deep, { depth: 1, colors: false, compact: 3, breakLength: undefined, sorted: false }));

const half = util.deprecate((n: number) => n / 2, "half is going", "DEP1");
console.log(half.length, typeof half);
console.log(util.formatWithOptions({}, "%s=%d", "a", 1), util.formatWithOptions({ colors: false }, deep));
