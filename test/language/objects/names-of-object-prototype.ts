// Names and symbols of Object.prototype, and symbols up the prototype chain of plain objects.
const mark = Symbol("mark");

function allSymbols(value: object): symbol[] {
  const found: symbol[] = [];
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at) as object | null)
    found.push(...Object.getOwnPropertySymbols(at));
  return found;
}

console.log(allSymbols({ a: 1 }), allSymbols({ [mark]: 1 }), allSymbols(Object.create({ [mark]: 2 }) as object));
console.log(Object.getOwnPropertySymbols(Object.prototype));

const names = Object.getOwnPropertyNames(Object.prototype);
console.log(names.join(" "), Object.keys(Object.prototype), names.includes("toString"));

/** As packages ask for it: an object of another global object's Object passes, too. */
function isPlain(value: object): boolean {
  const proto = Object.getPrototypeOf(value) as object | null;
  return proto === null || Object.getOwnPropertyNames(proto).sort().join("\0") === names.toSorted().join("\0");
}
console.log(isPlain({}), isPlain(Object.create(null) as object), isPlain(Object.create({ a: 1 }) as object));
