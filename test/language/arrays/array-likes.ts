// Methods of Array.prototype on what is no array: array-like objects, strings, frozen objects; order and identity.

const o: Record<string, unknown> & { length: number } = {length: 3, 0: "a", 2: "c"};
console.log(Array.prototype.map.call(o, (v: unknown, i: number, self: unknown) => [v, i, self === o]));
console.log(Array.prototype.push.call(o, "d", "e"), o, Array.prototype.shift.call(o), o);
console.log(Array.prototype.reduce.call("abc", (a: unknown, b: unknown, _i: number, s: unknown) => `${a}${b}${typeof s}`, "-"));
console.log(Array.prototype.splice.call(o, 1, 1, "x", "y", "z"), o);
console.log(Array.prototype.slice.call(o, -2), Array.prototype.join.call(o, "|"), Array.prototype.reverse.call(o));
console.log(Array.prototype.concat.call(1 as unknown as [], [2, , 3], o));
console.log(Array.prototype.lastIndexOf.call(o, "z"), Array.prototype.toString.call(o));
try { Array.prototype.pop.call(Object.freeze({length: 1, 0: 1})) } catch (e) { console.log((e as Error).message) }
try { Array.prototype.forEach.call(null as unknown as [], () => 1) } catch (e) { console.log((e as Error).message) }
console.log(Array.prototype.forEach.call({length: 1, 0: 5}, function (this: { z: number }) { console.log(this.z) }, {z: 9}));
console.log(Array.prototype.fill.call({length: 2}, 7 as never), Array.prototype.copyWithin.call({length: 4, 0: 1, 3: 2}, 0, 3), Array.prototype.unshift.call({ length: 0 }, 1));
