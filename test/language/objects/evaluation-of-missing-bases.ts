// Reading, writing and calling through undefined: the key is evaluated, but not converted.

const attempt = (what: () => unknown): void => {
  try {
    console.log(what());
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
};
const key = {
  toString(): string {
    throw new Error("the key was converted");
  },
} as unknown as string;
let base: Record<string, number> | undefined;
const none = (): Record<string, number> => base as Record<string, number>;
attempt(() => none()[key]);
attempt(() => {
  none()[key] = 1;
});
attempt(() => {
  none()[key]! |= 1;
});
attempt(() => {
  none()[(() => {
    throw new Error("evaluated");
  })()]! += 1;
});
// The constructor is evaluated before the arguments, and asked after them.
let made: unknown = 42;
attempt(() => {
  const log: string[] = [];
  try {
    new (made as new (x: unknown) => object)((made = log.push("argument")));
  } catch (error) {
    log.push((error as Error).name);
  }
  return [log, made];
});
base = {};
