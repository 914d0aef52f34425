// Error.captureStackTrace gives any object a stack whose first line has its name and message.
const first = (stack: string | undefined): string | undefined => stack?.split("\n")[0];

class Missing extends Error {
  constructor(what: string) {
    super(`no ${what}`);
    this.name = "Missing";
    Error.captureStackTrace(this, Missing);
  }
}
const missing = new Missing("key");
console.log(first(missing.stack), missing.name);

const plain: { stack?: string } = {};
Error.captureStackTrace(plain);
console.log(first(plain.stack), Object.keys(plain), Object.getOwnPropertyDescriptor(plain, "stack")?.enumerable);

const named: { name: string; message: string; stack?: string } = { name: "Odd", message: "thing" };
Error.captureStackTrace(named);
console.log(first(named.stack));
named.stack = "mine";
console.log(named.stack);
