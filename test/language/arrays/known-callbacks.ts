// Callbacks written where they are passed: every form of function, parameter and result that array methods call.
const numbers = [3, 1, 4, 1, 5, 9, 2, 6];
const words = ["spigot", "pi", "digits", ""];

// Fewer and more parameters than there are arguments, defaults, rest, patterns, `arguments`.
console.log(numbers.map(() => 7).length, numbers.map((x, i) => x * i), numbers.map((x, i, all) => all[i] === x));
console.log(numbers.map((x, i, all, more?: unknown) => [x, i, all.length, more].length));
console.log(numbers.map((x = 5, ...rest: unknown[]) => x + rest.length));
console.log(words.map(({ length }) => length), Object.entries({ a: 1, b: 2 }).map(([key, value]) => key + value));
console.log(
  numbers.map(function () {
    return arguments.length;
  }),
);

// Declared functions, functions of functions, closures over variables that change.
function half(x: number): number {
  return x / 2;
}
const adder = (by: number) => (x: number) => x + by;
console.log(numbers.map(half), numbers.map(adder(10)), numbers.map(String), ["1", "2", "3"].map(Number));
let calls = 0;
const seen: number[] = [];
numbers.forEach((x) => {
  calls += x;
  seen.push(calls);
});
console.log(calls, seen);
for (let k = 0; k < 2; k++) console.log(numbers.filter((x) => x % 2 === k).map((x) => () => x + k).map((f) => f()));

// `this`.
class Scale {
  factor = 3;
  all(list: number[]): number[] {
    return list.map((x) => x * this.factor);
  }
}
console.log(new Scale().all(numbers));
console.log(
  numbers.map(
    function (this: { by: number }, x) {
      return x + this.by;
    },
    { by: 100 },
  ),
);
console.log(
  [1, 2].map(function (this: unknown) {
    return this === undefined;
  }),
);

// Results of every kind; no result; results that nobody looks at.
console.log(numbers.map((x) => x > 3), numbers.map((x) => `${x}`), numbers.map((x) => ({ x })).length);
console.log(numbers.map((x) => (x > 3 ? x : undefined)), numbers.map((x) => (x > 3 ? "more" : x)));
console.log(numbers.map((x): void => void x), numbers.filter((x) => (x > 3 ? "yes" : "")), numbers.some((x) => x));
console.log(numbers.every((x) => words[x]), numbers.find((x) => x > 4), numbers.findIndex((x) => x > 4));
console.log(numbers.findLast((x) => x < 3), numbers.findLastIndex((x) => x < 3), numbers.find((x) => x > 40));

// reduce with and without an initial value, of the same type and of another.
console.log(numbers.reduce((a, b) => a + b), numbers.reduce((a, b) => a + b, 0.5));
console.log(numbers.reduceRight((a, b) => a * 10 + b), numbers.reduceRight((a, b, i) => a + b * i, 0));
console.log(numbers.reduce<string>((text, x, i) => `${text}${i}:${x} `, "> "));
console.log(words.reduce<Record<string, number>>((sizes, w) => ({ ...sizes, [w]: w.length }), {}));
console.log([[1], [2, 3]].reduce<number[]>((a, b) => [...a, ...b], []), [5].reduce((a, b) => a - b));
console.log([5].reduce((a, _b) => a, undefined as number | undefined), ([] as number[]).reduce((a, b) => a + b, 9));
try {
  ([] as number[]).reduce((a, b) => a + b);
} catch (error) {
  console.log(String(error));
}

// Holes are skipped, and what the callback adds is not visited; what it removes is not either.
const holes = [1, , 3, , 5] as number[];
console.log(holes.map((x) => x * 2), holes.filter(() => true), holes.some((x) => x === undefined));
console.log(holes.reduce((a, b) => a + b), holes.reduceRight((a, b) => a * b), (holes as (number | undefined)[]).findIndex((x) => x === undefined));
const growing = [1, 2, 3];
growing.forEach((x) => {
  if (growing.length < 10) growing.push(x * 10);
});
console.log(growing);
const shrinking = [1, 2, 3, 4, 5, 6];
console.log(
  shrinking.map((x) => {
    shrinking.pop();
    return x;
  }).length,
  shrinking,
);
const widening: (number | string)[] = [1, 2, 3];
console.log(
  widening.map((x, i) => {
    widening[2] = "three";
    return `${i}${x}`;
  }),
);

// Exceptions pass through; calls within calls; asynchronous and generator callbacks.
try {
  numbers.forEach((x) => {
    if (x === 4) throw new RangeError(`no ${x}`);
  });
} catch (error) {
  console.log(String(error));
}
const table = [
  [1, 2],
  [3, 4],
];
console.log(table.map((row) => row.map((x) => row.reduce((a, b) => a + b, x))));
const depth = (n: number): number => (n === 0 ? 0 : [n - 1].map((m) => depth(m) + 1).reduce((a, b) => a + b, 0));
console.log(depth(20));
console.log([...numbers.map(function* (x) {
  yield x;
  yield -x;
})[2]!]);
Promise.all(numbers.map(async (x) => x + (await 1))).then((all) => console.log(all));

function pairs<T, U>(list: readonly T[], make: (x: T) => U): [T, U][] {
  return list.map((x) => [x, make(x)]);
}
console.log(pairs(numbers.slice(0, 2), (x) => x * x), pairs(words.slice(0, 2), (w) => w.toUpperCase()));
