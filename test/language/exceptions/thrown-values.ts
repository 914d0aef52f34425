// Anything can be thrown: numbers, strings, null, undefined, objects, functions; catch sees the same value.
const object = { code: 7 };
const values: unknown[] = [1, "text", null, undefined, object, [1, 2], () => "f", NaN, true];
for (const value of values) {
  try {
    throw value;
  } catch (caught) {
    console.log(typeof caught, Object.is(caught, value), caught === object ? object.code : "");
  }
}
try {
  throw { message: "looks like an error", nested: { n: 1 } };
} catch (e) {
  const like = e as { message: string; nested: { n: number } };
  console.log(like.message, like.nested.n, e instanceof Error);
}
try {
  throw [10, 20];
} catch (e) {
  const [a, b] = e as [number, number];
  console.log(a + b);
}
try {
  throw { code: 3, reason: "why" };
} catch {
  console.log("no binding");
}
