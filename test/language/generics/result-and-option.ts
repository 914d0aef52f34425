// Result and Option types built from discriminated unions, mapped and chained over several kinds.
type Result<T, E = string> = { ok: true; value: T } | { ok: false; error: E };
const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
const fail = <E>(error: E): Result<never, E> => ({ error, ok: false });
function chain<T, U, E>(result: Result<T, E>, next: (value: T) => Result<U, E>): Result<U, E> {
  return result.ok ? next(result.value) : result;
}
function parse(text: string): Result<number> {
  const n = Number(text);
  return Number.isNaN(n) ? fail(`"${text}" is no number`) : ok(n);
}
function inverse(n: number): Result<number> {
  return n === 0 ? fail("division by zero") : ok(1 / n);
}
function show<T>(result: Result<T, string | number>): string {
  return result.ok ? `ok ${result.value}` : `error ${result.error}`;
}
for (const text of ["4", "0", "x", "0.125", ""]) {
  console.log(show(chain(parse(text), inverse)), "/", show(chain(chain(parse(text), inverse), (n) => ok(`<${n}>`))));
}
console.log(show(fail(404)), show(ok([1, 2])));
