const has = Object.hasOwnProperty;
const textOfFunction = Function.toString;
const call = Function.prototype.call;
const root = typeof globalThis === "object" ? globalThis : this;

export function report() {
  const lines = [];
  lines.push(String(Symbol.noSuchSymbol), String(Object.noSuchFunction || "fallback"));
  lines.push(String(has.call({ a: 1 }, "a")), String(has.call({ a: 1 }, "b")));
  lines.push(typeof textOfFunction, String(textOfFunction === Function.prototype.toString));
  lines.push(typeof call, String(Object.propertyIsEnumerable.call({ a: 1 }, "a")));
  const MakeFunction = root.Function;
  lines.push(typeof MakeFunction, String(MakeFunction.prototype === Function.prototype));
  lines.push(typeof noSuchGlobal);
  try {
    lines.push(noSuchGlobal);
  } catch (error) {
    lines.push(`${error}`);
  }
  return lines;
}
