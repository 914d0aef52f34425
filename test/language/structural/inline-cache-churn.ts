// One access site sees many layouts in turn, in a loop long enough to fill and overflow any per-site cache.
interface Valued {
  value: number;
}
function make(kind: number, value: number): Valued {
  switch (kind) {
    case 0:
      return { value };
    case 1:
      return { a: 0, value } as Valued;
    case 2:
      return { a: 0, b: "b", value } as Valued;
    case 3:
      return { a: 0, b: "b", c: true, value } as Valued;
    case 4:
      return { value, a: 1 } as Valued;
    case 5:
      return { d: null, value, a: 1 } as Valued;
    case 6:
      return { d: null, e: [], value, a: 1 } as Valued;
    default:
      return { d: null, e: [], f: {}, g: 1.5, value } as Valued;
  }
}
const counts = [0, 0, 0, 0, 0, 0, 0, 0];
let sum = 0;
for (let i = 0; i < 4000; i += 1) {
  const kind = (i * 7) % 8;
  const valued = make(kind, i);
  sum += valued.value;
  valued.value = -1;
  sum += valued.value;
  counts[kind] += valued.value;
}
console.log(sum, counts.join());
