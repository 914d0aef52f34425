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
