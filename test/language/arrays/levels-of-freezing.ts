// What preventExtensions, seal and freeze leave of the methods and the length of an array.
const show = (what: string, f: () => unknown): void => {
  try {
    console.log(what, f());
  } catch (e) {
    console.log(what, String(e));
  }
};
const made = (level: number): any[] => {
  const a: any[] = [1, 2, 3];
  return level === 0 ? a : level === 1 ? Object.preventExtensions(a) : level === 2 ? (Object.seal(a) as any[]) : (Object.freeze(a) as any[]);
};
for (let level = 0; level < 4; level++) {
  const a = (f: (x: any[]) => unknown) => () => { const x = made(level); try { return [f(x), x]; } catch (e) { return [String(e), x]; } };
  show(`${level} pop`, a((x) => x.pop()));
  show(`${level} shift`, a((x) => x.shift()));
  show(`${level} length=1`, a((x) => (x.length = 1)));
  show(`${level} length=5`, a((x) => (x.length = 5)));
  show(`${level} back`, a((x) => { x.length = 5; x.length = 3; }));
  show(`${level} splice`, a((x) => x.splice(0, 1)));
  show(`${level} splice in`, a((x) => x.splice(0, 1, "a", "b")));
  show(`${level} push`, a((x) => { x.pop(); return x.push(1); }));
  show(`${level} text`, a((x) => (x[1] = "text")));
  show(`${level} fill`, a((x) => x.fill(7)));
  show(`${level} 5`, a((x) => (x[5] = 1)));
  show(`${level} delete`, a((x) => delete x[2]));
  show(`${level} undefined`, a((x) => (x[0] = undefined)));
}
const n: number[] = [1, 2, 3];
Object.preventExtensions(n);
console.log(n.pop(), n, n.length, Object.isExtensible(n), Object.isFrozen(n), Object.isSealed(n));
n.length = 0;
console.log(n, Object.isExtensible(n));
