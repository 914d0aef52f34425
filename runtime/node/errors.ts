// Errors as Node's own modules throw them: with a code, which their text shows. No error classes of the operating
// system's doing: those are files.ts.

export { wrongType } from "../lang/web/coded-error.ts";

/** An Error whose text names its code. */
export class CodedError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

/** A RangeError whose text names its code. */
export class CodedRangeError extends RangeError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

/** ERR_OUT_OF_RANGE: `wanted` is, for example, ">= 0 && <= 9". Large whole numbers are shown with separators. */
export function outOfRange(name: string, wanted: string, value: number): RangeError {
  const digits = String(value);
  const isLarge = Number.isInteger(value) && Math.abs(value) > 2 ** 32;
  const shown = isLarge ? separated(digits) : digits;
  const message = `The value of "${name}" is out of range. It must be ${wanted}. Received ${shown}`;
  return new CodedRangeError("ERR_OUT_OF_RANGE", message);
}

function separated(digits: string): string {
  const start = digits.startsWith("-") ? 1 : 0;
  let result = "";
  let at = digits.length;
  for (; at >= start + 4; at -= 3) result = `_${digits.slice(at - 3, at)}${result}`;
  return digits.slice(0, at) + result;
}
