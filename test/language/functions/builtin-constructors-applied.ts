// Constructors of the language called through call, apply and bind.
console.log(Array.apply(null, Array(3)).map((_: unknown, i: number) => i));
console.log(Array.call(null, 1, 2), Array.apply(null, [7]).length);
console.log(Number.call(null, "4"), String.call(null, 5), Boolean.call(null, ""));
const three = Array.bind(null, 3);
console.log(three().length);
