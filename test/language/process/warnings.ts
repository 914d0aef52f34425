// Warnings go to standard error after what runs now.
process.emitWarning("careful");
process.emitWarning("old", "DeprecationWarning", "DEP1");
process.emitWarning(new RangeError("bad"));
process.emitWarning("more", { type: "Odd", code: "X1", detail: "in detail" });
const shared: ArrayBufferLike = new Uint8Array([1, 2, 3]).buffer;
console.log(Buffer.from(shared, 1), Buffer.from(shared).toString("base64"));
