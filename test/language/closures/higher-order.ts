// compose, curry, partial application, memoise, and functions stored in objects, arrays and maps.
const compose = <A, B, C>(f: (b: B) => C, g: (a: A) => B) => (a: A): C => f(g(a));
const add = (a: number) => (b: number) => (c: number) => a + 10 * b + 100 * c;
const lengthOf = (s: string) => s.length;
const isLong = compose((n: number) => n > 3, lengthOf);
console.log(isLong("abc"), isLong("abcd"), add(1)(2)(3));
function memoise<K, V>(compute: (key: K) => V): { get: (key: K) => V; misses: () => number } {
  const cache = new Map<K, V>();
  let missed = 0;
  return {
    get: (key) => {
      const known = cache.get(key);
      if (known !== undefined) return known;
      missed += 1;
      const value = compute(key);
      cache.set(key, value);
      return value;
    },
    misses: () => missed,
  };
}
const squares = memoise((n: number) => n * n);
console.log([3, 4, 3, 3, 4].map((n) => squares.get(n)).join(), squares.misses());
const table: Record<string, (a: number, b: number) => number> = {
  plus: (a, b) => a + b,
  times: (a, b) => a * b,
  power: Math.max,
};
for (const name of Object.keys(table)) console.log(name, table[name](6, 7));
const pipeline = [(s: string) => s.trim(), (s: string) => s.toUpperCase(), (s: string) => `[${s}]`];
console.log(pipeline.reduce((value, step) => step(value), "  in "));
