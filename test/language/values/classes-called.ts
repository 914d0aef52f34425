// Built-in classes that need no `new` need none through a variable either, and have their static fields.

const R: any = RegExp;
const pattern = R("a+", "g");
console.log(pattern.exec("baa")[0], pattern.flags, R(pattern) === pattern);

const made = [Error, TypeError, RangeError, SyntaxError].map((make) => make("what"));
for (const error of made) console.log(error.name, error.message, error instanceof Error, error.constructor.name);

const D: any = Date;
console.log(typeof D(), typeof new D());
console.log(Reflect.apply(Error, null, ["applied"]).message, Error.call(null, "called").message);
console.log((Error as any).stackTraceLimit);

class Own extends Error {}
const O: any = Own;
for (const make of [O, Map as any, Promise as any]) {
  try {
    console.log(make("x"));
  } catch (error) {
    console.log((error as Error).message);
  }
}
