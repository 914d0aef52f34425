// BigInt64Array and BigUint64Array hold bigints of 64 bits, and refuse numbers.

const t = (f: () => unknown) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(String(e));
  }
};
const any = (value: unknown): any => value;

// Making them.
t(() => [new BigInt64Array(2), new BigUint64Array([1n, -1n, 2n ** 63n, 5n - 2n ** 70n])]);
t(() => [BigInt64Array.of(1n, 2n ** 64n - 1n), BigInt64Array.from([1, 2], (x) => BigInt(x))]);
t(() => [new BigInt64Array(any(["12", true])), new BigInt64Array(new BigUint64Array([2n ** 64n - 1n]))]);
t(() => new BigInt64Array(any(["x"])));
t(() => new BigInt64Array(any([1])));
t(() => BigInt64Array.from(any([1, 2])));
t(() => new BigInt64Array(any([null])));
t(() => new BigInt64Array(any([Symbol("s")])));
t(() => new BigInt64Array(any(new Uint8Array(1))));
t(() => new Uint8Array(any(new BigInt64Array(1))));
t(() => new BigInt64Array(-1));
t(() => new BigInt64Array(any(1n)));
t(() => new BigInt64Array(new ArrayBuffer(9)));
t(() => new BigUint64Array(new ArrayBuffer(16), 4));
t(() => any(BigInt64Array)(3));

// Elements.
const b = new BigInt64Array(4);
b[0] = 5n;
b[1] = -7n;
b[2]! += 3n;
b[3]!++;
any(b)[9] = 1n;
t(() => ((any(b)[0] = 1), 0));
t(() => ((any(b)[9] = 1), 0));
t(() => ((any(b)[3] = { valueOf: () => "7" }), b));
t(() => [b[0]! + b[1]!, b[9], b.length, b.byteLength, b.BYTES_PER_ELEMENT, BigInt64Array.BYTES_PER_ELEMENT]);
for (const x of b) console.log(x);
for (const [i, x] of b.entries()) console.log(i, x);
const [first, , ...rest] = b;
console.log(first, rest, [...b.keys()], [...b], Object.keys(b), "1" in b, Object.entries(b));

// Methods.
t(() => [b.at(-1), b.at(9), b.includes(3n), b.indexOf(3n), b.lastIndexOf(9n), b.indexOf(any(3)), b.join("-"), `${b}`]);
t(() => [b.subarray(1, 3), b.slice(-2), b.map((x) => x * 2n), b.filter((x) => x > 0n), b.toReversed(), b.with(0, 9n)]);
t(() => [b.find((x) => x < 0n), b.findIndex((x) => x < 0n), b.findLast((x) => x > 0n), b.findLastIndex((x) => x > 99n)]);
t(() => [b.some((x) => x === 3n), b.every((x) => x > 0n), b.reduce((x, y) => x + y), b.reduceRight((s, x, i) => `${s}${i}:${x} `, "")]);
t(() => [new BigInt64Array([3n, -1n, 2n]).sort(), b.toSorted((x, y) => (x > y ? -1 : 1)), b.slice().reverse()]);
t(() => [b.slice().fill(1n, 2), b.slice().copyWithin(0, 2), b.slice().fill(2n ** 64n + 1n)]);
t(() => new BigInt64Array(2).fill(any(1)));
t(() => b.with(0, any(1)));
t(() => b.map((x) => any(Number(x))));
t(() => {
  const target = new BigInt64Array(4);
  target.set([1n, 2n], 1);
  target.set(new BigUint64Array([2n ** 64n - 2n]), 3);
  return target;
});
t(() => new BigInt64Array(1).set(any(new Uint8Array(1))));
t(() => new Uint8Array(1).set(any(new BigInt64Array(1))));
t(() => new BigInt64Array(1).set(any([1])));
t(() => new BigInt64Array(1).set([1n, 2n]));
b.forEach((x, i, all) => console.log(x, i, all === b));

// What they are.
const u = new BigUint64Array(b.buffer);
t(() => [u, new Uint8Array(b.buffer, 0, 9), new DataView(u.buffer).getBigInt64(8, true), structuredClone(u)]);
t(() => [b instanceof BigInt64Array, any(b) instanceof BigUint64Array, Object.prototype.toString.call(b), b.constructor === BigInt64Array]);
t(() => JSON.stringify(new BigInt64Array(0)));
t(() => JSON.stringify(b));
for (const C of [BigInt64Array, BigUint64Array, Uint8Array]) {
  const made = any(C);
  t(() => [new made(2), made.BYTES_PER_ELEMENT, made.name, made.length, made.from([])]);
}
const dynamic = any(b);
t(() => [dynamic.map((x: bigint) => x * 2n), dynamic.subarray(2), dynamic.sort(), dynamic.fill(9n, 1, 2), dynamic.toString()]);
let sum = 0n;
for (let i = 0; i < u.length; i++) sum += u[i]!;
console.log(sum, Array.from(b, (x) => Number(x)));
