// Uint8Array: wrap-around on store, bounds, set, subarray sharing, slice copying, fill, iteration, from.
const bytes = new Uint8Array(8);
bytes[0] = 255;
bytes[1] = 256;
bytes[2] = -1;
bytes[3] = 3.99;
bytes[4] = NaN;
bytes[5] = 1e10;
bytes[20] = 5;
console.log(bytes.join(), bytes.length, bytes[20], bytes[-1], bytes.byteLength);
bytes[0] += 1;
bytes[1]--;
bytes[2] <<= 4;
bytes[3] ^= 0xff;
console.log(bytes.join(), bytes.indexOf(252), bytes.includes(240));
const view = bytes.subarray(2, 5);
view[0] = 77;
const copy = bytes.slice(2, 5);
copy[0] = 1;
console.log(bytes[2], view.length, view.byteOffset, copy.join(), bytes.subarray(-2).length);
bytes.set([1, 2, 3], 5);
bytes.fill(9, 0, 2);
console.log(bytes.join(" "), Array.from(bytes.subarray(5)).join(), [...view].join());
const from = Uint8Array.from([1, 300, -2]);
const given = new Uint8Array([5, 6, 7]);
console.log(from.join(), given.map((b) => b * 100).join(), given.reduce((a, b) => a + b), new Uint8Array(given).join());
let sum = 0;
for (const b of given) sum += b;
for (const [i, b] of given.entries()) sum += i * b;
console.log(sum, given.reverse().join(), given instanceof Uint8Array);
try {
  bytes.set([1, 2, 3, 4], 6);
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
