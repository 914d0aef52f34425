// Node's modules `assert` and `assert/strict`: what holds, what throws, and the messages that compare primitive values.
import assert, { AssertionError } from "node:assert";
import strict from "node:assert/strict";

function show(work: () => void): void {
  try {
    work();
    console.log("holds");
  } catch (error) {
    console.log(String(error));
    if (error instanceof AssertionError) console.log(error.name, error.code, error.operator, error.generatedMessage);
  }
}
show(() => assert(1));
show(() => assert.ok(0, "zero"));
show(() => assert.equal(1, "1"));
show(() => assert.equal(1, 2));
show(() => strict.equal(1, "1"));
show(() => assert.strictEqual(1, 2));
show(() => assert.strictEqual("a", "b", "message"));
show(() => assert.strictEqual("abcdef", "abcdeg"));
show(() => assert.strictEqual("a long string here more", "another long string"));
show(() => assert.strictEqual(0, -0));
show(() => assert.notStrictEqual(1, 1));
show(() => assert.notEqual(1, "1"));
show(() => assert.fail("on purpose"));
show(() => assert.match("abc", /x/));
show(() => assert.doesNotMatch("abc", /a/));
show(() => assert.throws(() => {}));
show(() => assert.throws(() => JSON.parse("{"), SyntaxError));
show(() => assert.throws(() => JSON.parse("{"), RangeError));
show(() => {
  throw new RangeError("passed on");
});
show(() =>
  assert.throws(() => {
    throw new Error("x");
  }, /y/),
);
show(() =>
  assert.throws(() => {
    throw new RangeError("x");
  }, { name: "RangeError", message: "x" }),
);
show(() => assert.doesNotThrow(() => 1));
show(() => assert.ifError(null));
show(() => assert.ifError(new Error("given")));
assert.rejects(Promise.reject(new TypeError("no")), TypeError).then(() => console.log("rejected as expected"));
assert.rejects(Promise.resolve(1)).catch((error) => console.log(String(error)));

// Deep equality: kinds, prototypes, order, cycles.
class P {
  constructor(readonly x: number) {}
}
const ring: { self?: unknown } = {};
ring.self = ring;
const other: { self?: unknown } = {};
other.self = other;
const pairs: [unknown, unknown][] = [
  [[1, 2], [1, 2]],
  [[1, 2], [2, 1]],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  [{ a: 1 }, { a: "1" }],
  [{ a: undefined }, {}],
  [new P(1), new P(1)],
  [new P(1), { x: 1 }],
  [new Map<unknown, unknown>([[1, { a: 1 }], ["k", [1]]]), new Map<unknown, unknown>([["k", [1]], [1, { a: 1 }]])],
  [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])],
  [new Set([1, [2]]), new Set([[2], 1])],
  [new Set([1]), new Set(["1"])],
  [new Date(5), new Date(5)],
  [new Date(5), new Date(6)],
  [/a/g, /a/g],
  [/a/g, /a/i],
  [new Error("a"), new Error("a")],
  [new Error("a"), new Error("b")],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  [new Uint8Array([1]), [1]],
  [NaN, NaN],
  [0, -0],
  [null, undefined],
  [ring, other],
  [[1, , 3], [1, undefined, 3]],
];
function holds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
for (const [a, b] of pairs)
  console.log(
    holds(() => assert.deepStrictEqual(a, b)),
    holds(() => assert.deepEqual(a, b)),
    holds(() => assert.notDeepStrictEqual(a, b)),
  );
