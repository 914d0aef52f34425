// Math.pow: the operator ** as a function.

import { f64Pow } from "../native.ts";

/** Number::exponentiate. */
export function Math_pow(base: number, exponent: number): number {
  return f64Pow(base, exponent);
}
