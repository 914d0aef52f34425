// Bit operators convert to 32 bits: wrap, truncate, take the shift count modulo 32, and give signed or unsigned results.
const values = [0, 1, -1, 5.9, -5.9, 2147483647, 2147483648, 4294967295, 4294967296, -2147483649, 1e10, 2 ** 53, NaN, Infinity, -0];
for (const v of values) console.log(v, "|", v | 0, v >>> 0, ~v, v & 0xff, v ^ 0x55, v << 1, v >> 1, v >>> 1);
for (const shift of [0, 1, 31, 32, 33, -1, 40]) console.log(shift, 1 << shift, -8 >> shift, -8 >>> shift, 1 << shift >>> 0);
let bits = 0;
bits |= 0x80000000;
console.log(bits, bits >>> 0, (bits >>>= 4), (bits ^= 0xffffffff), (bits &= 0xf0f0), (bits <<= 16), (bits >>= 3));
function popcount(x: number): number {
  let count = 0;
  for (let rest = x >>> 0; rest !== 0; rest >>>= 1) count += rest & 1;
  return count;
}
console.log(popcount(-1), popcount(0xabcd), popcount(2 ** 31), Math.clz32(1), Math.clz32(0), Math.clz32(-1), Math.clz32(0.5));
console.log(Math.imul(0xffffffff, 5), Math.imul(65537, 65537), Math.imul(123456789, 987654321), Math.imul(2.9, 3.9));
let crc = 0xffffffff;
for (const c of "123456789") {
  crc ^= c.charCodeAt(0);
  for (let k = 0; k < 8; k += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
}
console.log(((crc ^ 0xffffffff) >>> 0).toString(16), "7" as unknown as number | 0, (true as unknown as number) << 3);
