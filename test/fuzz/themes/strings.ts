// Theme: strings of both widths: slicing, searching, concatenating, comparing, and numbers to and from text.
// No locale and no regular expression is involved.
import type { Random } from "../random.ts";
import { number, operand, string } from "./values.ts";

const INDEX = [
  "-2",
  "-1",
  "0",
  "1",
  "2",
  "3",
  "5",
  "100",
  "NaN",
  "1.7",
  "Infinity",
  "s.length",
  "s.length - 1",
  "i",
];

function text(r: Random, depth: number): string {
  if (depth <= 0)
    return r.oneOf(
      () => string(r),
      () => "s",
      () => "u",
      () => "words[i % words.length]",
    );
  const d = depth - 1;
  const sub = () => text(r, d);
  const at = () => r.pick(INDEX);
  return r.oneOf(
    () => `(${sub()} + ${sub()})`,
    () => `(${sub()} + ${sub()} + ${sub()})`,
    () => `(${sub()} + ${operand(number(r))})`,
    () => `\`<\${${sub()}}\${i}\${${sub()}}>\``,
    () => `${sub()}.slice(${at()}, ${at()})`,
    () => `${sub()}.slice(${at()})`,
    () => `${sub()}.substring(${at()}, ${at()})`,
    () => `${sub()}.charAt(${at()})`,
    () => `(${sub()}[${at()}] ?? "none")`,
    () => `(${sub()}.at(${at()}) ?? "none")`,
    () => `${sub()}.${r.pick(["toUpperCase", "toLowerCase", "trim", "trimStart", "trimEnd"])}()`,
    () => `${sub()}.${r.pick(["padStart", "padEnd"])}(${r.int(12)}, ${sub()}.slice(0, 3))`,
    () => `${sub()}.slice(0, 6).repeat(${r.int(4)})`,
    () => `${sub()}.${r.pick(["replace", "replaceAll"])}(${sub()}.slice(0, 2), ${sub()}.slice(0, 4))`,
    () => `${sub()}.split(${sub()}.slice(0, 1)).join(${sub()}.slice(0, 2))`,
    () => `[...${sub()}].reverse().join("")`,
    () => `String.fromCharCode(${r.pick(["65", "233", "0x20ac", "0xd83d, 0xde00", "0x100ff", "97.9"])})`,
    () => `String.fromCodePoint(${r.pick(["97", "0x1f600", "0xff", "0x100"])})`,
    () => `String(${operand(number(r))})`,
    () => `(${operand(number(r))}).toString(${r.pick(["", "2", "16", "36", "10", "7"])})`,
    () =>
      `(${operand(r.pick(["1.005", "123.456", "0", "-0.0001", "1e21", "99.995", String(r.int(1000) / 7)]))}).toFixed(${r.int(6)})`,
    () => `${sub()}.concat(${sub()}, ${sub()})`,
    () => `JSON.stringify(${sub()})`,
    () => `(${sub()} < ${sub()} ? ${sub()} : ${sub()})`,
  );
}

function question(r: Random): string {
  const sub = () => text(r, r.int(3));
  return r.oneOf(
    () => `${sub()}.length`,
    () => `${sub()}.charCodeAt(${r.pick(INDEX)})`,
    () => `${sub()}.codePointAt(${r.pick(INDEX)})`,
    () =>
      `${sub()}.${r.pick(["indexOf", "lastIndexOf", "includes", "startsWith", "endsWith"])}(${sub()}.slice(0, 2), ${r.pick(INDEX)})`,
    () =>
      `${sub()}.${r.pick(["indexOf", "lastIndexOf", "includes", "startsWith", "endsWith"])}(${sub()}.slice(0, 2))`,
    () => `${sub()} ${r.pick(["<", ">", "<=", ">=", "===", "!=="])} ${sub()}`,
    () => `Number(${sub()})`,
    () => `+${sub()}`,
    () => `parseInt(${sub()}${r.pick(["", ", 10", ", 16", ", 36", ", 2"])})`,
    () => `parseFloat(${sub()})`,
    () => `${sub()}.split(${sub()}.slice(0, 1))`,
    () => `${sub()}.split("", ${r.int(5)})`,
    () => `[...${sub()}].length`,
    () => `[...${sub()}].map((c) => c.codePointAt(0))`,
    () => `isNaN(Number(${sub()}))`,
    () => `${sub()} === s || ${sub()} === u`,
  );
}

function building(r: Random, n: number): string {
  return `function build${n}(): string {
  let s = ${string(r)};
  const u = ${string(r)};
  let most = "";
  for (let i = 0; i < ${r.between(3, 20)}; i += 1) {
    s += ${text(r, 1)};
    ${r.chance(0.5) ? `if (i % 3 === 0) s = ${text(r, 1)} + s;` : ""}
    ${r.chance(0.4) ? "most = s > most ? s : most;" : "most += s[i] ?? i;"}
    if (s.length > 200) s = s.slice(-7);
    console.log(s.length, s.charCodeAt(i), s === most);
  }
  return s + "|" + most + "|" + u;
}
console.log(build${n}());`;
}

export function strings(r: Random): string {
  const lines = [
    `const words = [${r.times(5, () => string(r)).join(", ")}];`,
    `let s: string = words.join("");`,
    `const u: string = words[${r.int(5)}] + ${string(r)};`,
    `let i: number = ${r.int(4)};`,
  ];
  for (let n = 0; n < 30; n += 1) {
    if (r.chance(0.2)) lines.push(`s = (${text(r, 3)}).slice(0, 60);`, `i = s.length % ${r.between(2, 6)};`);
    lines.push(`console.log(${n}, ${r.chance(0.5) ? text(r, 3) : question(r)});`);
  }
  for (let n = 0; n < 2; n += 1) lines.push(building(r, n));
  return lines.join("\n") + "\n";
}
