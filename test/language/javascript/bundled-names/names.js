// Names as bundlers and minifiers write them: numbered suffixes, functions that have a name of their own.
export function point(a) {
  return `point ${a}`;
}
function point$1(a) {
  return `point$1 ${a}`;
}
function point$2(a) {
  return `point$2 ${a}`;
}
function point$3(a) {
  return `point$3 ${a}`;
}
const outer$1 = () => {
  function point(a) {
    return `inner ${a}`;
  }
  return point;
};
const outer$2 = () => {
  function point(a) {
    return `other ${a}`;
  }
  return point;
};
export function all(a) {
  return [point, point$1, point$2, point$3, outer$1(), outer$2()].map((f) => `${f(a)} ${f.name}`);
}

export const shorten = (() => {
  var least = "en",
    cut = function t(e) {
      return !e ? least : e.length > 2 ? t(e.slice(1)) : e;
    };
  function Holder(t) {
    this.x = cut(t);
  }
  Holder.prototype.again = function () {
    return cut(this.x + "!");
  };
  return (t) => {
    const h = new Holder(t);
    return [h.x, h.again(), cut("")];
  };
})();

if (typeof BigInt === "undefined") BigInt = (n) => n;
if (typeof Map !== "function" || typeof Promise == "undefined") Map = null;
export const big = String(BigInt(3) + BigInt(4)) + new Map().size;
