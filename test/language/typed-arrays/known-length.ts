// Typed arrays of a length that the program fixes: elements in bounds, beside them and through lying types.
function fill(w: Uint32Array, from: number): void {
  for (let i = 0; i < 16; i++) w[i] = (from * (i + 1)) >>> 0;
  for (let i = 16; i < 64; i++) w[i] = (w[i - 16]! + w[i - 7]! + (w[i - 2]! >>> 3)) | 0;
}
function sum(w: Uint32Array): number {
  let total = 0;
  for (let i = 0; i < 64; i++) total = (total + w[i]!) | 0;
  return total;
}
const w = new Uint32Array(64);
fill(w, 0x9e3779b9);
console.log(w[0], w[15], w[16], w[63], sum(w));

// Shorter than its reader hopes: missing elements are NaN in sums, and nothing is written.
const short = new Uint32Array(20);
fill(short, 3);
console.log(short.length, short[0], short[19], sum(short), short[20]);

// The last element, one after it, and before the first.
function at(a: Uint8Array, i: number): string {
  const x = a[i];
  return `${x} ${a[i]! + 1} ${(a[i]! + 1) | 0} ${a[i]! | 0}`;
}
const bytes = new Uint8Array(4);
bytes[3] = 255;
console.log(at(bytes, 3), at(bytes, 4), at(bytes, -1), at(bytes, 1.5), at(bytes, NaN), at(bytes, -0));

// Stores convert modulo 2^8, 2^16 and 2^32, or clamp.
const i8 = new Int8Array(3);
const u16 = new Uint16Array(3);
const clamped = new Uint8ClampedArray(3);
const f32 = new Float32Array(3);
for (let i = 0; i < 3; i++) {
  const big = i * 2147483647 + i * 2147483647 + 200;
  i8[i] = big;
  u16[i] = big - 70000;
  clamped[i] = big - 210;
  f32[i] = big;
}
console.log(i8.join(), u16.join(), clamped.join(), f32.join());

// Lengths: fractions, NaN, undefined, and those that are none.
console.log(new Uint8Array(2.9).length, new Uint8Array(NaN).length, new Uint8Array(-0.5).length, new Uint8Array(0).length);
for (const length of [-1, 2 ** 53]) {
  try {
    console.log(new Float64Array(length).length);
  } catch (error) {
    console.log(`${error}`);
  }
}

// Behind a lying type stands an ordinary array: it keeps what a Uint32Array would cut.
const list: number[] = [1.5, -7, 3];
const lying = list as unknown as Uint32Array;
lying[0] = 4294967295 + 5;
lying[1] = lying[2]! - 10;
console.log(list[0], list[1], lying[2]! + 0.5, lying.length);

// Two kinds in one variable.
function first(a: Uint8Array | Int8Array): number {
  return a[0]! + 1;
}
const minus = new Int8Array(1);
minus[0] = -1;
const plus = new Uint8Array(1);
plus[0] = 255;
console.log(first(minus), first(plus));
