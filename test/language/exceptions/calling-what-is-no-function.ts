// Calling a missing method or a value that is no function throws a TypeError that names the callee.
interface Service {
  run(): void;
  nested: { stop(): void };
}
const empty = {} as Service;
const half = { nested: {} } as Service;
const five: any = 5;
const notFunction: any = 3;
function attempt(name: string, action: () => unknown): void {
  try {
    console.log(name, "gave", String(action()));
  } catch (error) {
    console.log(name, (error as Error).name, (error as Error).message);
  }
}
attempt("missing", () => empty.run());
attempt("nested", () => half.nested.stop());
attempt("of number", () => five.run());
attempt("number", () => notFunction());
attempt("undefined", () => (undefined as unknown as () => void)?.());
