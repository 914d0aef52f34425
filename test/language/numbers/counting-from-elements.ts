// Variables that begin as an element and are counted on: also where there is no such element.
function between(list: number[], from: number, to: number): number {
  const first = list[from]!;
  if (first === 7) return -1;
  let steps = 0;
  for (let low = first, high = list[to]!; low < high; low++, high--) steps++;
  let down = first;
  while (down > 0) down -= 2;
  return steps * 10 + (down === down ? 1 : 0);
}
const list = [7, 2, 9, 4];
console.log(between(list, 0, 1), between(list, 1, 2), between(list, 2, 1), between(list, 1, 9), between(list, 9, 2));
const bytes = new Uint8Array([3, 1, 2]);
for (const at of [0, 2, 5]) {
  const first = bytes[at]!;
  let sum = 0;
  for (let n = first; n > 0; n--) sum += n;
  console.log(first === undefined, sum, sum + first);
}
