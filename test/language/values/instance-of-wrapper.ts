// Primitives are instances of nothing, not even of what their wrappers would be instances of.
const things: unknown[] = ["text", 5, true, null, undefined, {}, [], () => 1];

function describe(value: unknown): string {
  const found: string[] = [];
  if (value instanceof String) found.push("String");
  if (value instanceof Number) found.push("Number");
  if (value instanceof Boolean) found.push("Boolean");
  if (value instanceof Symbol) found.push("Symbol");
  if (value instanceof BigInt) found.push("BigInt");
  if (value instanceof Object) found.push("Object");
  return `${typeof value}: ${found.join(" ") || "nothing"}`;
}

for (const thing of things) console.log(describe(thing));
let calls = 0;
const next = (): unknown => ++calls;
console.log(next() instanceof Number, calls);
