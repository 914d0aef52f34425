// Constants with names, and chains of comparisons with them.
// Each case is compared with ===, in order, whatever the compiler knows of the values.
const ZERO = 0;
const ONE = 1;
const TWO = ONE + ONE;
const SECTORS = 4 * 512 - TWO;
const MASK = ~0 >>> 28;
const NEGATIVE_ZERO = -0;
const INFINITE = 1 / 0;
const NONE = 0 / 0;
const NAME = "na" + "me";
const TEMPLATE = `tpl`;
const YES = true;
const WIDE: number | string = 7;
console.log(ZERO, TWO, SECTORS, MASK, Object.is(NEGATIVE_ZERO, -0), 1 / NEGATIVE_ZERO, INFINITE, NONE, NAME, TEMPLATE, YES);
console.log([ZERO, NAME, YES, WIDE], { TWO, NAME }, `${SECTORS}${TEMPLATE}`, typeof WIDE, TWO.toFixed(1), TEMPLATE.length);

function kind(x: number): string {
  switch (x) {
    case ZERO:
      return "zero";
    case ONE:
    case TWO:
      return "one or two";
    case SECTORS:
      return "sectors";
    case -7:
      return "minus seven";
    case ONE:
      return "never";
    default:
      return "other";
  }
}
for (const x of [0, -0, 1, 2, 2046, -7, 3, 1.5, NaN, Infinity, 2 ** 32, 2 ** 32 + 1, -(2 ** 31)]) console.log(x, kind(x));

function fallsThrough(x: number): string {
  let out = "";
  switch (x | 0) {
    case 1:
      out += "1";
    case 2:
      out += "2";
    default:
      out += "d";
    case 3:
      out += "3";
      break;
    case 4:
      out += "4";
  }
  return out;
}
console.log([0, 1, 2, 3, 4, 5, 4294967297].map(fallsThrough).join(" "));

function chain(x: number): number {
  if (x === 1) return 10;
  else if (x === 2) return 20;
  else if (x === 3) return 30;
  else if (x === 4) return 40;
  else if (x === 4.5) return 45;
  else if (x === 5) return 50;
  return 0;
}
console.log([1, 2, 3, 4, 4.5, 5, 6, NaN].map(chain).join(" "));

const codes = [3, 0, 7, 2, 1, NaN, 1.5, -0, 2 ** 32, -1];
let names = "";
for (let i = 0; i < codes.length + 2; i++) {
  switch (codes[i]) {
    case 0:
      names += "zero ";
      break;
    case 1:
      names += "one ";
      break;
    case 2:
      names += "two ";
      break;
    case 3:
      names += "three ";
      break;
    case 7:
      names += "seven ";
      break;
    case undefined:
      names += "none ";
      break;
    default:
      names += "other ";
  }
}
console.log(names);

// The value changes while cases are compared: the one that was there first counts.
let state = 1;
const next = (): number => ++state;
switch (state) {
  case next():
    console.log("wrong");
    break;
  case next() - 2:
    console.log("as it was", state);
    break;
}

// A function that is called before a constant has its value.
try {
  console.log(early());
} catch (e) {
  console.log(String(e));
}
const LATER = 5;
function early(): number {
  return LATER + 1;
}
console.log(early());
