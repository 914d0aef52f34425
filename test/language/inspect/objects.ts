// Plain objects: keys quoted when needed, empty, nested, depth limit, functions, one line or several.
console.log({});
console.log({ a: 1, b: "two", c: true, d: null, e: undefined });
console.log({ "with space": 1, "dash-ed": 2, 3: "three", _ok: 4, $: 5, é: 6, "": 7, "1a": 8 });
console.log({ nested: { a: { b: { c: 1 } } } }, { l1: { l2: { l3: {} } } }, { l1: { l2: { l3: [] } } }, { l1: { l2: { l3: [1] } } });
console.log({ f() {}, g: () => 1, h: function () {}, k: class K {} });
console.log({ list: [1, 2, 3], empty: [], map: new Map(), set: new Set(), text: "it's" });
console.log({ alpha: "aaaaaaaaaaaaaaaaaaaa", beta: "bbbbbbbbbbbbbbbbbbbb", gamma: "cccccccccccccccccc", delta: 1 });
console.log({ alpha: "aaaaaaaaaaaaaaaaaaaa", beta: "bbbbbbbbbbbbbbbbbbbb", gamma: "ccccccccc" });
console.log({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10, k: 11, l: 12, m: 13, n: 14, o: 15 });
console.log([{ id: 1, name: "one" }, { id: 2, name: "two" }, { id: 3, name: "three" }, { id: 4, name: "four" }]);
console.log({ outer: { inner: { list: [[1, [2, [3]]]] } } });
const record: Record<string, number> = { b: 1, a: 2, 7: 3 };
console.log(record, { ...record, extra: [record] });
