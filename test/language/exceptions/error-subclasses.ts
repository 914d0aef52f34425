// Subclasses of Error: name, message, own fields, toString, instanceof at every level, built-in kinds, cause.
class AppError extends Error {
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.name = "AppError";
    this.code = code;
  }
  describe(): string {
    return `${this.name}#${this.code}: ${this.message}`;
  }
}
class NotFound extends AppError {
  override name = "NotFound";
  constructor(what: string) {
    super(`${what} not found`, 404);
  }
}
class Bare extends Error {}
const errors: Error[] = [new AppError("oops", 1), new NotFound("page"), new Bare("bare"), new TypeError("t"), new RangeError("r"), new SyntaxError(), new Error()];
for (const error of errors) {
  console.log(error.name, "|", error.message, "|", String(error), "|", error instanceof AppError, error instanceof Error, error instanceof TypeError);
}
console.log((errors[1] as NotFound).describe(), errors[1] instanceof NotFound, (errors[0] as AppError).code + 1);
console.log(new Error("x", { cause: 5 }).cause, new Error("x").cause, "cause" in new Error("y"), typeof new Error("s").stack);
console.log(Object.keys(new NotFound("k")).join(), new Bare("b").constructor.name);
