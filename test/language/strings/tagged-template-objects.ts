// The strings array: one per site, frozen, with the raw parts.
function keep(strings: TemplateStringsArray, ..._values: unknown[]): TemplateStringsArray {
  return strings;
}
const made: TemplateStringsArray[] = [];
for (let i = 0; i < 3; i++) made.push(keep`a${i}b`);
console.log(made[0] === made[1], made[1] === made[2], made[0] === keep`a${0}b`);
const lines = keep`one\n${1}\ttwo\\`;
console.log(lines, lines.raw, lines.length, lines.raw.length);
console.log(Object.isFrozen(lines), Object.isFrozen(lines.raw), Object.keys(lines));
console.log(String.raw`c:\new\table ${1 + 1}\x`);
function html(strings: TemplateStringsArray, ...values: unknown[]): string {
  return String.raw(strings, ...values.map((v) => `<${v}>`));
}
console.log(html`p ${"q"} \n ${2}`);
class Query {
  private readonly parts: string[] = [];
  sql(strings: TemplateStringsArray, ...values: unknown[]): this {
    this.parts.push(strings.join("?"), values.join());
    return this;
  }
  static of(strings: TemplateStringsArray): string {
    return `static ${strings[0]}`;
  }
  text(): string {
    return this.parts.join(" | ");
  }
}
console.log(new Query().sql`select ${1} from ${"t"}`.sql`where`.text(), Query.of`x`);
const tags = { up: (s: TemplateStringsArray, v: string) => s[0]! + v.toUpperCase() };
console.log(tags.up`hey ${"you"}`, tags["up"]`a${"b"}`);
const typed = <T>(s: TemplateStringsArray, ...v: T[]): [string, T[]] => [s.join("_"), v];
console.log(typed<number>`n${1}m${2}k`, typed`${true}`);
const order: string[] = [];
const note = (name: string): string => (order.push(name), name);
const tag = () => (order.push("tag"), (s: TemplateStringsArray, ...v: string[]) => s.join("") + v.join(""));
console.log(tag()`${note("x")}-${note("y")}`, order.join());
const curried = (a: TemplateStringsArray) => (b: TemplateStringsArray) => a[0]! + b[0]!;
console.log(curried`left ``right`);
let count = 0;
const counting = (s: TemplateStringsArray, ...v: number[]): number => s.length + v.length + ++count;
const total: number = counting`${1}${2}` + counting``;
console.log(total);
try {
  (lines as unknown as string[])[0] = "changed";
} catch (error) {
  console.log((error as Error).name);
}
