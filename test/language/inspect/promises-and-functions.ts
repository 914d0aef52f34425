// Promises by state, functions, async functions, bound names, and functions with fields.
console.log(Promise.resolve(5), new Promise(() => {}), Promise.resolve({ a: [1] }));
const rejected = Promise.reject(3);
rejected.catch(() => undefined);
console.log(rejected);
function declared(): void {}
const arrow = (): number => 1;
async function later(): Promise<void> {}
console.log(declared, arrow, later, () => 2);
const withField = Object.assign((): number => 1, { calls: 2 });
console.log(withField, { method() {}, arrow, later });
console.log([Math.max, console.log].length);
