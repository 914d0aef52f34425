// Object.prototype.toString and Symbol.toStringTag know the kinds of built-in objects.
const values: any[] = [new Uint8Array(2), new Float64Array(1), new ArrayBuffer(1), new DataView(new ArrayBuffer(1)), new Map(), new Set()];
values.push(Promise.resolve(), Symbol("s"), 1n, new WeakMap(), Math, (function* () {})(), new Map().keys(), [].values());
values.push(async () => {}, function* () {}, async function* () {}, () => 1, [], {}, "text", 1, true, new Date(0), /a/, new Error("e"));
for (const value of values) console.log(Object.prototype.toString.call(value), value[Symbol.toStringTag]);
class Own {
  get [Symbol.toStringTag](): string {
    return "Mine";
  }
}
console.log(String(new Own()), (new Own() as any)[Symbol.toStringTag], Object.prototype.toString.call(undefined));
