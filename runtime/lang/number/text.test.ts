// Numbers as text and back against Node's, on seeded random numbers of every magnitude.
//
// INGOT_NUMBER_SAMPLES sets the count per operation; the default is a slice that takes a few seconds.
import { expect, it, vi } from "vitest";

vi.mock("../native.ts", async () => await import("../testing/native-node.ts"));
const { exponentialText, fixedText, numberText, precisionText } = await import("./print.ts");
const { floatPrefix, integerPrefix, textNumber } = await import("./read.ts");
const { radixText } = await import("./radix.ts");
const { power } = await import("../math/power.ts");

const SAMPLES = Number(process.env.INGOT_NUMBER_SAMPLES ?? 3_000);
/** mulberry32: repeatable, good enough to spread samples. */
let seed = 1;
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n: number): number => Math.floor(random() * n);
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;

const bytes = new DataView(new ArrayBuffer(8));
function anyBits(): number {
  bytes.setUint32(0, below(2 ** 32));
  bytes.setUint32(4, below(2 ** 32));
  return bytes.getFloat64(0);
}
const EDGES = [
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  1,
  -1,
  0.5,
  -0.5,
  2.5,
  1e21,
  1e-7,
  5e-324,
  2 ** 53,
  4503599627370495.5,
];
function anyNumber(): number {
  switch (below(9)) {
    case 0:
      return below(1e6);
    case 1:
      return (random() - 0.5) * 1000;
    case 2:
      return Math.round(random() * 1e5) / 100;
    case 3:
      return random() * 10 ** (below(40) - 15);
    case 4:
      return 2 ** (below(2100) - 1075);
    case 5:
      return Math.floor(random() * 2 ** 53);
    case 6:
      return oneOf(EDGES);
    default:
      return anyBits();
  }
}
const SPELLINGS = (
  "0x1F 0b101 0o17 0x 1e .5 5. . +1 -.5e-3 1_0 Infinity -Infinity infinity 1e1000 1e-1000 0x1fffffffffffffff 00012 0e5 1.5.5 " +
  "4.9406564584124654e-324 2.4703282292062327e-324 2.4703282292062328e-324 1.7976931348623158e308 1.7976931348623159e308"
).split(" ");
function anyText(): string {
  switch (below(5)) {
    case 0:
      return anyNumber().toExponential(below(30));
    case 1: {
      const digits = Array.from({ length: 1 + below(30) }, () => below(10)).join("");
      return `${digits}${oneOf(["", ".", `.${digits}`])}${oneOf(["", `e${below(700) - 350}`])}`;
    }
    case 2: {
      // Exactly half way between two doubles, and just beside it.
      const odd = (2n ** 52n + BigInt(below(2 ** 50))) * 2n + 1n;
      return `${odd * 2n ** BigInt(below(60))}${oneOf(["", ".0000000000000000000001"])}`;
    }
    case 3:
      return oneOf(SPELLINGS);
    default:
      return Math.abs(anyBits()).toPrecision(100);
  }
}

/** Both sides of each question: what, ours, Node's. */
function check(question: () => [string, unknown, unknown]): void {
  seed = 20260;
  const wrong: string[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const [what, ours, theirs] = question();
    if (!Object.is(ours, theirs)) wrong.push(`${what}: ${ours}, Node: ${theirs}`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
}
const finite = (): number => {
  const x = anyNumber();
  return Number.isFinite(x) ? x : 0;
};

it("prints numbers with Node's digits", () =>
  check(() => {
    const x = anyNumber();
    return [`${x}`, numberText(x), String(x)];
  }));
it("prints powers of two, whose lower neighbour is nearer", () => {
  for (let n = -1074; n < 1024; n++) expect(numberText(2 ** n)).toBe(String(2 ** n));
});
it("rounds to places after the point as Node does", () =>
  check(() => {
    const places = below(oneOf([10, 101]));
    const x = finite() % 1e21;
    return [`${x} ${places}`, fixedText(x, places), x.toFixed(places)];
  }));
it("rounds to significant digits as Node does", () =>
  check(() => {
    const digits = 1 + below(oneOf([20, 100]));
    const x = finite();
    return [`${x} ${digits}`, precisionText(x, digits), x.toPrecision(digits)];
  }));
it("prints exponents as Node does", () =>
  check(() => {
    const places = below(30) - 1;
    const x = finite();
    return [
      `${x} ${places}`,
      exponentialText(x, places),
      places < 0 ? x.toExponential() : x.toExponential(places),
    ];
  }));
it("prints every radix as Node does", () =>
  check(() => {
    const radix = oneOf([2, 3, 7, 8, 16, 32, 36, 2 + below(35)]);
    const x = finite();
    return [`${x} ${radix}`, radix === 10 ? "" : radixText(x, radix), radix === 10 ? "" : x.toString(radix)];
  }));
it("reads numbers as Node does", () =>
  check(() => {
    const text = anyText();
    return [text, textNumber(text), Number(text)];
  }));
it("reads the longest number in a text as Node does", () =>
  check(() => {
    const text = oneOf(["", " \n", "\ufeff"]) + anyText() + oneOf(["", "x9", "e", "e+", " "]);
    return [text, floatPrefix(text), Number.parseFloat(text)];
  }));
it("reads integers in every radix as Node does", () =>
  check(() => {
    const radix = oneOf([10, 16, 0, 2, 4, 8, 32, 36, 7]);
    const digits = Array.from({ length: 1 + below(oneOf([18, 60, 400])) }, () => below(16).toString(16)).join(
      "",
    );
    const text = oneOf(["", "-", "0x", " +"]) + digits;
    return [`${text} ${radix}`, integerPrefix(text, radix), Number.parseInt(text, radix)];
  }));
it("raises to powers with Node's bits", () =>
  check(() => {
    const x = oneOf([anyNumber(), random() * 100]);
    const y = oneOf([anyNumber(), below(40) - 20, (random() - 0.5) * 300]);
    return [`${x} ** ${y}`, power(x, y), x ** y];
  }));
