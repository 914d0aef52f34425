// Function as a value: compared, tested against, put into tables.
function isA(x: unknown, C: abstract new (...args: never[]) => unknown): boolean { return x instanceof (C as never); }
const F = Function;
class K { static s() {} m() {} }
console.log(isA(isA, Function as never), isA({}, Function as never), F === Function, isA.constructor === Function, (K as object).constructor === F, F.name, F.length, F.prototype === Function.prototype, typeof F, Object.getPrototypeOf(isA) === F.prototype);
const kinds = [Function, Object, Array, String];
console.log(kinds.map((k) => k.name), kinds.indexOf(Function), new Map<unknown, string>([[Function, "f"], [Object, "o"]]).get(isA.constructor), kinds);
const validators: Record<string, Function> = { a: isA };
console.log(validators, Object.prototype.toString.call(Function), String(Function), K.s instanceof Function, new K().m instanceof F, F instanceof F, F instanceof Object);
