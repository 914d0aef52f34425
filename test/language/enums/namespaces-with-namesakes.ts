// Functions and classes that share their name with a namespace have its exports as properties.
class A { static own = 0; }
namespace A { export const x = 1; export class Inner {} export type T = number; export function made() { return new A(); } }
const a: any = A;
console.log(a.x, a.own, a.made(), Object.keys(A), A, new a.Inner());
function f() { return 1; }
namespace f { export const x = 1; const hidden = 2; export function g() { return x + hidden; } }
namespace f { export const later = [x, g()]; export interface Shape { n: number } }
const g: any = f;
console.log(g.x, g.g?.(), Object.keys(f), "x" in f, g.later, f.g(), f());
console.log(f, [1, 2].map(f));
function plain(): number { return 2; }
namespace plain { export type Only = string; }
const p: any = plain;
console.log(p, Object.keys(p), p());
function h() { return 1; }
namespace h { export const x = 1; export function g() { return 2; } }
const other: any = h;
console.log(other.x, other.g?.(), Object.keys(h), "x" in h);
console.log(h);
class Counter { static own = 1; }
namespace Counter {
  export let made = 0;
  export function get() { return made; }
}
Counter.made++;
Counter.made += 2;
Counter.own++;
console.log(Counter.made, Counter.get(), Counter.own);
function counting() { return counting.count; }
namespace counting { export let count = 1; }
counting.count++;
console.log(counting(), counting.count);
