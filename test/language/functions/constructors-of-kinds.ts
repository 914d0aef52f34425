// The constructors that async and generator functions name, and instanceof by them.
const wait = async (): Promise<void> => {};
const plain = (): void => {};
const steps = function* (): Generator<number> {
  yield 1;
};
const asyncSteps = async function* (): AsyncGenerator<number> {
  yield 1;
};
const AsyncFunction = wait.constructor;
console.log(wait instanceof AsyncFunction, plain instanceof AsyncFunction, wait instanceof Function);
console.log(plain.constructor === AsyncFunction, Object.getPrototypeOf(wait).constructor === AsyncFunction);
console.log(AsyncFunction.name, [wait, plain, steps, asyncSteps].map((f) => f.constructor.name));
console.log(Object.getPrototypeOf(Object.getPrototypeOf(wait)) === Object.getPrototypeOf(plain));
console.log(wait.call.length, typeof wait.bind, Object.getPrototypeOf(wait) === Object.getPrototypeOf(plain));
const isAsync = (f: () => unknown): boolean => f.constructor.name === "AsyncFunction";
console.log(isAsync(wait), isAsync(plain), isAsync(steps));
