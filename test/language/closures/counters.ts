// Each call of the maker gives independent captured variables; several closures share one of them.
function counter(start: number) {
  let value = start;
  return {
    up: (by = 1): number => (value += by),
    down: (): number => --value,
    read: (): number => value,
  };
}
const a = counter(0);
const b = counter(100);
a.up();
a.up(5);
b.down();
console.log(a.read(), b.read(), a.up(), b.up(0.5), a.down());
const readers: (() => number)[] = [a.read, b.read, counter(7).read];
console.log(readers.map((read) => read()).join());
