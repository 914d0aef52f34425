// %o prints properties that are not enumerable as well, four levels deep.
const list = [1, 2, 3];
console.log("%o", list);
console.log("%o", []);
console.log("%o", { a: [1], b: { c: new Map([[1, [2]]]) } });
const o = Object.defineProperty({ seen: 1 } as Record<string, unknown>, "hidden", { value: [2], enumerable: false });
console.log("%o", o);
Object.defineProperty(o, Symbol("quiet"), { value: 3, enumerable: false });
console.log("%o and %O", o, o);
console.log("%o", [["x", [[["deep"]]]]]);
const circular: unknown[] = [1]; circular.push(circular);
console.log("%o", circular);
const extra = Object.assign([1, , 3], { k: 1 });
console.log("%o", extra);
console.log("%o", new Set([[1]]));
console.log("%o", Object.create(null), 1);
export {};
