// Blob and File: what they are made of, their parts, how they are read and printed.
import { Blob as NodeBlob, File as NodeFile } from "node:buffer";

const bytes = new Uint8Array([1, 2, 3, 4]);
const blob = new Blob(["abc", new Uint8Array([100]), new Blob(["é"])], { type: "Text/Plain" });
console.log(blob, blob.size, blob.type, String(blob), Object.keys(blob), JSON.stringify(blob));
console.log(await blob.text(), await blob.arrayBuffer(), blob instanceof Blob, typeof blob);

// Parts, whose type is their own.
const part = blob.slice(1, 3, "X/y");
console.log(part, await part.text(), blob.slice(-2).size, blob.slice(2, 1).size, blob.slice(0, 99).size, blob.slice(1).type);

// Copies, not views.
const copied = new Blob([bytes.subarray(1, 3), bytes.buffer, new DataView(bytes.buffer, 3)]);
bytes[1] = 9;
console.log(new Uint8Array(await copied.arrayBuffer()), copied.size);

// Texts as UTF-8 and back.
const texts = ["\ud800", "\ufeffa", "ä€😀"];
for (const text of texts) console.log(JSON.stringify(await new Blob([text]).text()), new Blob([text]).size);
console.log(await new Blob([5, {}, null, [1, 2]] as any).text(), JSON.stringify(await new Blob([new Uint8Array([255])]).text()));
console.log(JSON.stringify(await new Blob(["a\r\nb\nc\rd"], { endings: "native" }).text()), new Blob(new Set(["a", "b"])).size);
console.log(new Blob(), new Blob(undefined, undefined).type === "", new Blob([], { type: "aé" }).type, new Blob([], { type: 5 as any }).type);

const file = new File(["x"], "a.txt", { type: "text/plain", lastModified: 5 });
console.log(file, file.name, file.lastModified, file instanceof Blob, file instanceof File, String(file), file.slice(0));
for (const lastModified of [5.7, Number.NaN, "7", null, new Date(9)] as any[])
  console.log(new File([], "a", { lastModified }).lastModified);
console.log(new File([], 5 as any).name, JSON.stringify(new File([], "a\ud800b").name), Date.now() - new File([], "").lastModified < 1000);
console.log([blob], { a: { b: { c: new Blob() } } }, [file], [[[file]]]);

const failing = (make: () => unknown): void => {
  try {
    console.log(make());
  } catch (error) {
    console.log((error as Error).name, (error as Error).message, (error as { code?: string }).code);
  }
};
failing(() => new (File as any)());
failing(() => new (File as any)([]));
failing(() => new Blob("abc" as any));
failing(() => new Blob(5 as any));
failing(() => new Blob(null as any));
failing(() => new Blob({} as any));
failing(() => new Blob([], 5 as any));
failing(() => new Blob([], null as any).type);
failing(() => new Blob([], { endings: "x" as any }));

// Reading takes its turn among other jobs.
new Blob(["abc"]).text().then(() => console.log("text"));
new Blob(["abc"]).arrayBuffer().then(() => console.log("buffer"));
let turn = Promise.resolve();
for (let i = 0; i < 4; i++) turn = turn.then(() => console.log("turn", i));
const any: any = blob;
console.log(typeof Blob, Blob.name, any.size, any.constructor === Blob, Object.prototype.toString.call(file), File.prototype instanceof Blob);

// Inside other objects, and too deep to be shown.
console.log({ url: new URL("http://a/b"), file }, [new URL("http://a")]);
for (const shown of [new URL("http://a"), new URLSearchParams("a=1"), new AbortController(), new AbortController().signal])
  console.log({ a: { b: { c: shown } } });
for (const shown of [new WeakMap(), new WeakSet(), blob, file]) console.log({ a: { b: { c: shown } } });
console.log(NodeBlob === Blob, NodeFile === File, globalThis.Blob === Blob, Blob.length, File.length, blob.slice.length);
