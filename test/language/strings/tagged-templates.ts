// A tag function receives the literal parts and the values.
function tag(strings: TemplateStringsArray, ...values: unknown[]): string {
  return strings.join("|") + values.length;
}
function upper(strings: TemplateStringsArray, ...values: string[]): string {
  return strings.reduce((text, part, i) => text + part + (values[i] ?? "").toUpperCase(), "");
}
console.log(tag`a${1}b${2}c`, tag``, tag`${null}`);
console.log(upper`hello ${"world"} and ${"you"}!`);
