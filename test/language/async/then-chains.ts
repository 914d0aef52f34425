// then, catch and finally: pass-through, recovery, values of finally, returning promises and thenables, resolve once.
const log: string[] = [];
const show = (name: string) => (value: unknown): void => {
  log.push(`${name}=${value instanceof Error ? `!${value.message}` : value}`);
};
Promise.resolve(1).then((n) => n + 1).then((n) => Promise.resolve(n * 10)).then(show("chain"));
Promise.reject(new Error("r")).then(show("skipped")).catch(show("catch")).then(show("after catch"));
Promise.reject(new Error("two")).then(undefined, show("second argument"));
Promise.resolve("v").finally(() => "ignored").then(show("finally passes"));
Promise.resolve("v").finally(() => {
  throw new Error("from finally");
}).catch(show("finally throws"));
Promise.reject(new Error("kept")).finally(() => 5).catch(show("finally keeps"));
Promise.resolve(3).then(() => {
  throw new Error("in then");
}).then(show("no"), show("handler"));
new Promise<string>((resolve, reject) => {
  resolve("first");
  resolve("second");
  reject(new Error("third"));
}).then(show("once"));
new Promise(() => {
  throw new Error("executor");
}).catch(show("executor throws"));
const thenable = { then(resolve: (value: string) => void): void { resolve("from thenable"); } };
Promise.resolve(thenable).then(show("thenable"));
(async () => show("await thenable")(await thenable))();
const inner = new Promise<string>((resolve) => setTimeout(() => resolve("inner late"), 5));
Promise.resolve(inner).then(show("adopted"));
console.log(Promise.resolve(inner) === inner);
const shared = Promise.resolve("s");
shared.then(show("shared 1"));
shared.then(show("shared 2"));
setTimeout(() => console.log(log.join("\n")), 20);
