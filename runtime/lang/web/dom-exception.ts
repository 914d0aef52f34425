// DOMException (Web IDL): the error of the web interfaces, told apart by its name.

const NAMES: readonly string[] = [
  "IndexSizeError",
  "",
  "HierarchyRequestError",
  "WrongDocumentError",
  "InvalidCharacterError",
  "",
  "NoModificationAllowedError",
  "NotFoundError",
  "NotSupportedError",
  "InUseAttributeError",
  "InvalidStateError",
  "SyntaxError",
  "InvalidModificationError",
  "NamespaceError",
  "InvalidAccessError",
  "",
  "TypeMismatchError",
  "SecurityError",
  "NetworkError",
  "AbortError",
  "URLMismatchError",
  "QuotaExceededError",
  "TimeoutError",
  "InvalidNodeTypeError",
  "DataCloneError",
];

export class DOMException extends Error {
  readonly #name: string;

  constructor(message?: string, name?: string) {
    super(message === undefined ? "" : message);
    this.#name = name === undefined ? "Error" : `${name}`;
  }

  override get name(): string {
    return this.#name;
  }

  /** The number that old interfaces used for the name; 0 for names without one. */
  get code(): number {
    return this.#name === "" ? 0 : NAMES.indexOf(this.#name) + 1;
  }
}
