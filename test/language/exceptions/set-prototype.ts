// Constructors of errors set their own prototype, as code written for ES5 does.

class IllegalState extends Error {
  constructor(message: string) {
    super(message);
    Object.setPrototypeOf(this, IllegalState.prototype);
    this.name = "IllegalState";
  }
  describe(): string {
    return `state: ${this.message}`;
  }
}

class NotFound extends IllegalState {
  constructor(what: string) {
    super(`${what} was not found`);
    Object.setPrototypeOf(this, NotFound.prototype);
  }
  override describe(): string {
    return `nothing: ${this.message}`;
  }
}

/** Stays what its base made of it. */
class Left extends IllegalState {
  override describe(): string {
    return "never";
  }
}

class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
    Object.setPrototypeOf(this, new.target.prototype);
  }
}
class Teapot extends HttpError {
  constructor() {
    super(418, "short and stout");
  }
}

const kinds = [IllegalState, NotFound, Left, HttpError, Teapot];
const made: Error[] = [
  new IllegalState("bad"),
  new NotFound("vertex"),
  new Left("x"),
  new HttpError(500, "no"),
  new Teapot(),
];
for (const error of made) {
  console.log(String(error), kinds.map((kind) => error instanceof kind).join(" "), error.constructor.name);
  if (error instanceof IllegalState)
    console.log(error.describe(), Object.getPrototypeOf(error) === error.constructor.prototype);
  if (error instanceof HttpError) console.log(error.status);
}
try {
  throw new NotFound("edge");
} catch (error) {
  console.log(error instanceof NotFound && error.describe());
}
