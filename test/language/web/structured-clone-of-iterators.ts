// structuredClone refuses iterators and generators, which have no data to copy.
function* numbers() {
  yield 1;
}
async function* later() {
  yield 1;
}
const values: [string, () => unknown][] = [
  ["generator", () => numbers()],
  ["async generator", () => later()],
  ["array", () => [1].values()],
  ["map", () => new Map([[1, 2]]).entries()],
  ["set", () => new Set([1]).keys()],
  ["string", () => "ab"[Symbol.iterator]()],
  ["within", () => ({ inner: [numbers()] })],
];
for (const [name, make] of values) {
  try {
    console.log(name, structuredClone(make()));
  } catch (error) {
    const thrown = error as Error;
    console.log(name, thrown.name, thrown.message, thrown instanceof DOMException);
  }
}
