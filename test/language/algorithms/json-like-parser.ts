// A tokenizer and recursive parser of JSON-like text into unknown values, and a printer that gives the text back.
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
class Parser {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  parse(): Json {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail("end");
    return value;
  }
  private fail(expected: string): never {
    throw new SyntaxError(`expected ${expected} at ${this.at}, found ${this.text[this.at] ?? "nothing"}`);
  }
  private space(): void {
    while (this.at < this.text.length && " \n\t\r".includes(this.text[this.at])) this.at += 1;
  }
  private take(c: string): boolean {
    this.space();
    if (this.text[this.at] !== c) return false;
    this.at += 1;
    return true;
  }
  private value(): Json {
    this.space();
    const c = this.text[this.at];
    if (c === "{") return this.object();
    if (c === "[") return this.array();
    if (c === '"') return this.string();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]] as [string, Json][]) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }
  private number(): number {
    const start = this.at;
    while (this.at < this.text.length && "+-.eE0123456789".includes(this.text[this.at])) this.at += 1;
    const n = Number(this.text.slice(start, this.at));
    if (start === this.at || Number.isNaN(n)) {
      this.at = start;
      this.fail("a value");
    }
    return n;
  }
  private string(): string {
    this.at += 1;
    let out = "";
    for (;;) {
      const c = this.text[this.at++];
      if (c === undefined) this.fail("a closing quote");
      if (c === '"') return out;
      if (c !== "\\") {
        out += c;
        continue;
      }
      const escape = this.text[this.at++];
      if (escape === "u") {
        out += String.fromCharCode(parseInt(this.text.slice(this.at, this.at + 4), 16));
        this.at += 4;
      } else out += escape === "n" ? "\n" : escape === "t" ? "\t" : escape;
    }
  }
  private array(): Json[] {
    this.at += 1;
    const out: Json[] = [];
    if (this.take("]")) return out;
    do out.push(this.value());
    while (this.take(","));
    if (!this.take("]")) this.fail("]");
    return out;
  }
  private object(): { [key: string]: Json } {
    this.at += 1;
    const out: { [key: string]: Json } = {};
    if (this.take("}")) return out;
    do {
      this.space();
      const key = this.string();
      if (!this.take(":")) this.fail(":");
      out[key] = this.value();
    } while (this.take(","));
    if (!this.take("}")) this.fail("}");
    return out;
  }
}
function print(value: Json): string {
  if (typeof value === "string") return `"${value.replaceAll("\n", "\\n")}"`;
  if (Array.isArray(value)) return `[${value.map(print).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = value;
    return `{${Object.keys(fields).map((key) => `${print(key)}:${print(fields[key])}`).join(",")}}`;
  }
  return String(value);
}
const texts = ['{"a": [1, 2.5, -3e2, {"deep": null}], "b" : "x\\n\\u00e9\\u65e5", "c": true}', "[]", " [ [ ], { } ] ", '"plain"', "[1, 2", '{"a" 1}', "nope", "1 2", '"open'];
for (const text of texts) {
  try {
    const value = new Parser(text).parse();
    console.log(print(value), typeof value);
  } catch (error) {
    console.log(String(error));
  }
}
