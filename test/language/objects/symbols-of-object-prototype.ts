// Symbols up the prototype chain of plain objects: Object.prototype has none but those that are added.
const mark = Symbol("mark");

function allSymbols(value: object): symbol[] {
  const found: symbol[] = [];
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at) as object | null)
    found.push(...Object.getOwnPropertySymbols(at));
  return found;
}

console.log(allSymbols({ a: 1 }), allSymbols({ [mark]: 1 }), allSymbols(Object.create({ [mark]: 2 }) as object));
console.log(Object.getOwnPropertySymbols(Object.prototype));
