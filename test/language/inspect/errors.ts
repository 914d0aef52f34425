// Errors inside objects and arrays, their own fields, with the stack lines removed by the program.
function bare(error: Error): Error {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
class Coded extends Error {
  code = 42;
}
console.log(bare(new Error("plain")));
console.log(bare(new TypeError("typed")));
console.log({ error: bare(new Error("inside")), n: 1 });
console.log([bare(new RangeError("in array"))]);
console.log("prefix", bare(new Error("after text")).message, String(new Coded("text")));
