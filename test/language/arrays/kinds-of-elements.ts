// Arrays whose elements are kept in another way than their declared type asks for are read, written and pushed to alike.
const tell = (f: () => unknown): void => {
  try {
    console.log(f());
  } catch (error) {
    console.log((error as Error).name);
  }
};

function numbers(a: number[]): void {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    a[i] = a[i]! * 2;
    sum += a[i]!;
  }
  a[1] = -0;
  a.push(NaN);
  a.push(2.5);
  a[a.length] = 7;
  a[a.length + 1] = 8;
  console.log(sum, a, a[-1], a[1.5], a[99], a[a.length - 2], Object.is(a[1], -0));
}
const untyped: any[] = new Array(3);
untyped[0] = 1;
untyped[1] = 2;
untyped[2] = 3;
numbers(untyped);
numbers([1, 2, 3]);
const emptied: any = ["a", 1, 2];
emptied.shift();
numbers(emptied);

interface Point {
  x: number;
}
function points(a: Point[]): void {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i]!.x;
    a[i] = { x: a[i]!.x + 1 };
  }
  a.push({ x: 9 });
  a[a.length] = { x: 10 };
  console.log(sum, a, a[-1], a[99]?.x);
}
const mixed: any = [{ x: 1 }, 5, { x: 2 }];
mixed.splice(1, 1);
points(mixed);
points([{ x: 1 }, { x: 2 }]);

function anything(a: any[], given: unknown): void {
  let text = "";
  for (let i = 0; i < a.length; i++) text += `${a[i]} `;
  a[0] = given;
  a[a.length - 1] = a[1];
  a.push(given);
  console.log(text, a, a[0], a[-1], a[99]);
}
for (const given of [1, "s", null, undefined, { y: 1 }, true, 3n]) {
  anything([1.5, 2.5, 3.5] satisfies number[], given);
  anything(["a", "b"] satisfies string[], given);
  anything([{ x: 1 }] satisfies Point[], given);
}

const holes: number[] = new Array(4);
holes[2] = 5;
tell(() => holes[0]);
tell(() => (holes[1] ?? 0) + 1);
tell(() => holes.map((n) => n + 1));
holes[0] = 1;
console.log(holes, 1 in holes, 0 in holes);

function store(a: number[], i: number, n: number): number {
  a[i] = n;
  return a[i]!;
}
function append(a: number[], n: number): number {
  return a.push(n);
}
const kinds: any[] = [[1, 2], [1, "x"], new Array(2), []];
for (const kind of kinds) {
  for (const frozen of [false, true]) {
    if (frozen) Object.freeze(kind);
    tell(() => store(kind, 0, 4));
    tell(() => append(kind, 4));
    console.log(kind);
  }
}

// A store in the midst of a loop makes the array one of another kind.
function widen(a: any[], at: number): unknown {
  let last: unknown;
  for (let i = 0; i < a.length; i++) {
    if (i === at) a[i] = `${i}`;
    else a[i] = i;
    last = a[i];
  }
  return last;
}
for (const at of [0, 1, 2]) {
  const a = [0.5, 1.5, 2.5];
  console.log(widen(a, at), a);
  const b: string[] = ["p", "q", "r"];
  console.log(widen(b, at), b);
}

// Arrays given as their own elements' type by two names at once.
function both(a: number[], b: any[]): void {
  for (let i = 0; i < 3; i++) {
    b[i] = i === 1 ? i + 0.25 : i;
    a[i] = a[i]! + 1;
  }
  console.log(a, b, a === b);
}
const shared = [1, 2, 3];
both(shared, shared);
const held: any[] = ["", 2, 3];
both(held, held);
