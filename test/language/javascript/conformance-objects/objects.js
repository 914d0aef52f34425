// Corners of Object, Reflect, promises and arguments objects that conformance tests look into.
for (const value of [null, undefined]) {
  try {
    Object.prototype.propertyIsEnumerable.call(value, "x");
  } catch (e) {
    console.log(e.name);
  }
}
const assigned = Object.assign(true, { a: 2 });
console.log(typeof assigned, assigned.a, Object.assign(12, null) instanceof Number);
const shown = (resolve, reject) =>
  console.log(resolve.length, reject.length, JSON.stringify(resolve.name), JSON.stringify(reject.name));
Promise.resolve({
  then(resolve, reject) {
    shown(resolve, reject);
    resolve(1);
  },
}).then((value) => console.log(value));
new Promise(shown);
console.log(JSON.stringify(Object.getPrototypeOf({ __proto__: function () {} }).name));
console.log(JSON.stringify({ ["__proto__"]: function () {} }.__proto__.name));

const list = (function () {
  return arguments;
})(1, 2);
console.log(Object.getOwnPropertyNames(list).join());
try {
  list.callee;
} catch (e) {
  console.log(e.name, e.message);
}
const callee = Object.getOwnPropertyDescriptor(list, "callee");
console.log(typeof callee.get, callee.get === callee.set, callee.enumerable, callee.configurable);

class Base {}
class Leaves extends Base {
  constructor() {
    const later = () => super();
    try {
      return 0;
    } catch (e) {
      later();
    }
  }
}
class Loops extends Base {
  constructor() {
    super();
    for (const x of [1]) return { x };
  }
}
try {
  new Leaves();
} catch (e) {
  console.log(e.name, e.message);
}
console.log(new Loops().x);

Object.keys = Object.keys || null;
console.log(Object.keys({ a: 1 }));

const named = function* own(_ = (set = () => { own = null; })) {
  yield own === named;
};
var set;
console.log(named().next().value);
try {
  set();
} catch (e) {
  console.log(e.name, e.message);
}

const shrinking = [0, 1, 2, 3];
shrinking.copyWithin(2, {
  valueOf() {
    shrinking.length = 1;
    return 0;
  },
});
console.log(shrinking, shrinking.length);

function writes(a, b) {
  arguments[2] = "c";
  return [arguments.length, Array.prototype.indexOf.call(arguments, "c"), arguments[2], a, b];
}
console.log(writes(1, 2), writes(1, 2, 3));

const withSetter = {
  set twice(x) {
    this.x = x;
    return 2 * x;
  },
  set plain(x) {
    if (x > 1) return;
    this.x = x;
  },
};
withSetter.twice = 4;
const setter = Object.getOwnPropertyDescriptor(withSetter, "twice").set;
console.log((withSetter.plain = 3), withSetter.x, setter.call(withSetter, 5), withSetter.x);
console.log(Object.getOwnPropertyDescriptor(withSetter, "plain").set.call(withSetter, 1), withSetter.x);
