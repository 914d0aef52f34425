// Guards see what was passed, whatever the types say: optional parameters, properties and integers.
const attempt = (what: string, f: () => unknown): void => {
  try {
    console.log(what, f());
  } catch (error) {
    console.log(what, String(error));
  }
};

class Deque<T> {
  readonly items: T[] = [];
  constructor(source?: Iterable<T> | null) {
    if (source === undefined || source === null) return;
    if ((typeof source !== "object" && typeof source !== "string") || !(Symbol.iterator in Object(source)))
      throw new TypeError("Cannot construct a Deque: the 'source' parameter is not iterable");
    for (const item of source) this.items.push(item);
  }
}
attempt("deque", () => new Deque([1, 2]).items);
attempt("deque", () => new Deque("ab").items);
attempt("deque", () => new Deque(42 as unknown as number[]).items);
attempt("deque", () => new Deque({ a: 1 } as unknown as number[]).items);
attempt("deque", () => new Deque().items);

function windows<T>(array: readonly T[], size: number, step: number = 1): T[][] {
  if (!Number.isInteger(size) || size <= 0) throw new RangeError(`size must be a positive integer, not ${size}`);
  const result: T[][] = [];
  for (let i = 0; i + size <= array.length; i += step) result.push(array.slice(i, i + size));
  return result;
}
attempt("windows", () => windows([1, 2, 3], 2));
attempt("windows", () => windows([1, 2, 3], "invalid" as unknown as number));
attempt("windows", () => windows([1, 2, 3], 1.5));
attempt("windows", () => windows([1, 2, 3], null as unknown as number));

function half(n: number): number {
  if (Number.isNaN(n)) return -1;
  return Number.isFinite(n) ? n / 2 : 0;
}
attempt("half", () => [half(4), half(NaN), half(Infinity), half("6" as unknown as number)]);

interface Options<E> {
  toElement?: (raw: string) => E;
}
class Elements<E> {
  readonly convert: ((raw: string) => E) | undefined;
  constructor(options?: Options<E>) {
    if (options) {
      const { toElement } = options;
      if (typeof toElement === "function") this.convert = toElement;
      else if (toElement) throw new TypeError("toElement must be a function type");
    }
  }
}
attempt("elements", () => new Elements({ toElement: (s) => s.length }).convert?.("four"));
attempt("elements", () => new Elements({ toElement: 123 as unknown as () => number }).convert);
attempt("elements", () => new Elements({}).convert);

function text(name?: string): string {
  if (typeof name === "string") return `[${name}]`;
  return `none: ${name}`;
}
attempt("text", () => [text("a"), text(), text(5 as unknown as string), text(null as unknown as string)]);

class Heap<T> {
  items: T[] = [];
  constructor(readonly compare: (a: T, b: T) => number) {}
  children(index: number): T[] {
    return [2 * index + 1, 2 * index + 2].map((i) => this.items[i]!).filter((e) => e !== undefined);
  }
  wrong(): T | undefined {
    return this.items.find((item, i) => !!this.children(i).find((child) => this.compare(item, child) > 0));
  }
  has(item: T): boolean {
    return item != null && this.items.includes(item);
  }
}
const numbers = new Heap<number>((a, b) => a - b);
numbers.items = [1, 3, 2, 5];
attempt("heap", () => [numbers.children(0), numbers.children(1), numbers.children(2), numbers.wrong()]);
attempt("heap", () => [numbers.has(3), numbers.has(undefined as unknown as number)]);
const words = new Heap<string>((a, b) => a.length - b.length);
words.items = ["a", "bc", "b"];
attempt("heap", () => [words.children(0), words.children(1), words.wrong(), words.has("b")]);

interface Nested<T> extends Array<Nested<T> | T> {}
function flat<T>(nested: Nested<T>): T[] {
  const result: T[] = [];
  const visit = (input: Nested<T>): void => {
    if (Array.isArray(input)) input.forEach((i) => visit(i as Nested<T>));
    else if (input !== undefined && input !== null) result.push(input);
  };
  visit(nested);
  return result;
}
attempt("flat", () => flat([1, [2, [3, [4]]], 5]));
attempt("flat", () => flat<string>(["a", ["b"]]));
