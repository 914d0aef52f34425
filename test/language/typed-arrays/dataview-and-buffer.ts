// One ArrayBuffer under several views; DataView in both byte orders, signed and unsigned, floats, bounds.
const buffer = new ArrayBuffer(16);
const view = new DataView(buffer);
const bytes = new Uint8Array(buffer);
view.setUint16(0, 0x1234);
view.setUint16(2, 0x1234, true);
view.setInt32(4, -2);
view.setFloat32(8, 1.5, true);
console.log([...bytes].map((b) => b.toString(16).padStart(2, "0")).join(" "));
console.log(view.getUint8(0), view.getInt8(7), view.getInt16(4), view.getUint16(4), view.getUint32(4), view.getInt32(4, true));
console.log(view.getFloat32(8, true), view.getUint16(0, true).toString(16));
view.setFloat64(8, -0.1);
console.log(view.getFloat64(8), view.getUint32(8).toString(16), view.getUint32(12).toString(16), buffer.byteLength);
const words = new Uint32Array(buffer, 4, 2);
bytes[4] = 0;
bytes[5] = 1;
bytes[6] = 0;
bytes[7] = 0;
console.log(words[0], words.length, words.byteOffset, new DataView(buffer, 4, 4).getUint32(0, true));
for (const at of [13, -1]) {
  try {
    view.getUint32(at);
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
}
const copy = buffer.slice(4, 8);
new Uint8Array(copy)[0] = 200;
console.log(copy.byteLength, bytes[4], new Uint8Array(copy)[0]);
function checksum(data: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 2) sum += (data[i] << 8) | (data[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
console.log(checksum(bytes), checksum(new Uint8Array([1, 2, 3])), checksum(new Uint8Array(0)));

// SetViewValue: the index is converted, then the value, then the bounds are looked at.
const poisoned = {
  valueOf(): number {
    throw new Error("valueOf");
  },
};
const order = new DataView(new ArrayBuffer(8));
for (const at of [-1, 0, 9]) {
  try {
    order.setInt16(at, poisoned as unknown as number);
  } catch (e) {
    console.log(at, (e as Error).message);
  }
}
