// Errors as Node's own modules throw them: with a code, which their text shows. No error classes of the operating
// system's doing: those are files.ts.

import { describe } from "../lang/describe.ts";
import { CodedTypeError } from "../lang/web/coded-error.ts";

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

/** ERR_INVALID_ARG_TYPE: `wanted` is, for example, "of type function". */
export function wrongType(name: string, wanted: string, value: unknown): CodedTypeError {
  const message = `The "${name}" argument must be ${wanted}. Received ${received(value)}`;
  return new CodedTypeError("ERR_INVALID_ARG_TYPE", message);
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

function received(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    const name = describe(value);
    return name.startsWith("#<") ? `an instance of ${name.slice(2, -1)}` : "an instance of Object";
  }
  const shown = typeof value === "string" ? `'${value}'` : String(value);
  const cut = shown.length > 28 ? `${shown.slice(0, 25)}...` : shown;
  return `type ${typeof value} (${cut})`;
}
