// What a rejection that nobody handled becomes when its reason is no Error.

/** What an unhandled rejection with a reason that is no Error becomes. Node's class of the same name. */
export class UnhandledPromiseRejection extends Error {
  code = "ERR_UNHANDLED_REJECTION";

  constructor(reason: string) {
    super(
      "This error originated either by throwing inside of an async function without a catch block, " +
        "or by rejecting a promise which was not handled with .catch(). " +
        `The promise rejected with the reason "${reason}".`,
    );
    this.name = "UnhandledPromiseRejection";
  }
}
