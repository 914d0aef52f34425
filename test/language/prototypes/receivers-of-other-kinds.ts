// Built-in methods called on objects of all other kinds, and on heirs of them, end in a value or an error.
// ECMA-262 10.1: internal slots belong to an object itself, not to what inherits from it.
const makers: (() => any)[] = [
  () => new Uint8Array([1, 2, 3]),
  () => [1, 2, 3],
  () => new Map([[1, 2]]),
  () => new Date(0),
  () => /a/g,
  () => new DataView(new ArrayBuffer(4)),
  () => new ArrayBuffer(4),
  () => new Error("m"),
  () => Object("text"),
  () => [1][Symbol.iterator](),
];
const names = "slice set get has push join map forEach subarray getTime exec test getInt8 valueOf charAt next".split(
  " ",
);

let ended = 0;
function attempt(f: () => unknown): void {
  try {
    f();
  } catch {
    // Which error it is, other programs show.
  }
  ended++;
}

for (const make of makers) {
  const heir = Object.create(make());
  for (const name of names) {
    attempt(() => heir[name](0, 0, 1));
    for (const other of makers) {
      attempt(() => make()[name].call(other(), 0, 0));
      attempt(() => make()[name].call(Object.create(other()), 0));
    }
  }
}
console.log(ended);

function show(f: () => unknown): void {
  try {
    console.log(f());
  } catch (e) {
    console.log(String(e));
  }
}
const { slice } = ArrayBuffer.prototype as any;
for (const receiver of [undefined, null, {}, [], Symbol("x")])
  show(() => slice.call(receiver, 0));
for (const receiver of [new Uint8Array(2), Object.create(new ArrayBuffer(8))]) {
  try {
    slice.call(receiver, 0);
  } catch (e) {
    console.log((e as Error).name);
  }
}
show(() => slice.call(new ArrayBuffer(8), 2).byteLength);
