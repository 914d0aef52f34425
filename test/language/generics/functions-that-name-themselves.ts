// Generic functions, which have versions for their types, are one object by their name, in their own bodies too.
function memo<K>(k: K): number { memo.calls = memo.calls + 1; memo.last = k; return memo.calls; }
memo.calls = 0;
memo.last = undefined as unknown;
console.log(memo(1), memo("a"), memo({ a: 1 }), memo.calls, memo.last);
const q = function me<T>(x: T): unknown { return me; };
console.log(q(1) === q, q("a") === q, q(1) === q("b"));
class Box<T> { v: T; constructor(v: T) { this.v = v; } cls(): unknown { return Box; } static made = 0; add(): number { return ++Box.made; } }
console.log(new Box(1).cls() === new Box("a").cls(), new Box(1).cls() === Box, new Box(1).add(), new Box("b").add());
const h = <T>(x: T): boolean => (h as unknown) === keep;
const keep: unknown = h;
console.log(h(1), h("a"));
function outer<T>(x: T): [unknown, unknown] { function inner<U>(y: U): unknown { return inner; } return [inner(1) === inner, inner("a") === inner(x)]; }
console.log(outer(1), outer("x"));
namespace N { export function f<T>(x: T): unknown { return f; } export const same = <T>(x: T): boolean => f(x) === f; }
console.log(N.f(1) === N.f, N.same("a"), N.same(2));
const o = { m<T>(x: T): unknown { return o.m; } };
console.log(o.m(1) === o.m, o.m("a") === o.m);
class C { m<T>(x: T): unknown { return this.m; } static s<T>(x: T): unknown { return this.s; } }
const c = new C();
console.log(c.m(1) === c.m, c.m("a") === C.prototype.m, C.s(1) === C.s);
async function as<T>(x: T): Promise<boolean> { return (as as unknown) === asKeep; }
const asKeep: unknown = as;
as(1).then((v) => console.log(v));
function* gen<T>(x: T): Generator<boolean> { yield (gen as unknown) === genKeep; }
const genKeep: unknown = gen;
console.log([...gen(1), ...gen("a")]);
function marked<T>(first: T): any {
  const inner = () => marked.mark;
  return [marked.mark, inner(), first];
}
marked.mark = "m";
console.log(marked(1), marked("a"), marked({}));
