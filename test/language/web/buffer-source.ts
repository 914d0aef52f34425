// BufferSource, the web's type of what holds bytes, is known.
function byteLengthOf(source: BufferSource): number {
  return ArrayBuffer.isView(source) ? source.byteLength : source.byteLength;
}
console.log(byteLengthOf(new ArrayBuffer(3)), byteLengthOf(new Uint16Array(4)), byteLengthOf(new DataView(new ArrayBuffer(5))));
