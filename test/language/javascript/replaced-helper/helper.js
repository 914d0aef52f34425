// The helper by which CommonJS modules import all of a module.
function wildcard(e, t) {
  if ("function" == typeof WeakMap) var r = new WeakMap(), n = new WeakMap();
  return (wildcard = function wildcard(e, t) {
    if (!t && e && e.__esModule) return e;
    var o, i, f = { __proto__: null, default: e };
    if (null === e || ("object" != typeof e && "function" != typeof e)) return f;
    if ((o = t ? n : r)) {
      if (o.has(e)) return o.get(e);
      o.set(e, f);
    }
    for (const t in e)
      "default" !== t && {}.hasOwnProperty.call(e, t) &&
        ((i = (o = Object.defineProperty) && Object.getOwnPropertyDescriptor(e, t)) && (i.get || i.set) ? o(f, t, i) : (f[t] = e[t]));
    return f;
  })(e, t);
}
const given = { a: 1 };
export const first = wildcard(given);
export const second = [wildcard(given) === first, wildcard({ __esModule: true, b: 2 }), wildcard(5)];
