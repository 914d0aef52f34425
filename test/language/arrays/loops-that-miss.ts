// Loops over arrays that are as their types say for a while, and then are not.
// Whatever a compiler assumed of the layout of an array while it runs a loop must not show.

function sum(a: readonly number[], n: number): number {
  let s = 0;
  for (let i = 0; i < n; i++) s += a[i];
  return s;
}
console.log("in bounds, then beyond:", sum([1, 2, 3], 3), sum([1, 2, 3], 5), sum([], 0), sum([], 1));

function fill(a: number[], from: number, to: number): void {
  for (let i = from; i < to; i++) a[i] = i * 0.5;
}
const grown: number[] = [9, 9];
fill(grown, 0, 6);
console.log("grows while it is filled:", grown, grown.length);
const sparse: number[] = [];
fill(sparse, 2, 4);
console.log("begins behind its end:", sparse, 0 in sparse, sparse.length);

function shiftDown(a: (number | string)[], b: (number | string)[], n: number): void {
  for (let i = 0; i < n; i++) a[i] = b[i + 1];
}
const numbers: (number | string)[] = [1, 2, 3, 4];
const mixed: (number | string)[] = [10, 20, "thirty", 40];
shiftDown(numbers, mixed, 3);
console.log("another kind of element comes in half-way:", numbers);
shiftDown(mixed, mixed, 3);
console.log("an array under two names:", mixed);

function alias(a: number[], b: number[]): number {
  let s = 0;
  for (let i = 0; i + 1 < a.length; i++) {
    b[i + 1] = a[i] + 1;
    s += a[i + 1];
  }
  return s;
}
const one = [5, 0, 0, 0];
console.log("writes through one name, reads through another:", alias(one, one), one);
console.log("and with two arrays:", alias([5, 1, 1, 1], [0, 0]));

const unknown = (x: unknown): number[] => x as number[];
const attempt = (name: string, f: () => unknown): void => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, e instanceof Error ? `${e.name}: ${e.message}` : e);
  }
};
attempt("frozen:", () => {
  const frozen = unknown(Object.freeze([1, 2, 3]));
  fill(frozen, 1, 3);
  return frozen;
});
attempt("frozen, but nothing is written:", () => {
  const frozen = unknown(Object.freeze([1, 2, 3]));
  fill(frozen, 3, 3);
  return sum(frozen, 3);
});

// A row that is missing is only missed when the loop comes to it.
function total(rows: number[][], n: number, m: number): number {
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) s += rows[i][j];
  return s;
}
attempt("all rows:", () => total([[1, 2], [3, 4]], 2, 2));
attempt("short rows:", () => total([[1, 2], [3]], 2, 2));
attempt("a missing row:", () => total([[1, 2]], 2, 2));
attempt("a missing row that is not looked into:", () => total([[1, 2]], 2, 0));

// What has been done before a miss stays done, and is done once.
class Counter {
  steps = 0;
  constructor(public limit: number) {}
}
function count(c: Counter, a: number[], n: number): number | undefined {
  let last: number | undefined = -1;
  for (let i = 0; i < n; i++) {
    c.steps++;
    last = a[i];
    c.limit -= 1;
  }
  return last;
}
const counter = new Counter(10);
console.log("each step once:", count(counter, [7, 8], 4), counter.steps, counter.limit);

class Wide extends Counter {
  extra = "w";
}
const wide = new Wide(3);
console.log("an object of a subclass:", count(wide, [1, 2, 3], 3), wide.steps, wide.limit, wide.extra);

interface Pair {
  left: number;
  right: number;
}
function lefts(pairs: Pair[]): number {
  let s = 0;
  for (let i = 0; i < pairs.length; i++) {
    pairs[i].right += pairs[i].left;
    s += pairs[i].left;
  }
  return s;
}
const pairs: Pair[] = [
  { left: 1, right: 2 },
  { right: 3, left: 4 },
  JSON.parse('{"right": 5, "left": 6, "more": true}'),
];
console.log("objects of several shapes:", lefts(pairs), JSON.stringify(pairs));

function bytes(a: Uint8Array, n: number, step: number): number {
  let s = 0;
  for (let i = 0; i < n; i += step) s = (s * 31 + a[i]) | 0;
  return s;
}
const octets = Uint8Array.from([250, 251, 252, 253]);
console.log("bytes:", bytes(octets, 4, 1), bytes(octets, 6, 1), bytes(octets, 4, 0.5));
function scale(a: Float64Array, by: number, n: number): void {
  for (let i = -1; i < n; i++) a[i] = a[i] * by;
}
const doubles = new Float64Array([1, 2, 3]);
scale(doubles, 0.5, 5);
console.log("doubles:", doubles, Object.keys(doubles));

// The variable changes what it holds, within the loop and around it.
function swap(a: number[], b: number[], n: number): number {
  let s = 0;
  for (let i = 0; i < n; i++) {
    s += a[i] * (i + 1);
    const t = a;
    a = b;
    b = t;
  }
  return s;
}
console.log("arrays that take turns:", swap([1, 2, 3, 4], [10, 20, 30, 40], 4), swap([1], [10, 20], 3));

function rounds(a: number[], n: number): string {
  let out = "";
  for (let r = 0; r < n; r++) {
    let s = 0;
    for (let i = 0; i < a.length; i++) s += a[i];
    out += `${s} `;
    a.push(r);
    if (r === 1) a = [100];
  }
  return out;
}
console.log("an outer loop that changes it:", rounds([1], 5));

function labelled(grid: number[][], wanted: number): string {
  let looked = 0;
  search: for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      looked++;
      if (grid[i]![j] === wanted) return `${i},${j} after ${looked}`;
      if (grid[i]![j]! < 0) continue search;
      if (grid[i]![j]! > 90) break search;
    }
  }
  return `nowhere after ${looked}`;
}
const grid = [
  [1, -2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 91, 12],
];
console.log("labels:", labelled(grid, 7), labelled(grid, 3), labelled(grid, 12));

let shared: number[] = [1, 2, 3];
function throughGlobal(): number {
  let s = 0;
  for (let i = 0; i < 3; i++) {
    s += shared[i];
    if (i === 0) shared = [10, 20, 30];
  }
  return s;
}
console.log("a module's variable that is assigned:", throughGlobal());

const cells: number[] = [0, 0, 0];
const bump = (n: number): void => {
  for (let i = 0; i < n; i++) cells[i]++;
};
bump(2);
bump(4);
console.log("a captured array, beyond its end:", cells);

function follow(a: number[]): number {
  let i = 0;
  let steps = 0;
  while (a[i] !== undefined && steps < 10) {
    i = a[i];
    steps++;
  }
  return i * 100 + steps;
}
console.log("the index comes from the array:", follow([2, 9, 1]), follow([1, 2, 0]), follow([]));
