// `let` in a for head is a new variable per turn, also when the body or the closure changes it; `var`-like sharing differs.
const byLet: (() => number)[] = [];
for (let i = 0; i < 3; i += 1) byLet.push(() => i);
console.log(byLet.map((f) => f()).join());
let shared = 0;
const byOuter: (() => number)[] = [];
for (shared = 0; shared < 3; shared += 1) byOuter.push(() => shared);
console.log(byOuter.map((f) => f()).join());
const bumped: (() => number)[] = [];
for (let i = 0; i < 6; i += 1) {
  bumped.push(() => (i += 10));
  i += 1;
}
console.log(bumped.map((f) => f()).join(), bumped.map((f) => f()).join());
const ofItems: (() => string)[] = [];
for (const item of ["a", "b"]) ofItems.push(() => item);
for (const key in { x: 1, y: 2 }) ofItems.push(() => key);
console.log(ofItems.map((f) => f()).join());
const inWhile: (() => number)[] = [];
let n = 0;
while (n < 3) {
  const copy = n * n;
  inWhile.push(() => copy);
  n += 1;
}
console.log(inWhile.map((f) => f()).join());
for (let i = 0, peek = () => i; i < 2; i += 1) console.log(i, peek());
