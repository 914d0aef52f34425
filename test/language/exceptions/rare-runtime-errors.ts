// Faults of array length, destructuring, `in` and iteration, with the usual names and texts.
function attempt(name: string, action: () => unknown): void {
  try {
    console.log(name, "gave", String(action()));
  } catch (error) {
    console.log(name, (error as Error).name, (error as Error).message);
  }
}
const nothing = undefined as unknown as { value: number };
attempt("array length", () => new Array(-1));
attempt("set length", () => {
  const list = [1];
  list.length = 1.5;
});
attempt("destructure", () => {
  const { value } = nothing;
  return value;
});
attempt("in", () => "x" in (5 as unknown as object));
attempt("iterate", () => {
  const five = 5 as unknown as number[];
  for (const x of five) return x;
});
attempt("constant", () => {
  const frozen = Object.freeze([1]);
  (frozen as number[]).push(2);
});
