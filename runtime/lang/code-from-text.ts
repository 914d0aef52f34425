// eval and the Function constructor: there is no compiler in a compiled program, which for packages is a host that forbids
// code from text (HostEnsureCanCompileStrings of ECMA-262). Programs of one's own are refused at compile time.

function forbid(): never {
  throw new EvalError("Code generation from strings disallowed for this context");
}

/** Function(...) without new. */
export function Function_call(..._parametersAndBody: unknown[]): never {
  forbid();
}

/** new Function(...). */
export function Function_construct(..._parametersAndBody: unknown[]): Function {
  forbid();
}

/** PerformEval of anything but text gives it back. */
export function eval_call(code: unknown): unknown {
  if (typeof code === "string") forbid();
  return code;
}
