// Values of type unknown narrowed by typeof, instanceof, Array.isArray, `in`, equality and own guards.
interface Circle {
  radius: number;
}
function isCircle(value: unknown): value is Circle {
  return typeof value === "object" && value !== null && "radius" in value && typeof value.radius === "number";
}
function describe(value: unknown): string {
  if (value === null || value === undefined) return `nothing:${value}`;
  if (Array.isArray(value)) return `[${value.map(describe).join(" ")}]`;
  if (value instanceof Error) return `error ${value.message}`;
  if (value instanceof Map) return `map of ${value.size}`;
  if (isCircle(value)) return `circle ${value.radius + 1}`;
  switch (typeof value) {
    case "number":
      return `number ${value + 1}`;
    case "string":
      return `string ${value.length}`;
    case "boolean":
      return `boolean ${!value}`;
    case "function":
      return `function ${value.length}`;
    default:
      return `object ${Object.keys(value as object).join("+")}`;
  }
}
const values: unknown[] = [null, undefined, 1, 2147483647, 0.5, "héllo", true, [1, ["a", null]], { radius: 2 }, { radius: "2" }, { x: 1, y: 2 }, new Error("bad"), new Map([[1, 2]]), (a: number, b: number) => a + b];
for (const value of values) console.log(describe(value));
