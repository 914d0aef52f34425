// An uncaught Error ends the program with exit code 1 after the output so far; later code does not run.
class Failure extends Error {
  override name = "Failure";
}
function deep(n: number): number {
  if (n === 0) throw new Failure("it broke");
  return deep(n - 1) + 1;
}
console.log("before");
console.log(deep(3));
console.log("never");
