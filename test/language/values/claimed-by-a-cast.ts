// Variables that a cast, or any, claims to hold objects or strings, and that hold something else.
interface Named {
  readonly name?: string;
  tag?(): string;
}
function nameOf(x: unknown): unknown {
  const named = x as Named;
  return named && named.name;
}
function describe(x: unknown): string {
  const text = x as string;
  return typeof text === "string" ? `text of ${text.length}` : `no text: ${text}`;
}
console.log(nameOf(5), nameOf(true), nameOf(null), nameOf("s"), nameOf({ name: "n" }));
console.log(describe(5), describe("five"), describe(undefined));

const all: unknown[] = [1, "two", [3], { four: 4 }, false];
for (const each of all) {
  const list = each as number[];
  if (Array.isArray(list)) console.log("list", list.length, list[0]);
  else console.log(list, list === each, String(list));
}
const parsed: Named = JSON.parse("17");
console.log(parsed, parsed.name, parsed.tag === undefined);
let later = JSON.parse("true") as Named;
console.log(later);
later = { name: "later" };
console.log((() => later.name)());

type Pattern<T> = unknown extends T ? { readonly [key: string]: unknown } : T extends number ? T : Partial<T>;
class Match<T> {
  private readonly value: T;
  constructor(value: T) {
    this.value = value;
  }
  with(...args: any[]): boolean {
    const patterns: Pattern<T>[] = [args[0]];
    patterns.push(...args.slice(1));
    return patterns.some((pattern) => JSON.stringify(pattern) === JSON.stringify(this.value));
  }
}
console.log(new Match(2).with(1, 2), new Match(2).with(3), new Match({ a: 1 }).with({ a: 2 }, { a: 1 }));
