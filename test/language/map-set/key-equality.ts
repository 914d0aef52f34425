// Keys: NaN equals itself, -0 is 0, 1 and "1" differ, objects by identity, undefined and null are keys.
const object = { id: 1 };
const f = () => 0;
const m = new Map<unknown, string>();
m.set(NaN, "nan").set(-0, "zero").set("1", "text one").set(1, "one").set(null, "null").set(undefined, "undef");
m.set(object, "object").set({ id: 1 }, "other").set(f, "function").set(true, "true").set("", "empty").set(1.5, "frac").set(2 ** 40, "big");
console.log(m.get(0 / 0), m.get(0), Object.is([...m.keys()][1], 0), m.get(1), m.get("1"), m.get(null), m.get(undefined));
console.log(m.get(object), m.get({ id: 1 }), m.get(f), m.get(true), m.get("tr" + "ue"), m.get("".trim()), m.get(3 / 2), m.get(1099511627776));
console.log(m.size, m.has(undefined), m.delete(undefined), m.get(undefined), m.size);
const s = new Set<unknown>([1, 1.0, "1", NaN, NaN, 0, -0, null, null, object, object, {}]);
console.log(s.size, s.has(NaN), s.has(-0), s.has({}), s.has(object));
const text = new Map<string, number>();
let key = "";
for (const c of "héllo→") {
  key += c;
  text.set(key, key.length);
}
console.log(text.get("héllo→"), text.get("hé"), text.get("h" + "é" + "l"), text.get("he"));
