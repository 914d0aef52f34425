// Questions for the kinds of buffers and arrays that a program cannot make: nothing is one of them.
const kindOf = (value: unknown): string => {
  if (
    value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== "undefined" && value instanceof SharedArrayBuffer)
  )
    return "buffer";
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) return "bigints";
  return ArrayBuffer.isView(value) ? value.constructor.name : typeof value;
};
const asked: string[] = [];
const ask = (value: unknown): unknown => {
  asked.push(typeof value);
  return value;
};
console.log([new ArrayBuffer(2), new Uint8Array(1), new DataView(new ArrayBuffer(1)), {}, 5n, null].map(kindOf));
console.log(ask(1) instanceof SharedArrayBuffer, asked, typeof SharedArrayBuffer);
