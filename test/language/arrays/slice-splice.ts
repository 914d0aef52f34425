// slice and splice with every sign and excess of their arguments; splice's result and effect.
const source = [0, 1, 2, 3, 4, 5, 6];
const cuts: [number?, number?][] = [[], [2], [2, 4], [-2], [-3, -1], [5, 2], [0, 100], [-100, 2], [NaN, 2], [1.9, 3.9]];
for (const [from, to] of cuts) console.log(from, to, "->", source.slice(from, to).join());
function cut(start: number, count: number, ...items: number[]): void {
  const copy = source.slice();
  const removed = copy.splice(start, count, ...items);
  console.log(removed.join(), "|", copy.join(), "|", copy.length);
}
cut(0, 0, 9);
cut(2, 3);
cut(-1, 1, 7, 8, 9);
cut(3, 100, -1);
cut(100, 1, 50);
cut(1, -5, 60);
const rest = source.slice();
console.log(rest.splice(4).join(), rest.join());
