// Computed keys, shorthand properties and methods, numeric keys, methods using this, added properties.
const key = "dyn";
const index = 2;
const value = 10;
const o = { [key]: 1, [`${key}${index}`]: 2, value, 5: "five", "with space": true, double() { return this.value * 2; }, [key + "F"]: () => "called" };
const view = o as Record<string, unknown>;
console.log(view.dyn, view.dyn2, o.value, o[5], view["5"], o["with space"], o.double(), (view.dynF as () => string)());
console.log(Object.keys(o).join());
const names: ("x" | "y")[] = ["x", "y"];
const point = { x: 3, y: 4 };
let sum = 0;
for (const name of names) {
  sum += point[name];
  point[name] *= 10;
}
console.log(sum, point.x, point.y);
const evaluated: string[] = [];
const track = (name: string): string => {
  evaluated.push(name);
  return name;
};
const t = { [track("k1")]: track("v1"), [track("k2")]: track("v2") };
console.log(evaluated.join(), t.k1);
const grown: { [name: string]: number } = { first: 1 };
for (let i = 0; i < 30; i += 1) grown[`p${i}`] = i;
console.log(Object.keys(grown).length, grown.p29, grown["p" + 3], grown.first);
