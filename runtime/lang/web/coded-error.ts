// Errors of Node's own interfaces: a TypeError with a code, which its text shows.

import { describe } from "../describe.ts";

export class CodedTypeError extends TypeError {
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
