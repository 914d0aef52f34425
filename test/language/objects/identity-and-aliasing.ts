// Objects are references: aliasing through variables, fields, arrays, parameters, closures; equality by identity.
interface Cell {
  v: number;
  peer?: Cell;
}
const a: Cell = { v: 1 };
const b = a;
const list = [a, b, { v: 1 }];
b.v += 1;
console.log(a.v, list[1].v, list[0] === list[1], list[0] === list[2], list.indexOf(b));
a.peer = a;
a.peer.peer!.v = 50;
console.log(b.v, a.peer === a);
function replace(c: Cell): void {
  c.v = -1;
  c = { v: 999 };
  c.v += 1;
}
replace(a);
console.log(a.v);
const swap = { left: a, right: { v: 7 } as Cell };
[swap.left, swap.right] = [swap.right, swap.left];
console.log(swap.left.v, swap.right === a);
const frozen = Object.freeze({ n: 1 });
try {
  (frozen as { n: number }).n = 2;
} catch (error) {
  console.log((error as Error).name);
}
console.log(frozen.n, Object.isFrozen(frozen));
