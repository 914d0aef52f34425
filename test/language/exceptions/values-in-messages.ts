// Messages name values by their constructor, those with a toString of their own by their tag, errors by their text.
class Point {}
class Quoted {
  toString() {
    return "quoted";
  }
}
class Missing extends RangeError {
  override name = "Missing";
}
const values: unknown[] = [
  new Date(0), /x/g, new Error("bad"), new Missing("lamp"), new Map(), new Set(), [1], {}, new Point(), new Quoted(),
  new Uint8Array(1), Promise.resolve(), Object.create(null), Symbol("s"), "text", undefined, null, new Error(),
];
function messageOf(call: () => unknown): string {
  try {
    return `gave ${String(call())}`;
  } catch (error) {
    return (error as Error).message;
  }
}
for (const value of values) {
  const any = value as any;
  console.log(messageOf(() => [1].map(any)));
  console.log(messageOf(() => Map.prototype.get.call(any, 1)));
  console.log(messageOf(() => Promise.prototype.then.call(any)));
  if (!(any instanceof Date)) console.log(messageOf(() => Date.prototype.getTime.call(any)));
  if (typeof any !== "symbol") {
    console.log(messageOf(() => Symbol.keyFor(any)));
    console.log(messageOf(() => Symbol.prototype.toString.call(any)));
    console.log(messageOf(() => Symbol.prototype.valueOf.call(any)));
  }
}
const size = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
console.log(messageOf(() => size.call(new Set())));
for (const value of [5, true]) console.log(messageOf(() => Set.prototype.has.call(value as any, 1)));
