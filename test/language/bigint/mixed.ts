// Bigints met by other types: what converts, what compares, what throws.
function attempt(what: () => unknown): void {
  try {
    console.log(what());
  } catch (error) {
    console.log(`${(error as Error).name}: ${(error as Error).message}`);
  }
}
const other: any[] = [1, 1.5, "1", "x", "", null, undefined, true, NaN, Infinity, -Infinity, { valueOf: () => 2n }, [3n], 2n ** 70n];
const big: any = 2n;
for (const x of other) {
  attempt(() => big + x);
  attempt(() => big * x);
  attempt(() => x - big);
  attempt(() => big & x);
  attempt(() => big << x);
  attempt(() => big ** x);
  attempt(() => [big < x, big > x, big <= x, big >= x, big == x, x == big, big === x, x < big]);
}
attempt(() => +big);
attempt(() => big >>> big);
attempt(() => 1n / (0n as bigint));
attempt(() => 1n % (0n as bigint));
attempt(() => 2n ** -1n);
attempt(() => Math.max(big, 1));
attempt(() => JSON.stringify({ a: 1n }));
attempt(() => isNaN(big));
attempt(() => parseInt(big) + parseFloat(big));
attempt(() => Number(big) + Number(2n ** 1100n));
attempt(() => `${big}` + big + "a");
attempt(() => [2n, 1n, 10n].sort());
attempt(() => [2n, 1n, 10n].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
attempt(() => [1n, 2n].indexOf(2n) + [3n].lastIndexOf(3n));
attempt(() => [1n, 2n].includes(2n));
attempt(() => Object.keys(big).length);
attempt(() => ({ [big]: 1 }));
let counter: any = 2n ** 64n;
console.log(counter++, counter, -counter, ~counter, --counter);
counter = "5";
console.log(counter++, counter);
counter = 4.5;
console.log(-counter, ~counter, counter--, counter | 0, counter >>> 1, counter << 3);
switch (big as bigint) {
  case 1n:
    console.log("one");
    break;
  case 2n:
    console.log("two");
}
const map = new Map<unknown, string>([
  [10n ** 20n, "big"],
  [1n, "bigint one"],
  [1, "one"],
]);
console.log(map.get(10n ** 20n), map.get(1n), map.get(1), map.has(0n), map);
console.log(new Set([1n, 1n, 2n, 2n ** 100n, 2n ** 100n]));
console.log([1n, -2n], { a: 3n }, "%d %i %s", 1n);
console.log("%d %i %f %s %o", 12n, 13n, 14n, 15n, 16n);
