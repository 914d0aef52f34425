// console.table, dir, count and groups; console methods by name.
export {};
const show = (f: () => unknown): void => { try { console.log(f()); } catch (e) { console.log("ERR " + String(e)); } };
console.table([{ a: 1, b: "x" }, { a: 2, c: { q: 1, w: 2, e: 3 } }]);
console.table([1, "two"]); console.table(new Map([["k", 1]])); console.table(new Set([1])); console.table({ x: { a: 1 }, y: 5 });
console.table([[1, 2], [3, 4]]); console.table([{ a: 1, b: 2 }], ["b"]); console.table(5); console.table([]);
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.dir("x"); console.dir({ a: { b: { c: { d: 1 } } } });
console.count(); console.count("x"); console.count(); console.countReset(); console.count();
console.groupCollapsed("g"); console.log("in\nside"); console.groupEnd(); console.log("out");
