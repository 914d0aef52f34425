// Work that takes turns: each piece starts when those before it are done, whether they went well or not.
//
// For what must not overlap because it is several reads and writes of one medium. It does not limit how many wait.

export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Runs `work` when its turn has come; settles as `work` does. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.then(
      () => {},
      () => {},
    );
    return result;
  }
}
