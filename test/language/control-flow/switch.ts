// switch: fallthrough, default in the middle, strings, mixed types, expressions as cases, strict comparison, scopes.
function f(n: number): string {
  let out = "";
  switch (n) {
    case 1:
      out += "one ";
    case 2:
      out += "two ";
      break;
    default:
      out += "default ";
    case 3:
      out += "three ";
      break;
    case 4: {
      const inner = "four ";
      out += inner;
    }
  }
  return out + "|";
}
console.log([0, 1, 2, 3, 4, NaN, -0].map(f).join(""));
function g(value: unknown): string {
  switch (value) {
    case "1":
      return "text";
    case 1:
      return "number";
    case null:
    case undefined:
      return "nothing";
    case true:
      return "true";
  }
  return "other";
}
console.log([1, "1", null, undefined, true, false, "x", NaN, 1.0].map(g).join());
function grade(score: number): string {
  switch (true) {
    case score >= 90:
      return "A";
    case score >= 50:
      return "B";
    default:
      return "C";
  }
}
console.log(grade(95), grade(50), grade(1));
let order = "";
const track = (s: string): string => {
  order += s;
  return s;
};
switch (track("b")) {
  case track("a"):
  case track("b"):
    order += "!";
  case track("c"):
    order += "?";
}
console.log(order);
for (const word of ["stop", "skip", "go", "go"]) {
  switch (word) {
    case "skip":
      continue;
    case "stop":
      break;
    default:
      console.log(word);
  }
}
const table = [10, 20, 30, 40, 50, 60].map((n) => {
  switch (n) { case 10: return "a"; case 20: return "b"; case 30: return "c"; case 40: return "d"; case 50: return "e"; default: return "z"; }
});
console.log(table.join(""));
switch (3) {
}
