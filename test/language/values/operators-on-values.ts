// Operators on values of no known type give for numbers what they give for numbers whose type is known.
const numbers = [0, -0, 1, -1, 2.5, -7.25, 31, 32, 33, 1e9, 2147483648, -2147483649, 4294967296, 1e21, 5e-324, NaN, Infinity, -Infinity];
const others: unknown[] = [undefined, null, true, "3", "x", [4], { valueOf: () => 5 }, { toString: () => "6" }];

const text = (v: unknown): string => (Object.is(v, -0) ? "-0" : String(v));

function known(a: number, b: number): string {
  const arithmetic = [a + b, a - b, a * b, a / b, a % b, a ** b, a & b, a | b, a ^ b, a << b, a >> b, a >>> b];
  const unary = [-a, ~a, +a];
  return [...arithmetic, ...unary, a < b, a <= b, a > b, a >= b, a == b, a === b].map(text).join(" ");
}

function unknown(a: any, b: any): string {
  const arithmetic = [a + b, a - b, a * b, a / b, a % b, a ** b, a & b, a | b, a ^ b, a << b, a >> b, a >>> b];
  const unary = [-a, ~a, +a];
  return [...arithmetic, ...unary, a < b, a <= b, a > b, a >= b, a == b, a === b].map(text).join(" ");
}

let same = 0;
for (const a of numbers) for (const b of numbers) if (known(a, b) === unknown(a, b)) same++;
console.log(same, numbers.length ** 2);
for (const a of others) for (const b of [1.5, ...others]) console.log(unknown(a, b), "|", unknown(b, a));

// ++ and -- give the old value as a number, and every form of assignment stores.
function steps(v: any): unknown[] {
  let a = v;
  const before = [a++, a--, ++a, --a];
  a += 2;
  a *= 3;
  a -= 1;
  a /= 2;
  a %= 4;
  a <<= 3;
  a >>= 1;
  a >>>= 0;
  a &= 0xff;
  a |= 0x100;
  a ^= 3;
  return [...before, a];
}
for (const v of [...numbers, ...others]) console.log(steps(v).map(text).join(" "));

// What throws leaves the variable as it was.
function kept(a: any, b: any): unknown {
  let result: any = "untouched";
  try {
    result = a - b;
  } catch (error) {
    return [result, (error as Error).message];
  }
  return result;
}
console.log(kept(1, 2), kept(1, 2n), kept(Symbol.iterator, 1));

// Elements of anything by any key.
function get(base: any, key: any): unknown {
  return base[key];
}
function set(base: any, key: any, value: any): any {
  base[key] = value;
  return base;
}
const arrays: any[] = [[1, 2.5], ["a", "b"], [1, "a", , null], [], "text", { 0: "zero", a: 1 }, new Uint8Array([7, 8])];
for (const base of arrays) for (const key of [0, 1, 2, -1, 0.5, NaN, -0, "0", "length", 4294967295]) console.log(get(base, key));
for (const value of [9, "s", null, undefined, [1], -0, NaN]) {
  console.log(set([1, 2], 0, value), set(["a", "b"], 1, value), set([1, "a"], 1, value), set([1], 2, value));
  console.log(set({}, 1, value), set([1], "0", value), set(new Float64Array(2), 1, value));
}
for (const base of [Object.freeze([1, 2]), Object.seal([1, 2]), "text", null, undefined]) {
  for (const key of [0, 2])
    try {
      console.log(set(base, key, 3));
    } catch (error) {
      console.log((error as Error).message);
    }
}

// A loop on numbers that may be anything.
function bubble(list: any, low: any, high: any): any {
  for (let i = low; i <= high; i++)
    for (let k = i; k <= high; k++)
      if (list[i] > list[k]) {
        const t = list[i];
        list[i] = list[k];
        list[k] = t;
      }
  return list;
}
console.log(bubble([3, 1, 2], 0, 2), bubble(["c", "a", "b"], "0", 2), bubble([3, "1", null, true], null, 3));
