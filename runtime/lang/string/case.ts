// Upper and lower case of all letters of Unicode 17, with the special cases of its SpecialCasing: German sharp s, dotted I,
// final sigma, ligatures.

import { strBuild, strCharCodeAt, strFromCode, strIndexOf, strSubstring } from "../native.ts";
import { integerPrefix } from "../number/read.ts";

/**
 * Lower-case letters: first, last, how far the upper case is away, and the step from one to the next. Step 0: one
 * letter, which only goes upwards. Hexadecimal text, because a program that folds ASCII alone never looks at it.
 */
const LETTERS =
  "61 7a -20 1,e0 f6 -20 1,f8 fe -20 1,ff ff 79 1,b5 b5 2e7 0,101 12f -1 2,131 131 -e8 0,133 137 -1 2," +
  "13a 148 -1 2,14b 177 -1 2,17a 17e -1 2,17f 17f -12c 0,371 373 -1 2,377 377 -1 1,37b 37d 82 1,3ac 3ac -26 1," +
  "3ad 3af -25 1,3b1 3c1 -20 1,3c2 3c2 -1f 0,3c3 3cb -20 1,3cc 3cc -40 1,3cd 3ce -3f 1,3d0 3d0 -3e 0," +
  "3d1 3d1 -39 0,3d5 3d5 -2f 0,3d6 3d6 -36 0,3d7 3d7 -8 1,3d9 3ef -1 2,3f0 3f0 -56 0,3f1 3f1 -50 0,3f2 3f2 7 1," +
  "3f3 3f3 -74 1,3f5 3f5 -60 0,3f8 3f8 -1 1,3fb 3fb -1 1,430 44f -20 1,450 45f -50 1,461 481 -1 2,48b 4bf -1 2," +
  "4c2 4ce -1 2,4cf 4cf -f 1,4d1 52f -1 2,561 586 -30 1,1e01 1e95 -1 2,1e9b 1e9b -3b 0,1ea1 1eff -1 2," +
  "1f00 1f07 8 1,1f10 1f15 8 1,1f20 1f27 8 1,1f30 1f37 8 1,1f40 1f45 8 1,1f51 1f57 8 2,1f60 1f67 8 1,1f70 1f71 4a 1," +
  "1f72 1f75 56 1,1f76 1f77 64 1,1f78 1f79 80 1,1f7a 1f7b 70 1,1f7c 1f7d 7e 1,1fb0 1fb1 8 1,1fbe 1fbe -1c25 0," +
  "1fd0 1fd1 8 1,1fe0 1fe1 8 1,1fe5 1fe5 7 1," +
  "2170 217f -10 1,24d0 24e9 -1a 1,ff41 ff5a -20 1," +
  "180 180 c3 1,183 185 -1 2,188 188 -1 1,18c 18c -1 1,192 192 -1 1,195 195 61 1,199 199 -1 1,19a 19a a3 1," +
  "19b 19b a641 1,19e 19e 82 1,1a1 1a5 -1 2,1a8 1a8 -1 1,1ad 1ad -1 1,1b0 1b0 -1 1,1b4 1b6 -1 2,1b9 1b9 -1 1," +
  "1bd 1bd -1 1,1bf 1bf 38 1,1c5 1c5 -1 0,1c6 1c6 -2 1,1c8 1c8 -1 0,1c9 1c9 -2 1,1cb 1cb -1 0,1cc 1cc -2 1," +
  "1ce 1dc -1 2,1dd 1dd -4f 1,1df 1ef -1 2,1f2 1f2 -1 0,1f3 1f3 -2 1,1f5 1f5 -1 1,1f9 21f -1 2,223 233 -1 2," +
  "23c 23c -1 1,23f 240 2a3f 1,242 242 -1 1,247 24f -1 2,250 250 2a1f 1,251 251 2a1c 1,252 252 2a1e 1," +
  "253 253 -d2 1,254 254 -ce 1,256 257 -cd 1,259 259 -ca 1,25b 25b -cb 1,25c 25c a54f 1,260 260 -cd 1," +
  "261 261 a54b 1,263 263 -cf 1,264 264 a567 1,265 265 a528 1,266 266 a544 1,268 268 -d1 1,269 269 -d3 1," +
  "26a 26a a544 1,26b 26b 29f7 1,26c 26c a541 1,26f 26f -d3 1,271 271 29fd 1,272 272 -d5 1,275 275 -d6 1," +
  "27d 27d 29e7 1,280 280 -da 1,282 282 a543 1,283 283 -da 1,287 287 a52a 1,288 288 -da 1,289 289 -45 1," +
  "28a 28b -d9 1,28c 28c -47 1,292 292 -db 1,29d 29d a515 1,29e 29e a512 1,1c80 1c80 -186e 0,1c81 1c81 -186d 0," +
  "1c82 1c82 -1864 0,1c83 1c84 -1862 0,1c85 1c85 -1863 0,1c86 1c86 -185c 0,1c87 1c87 -1825 0,1c88 1c88 89c2 0," +
  "1c8a 1c8a -1 1,1d79 1d79 8a04 1,1d7d 1d7d ee6 1,1d8e 1d8e 8a38 1,214e 214e -1c 1,2184 2184 -1 1," +
  "2c61 2c61 -1 1,2c65 2c65 -2a2b 1,2c66 2c66 -2a28 1,2c68 2c6c -1 2,2c73 2c73 -1 1,2c76 2c76 -1 1," +
  "a641 a66d -1 2,a681 a69b -1 2,a723 a72f -1 2,a733 a76f -1 2,a77a a77c -1 2,a77f a787 -1 2,a78c a78c -1 1," +
  "a791 a793 -1 2,a794 a794 30 1,a797 a7a9 -1 2,a7b5 a7c3 -1 2,a7c8 a7ca -1 2,a7cd a7db -1 2,a7f6 a7f6 -1 1," +
  "ab53 ab53 -3a0 1," +
  // Georgian, Cherokee, Glagolitic, Coptic.
  "345 345 54 0,10d0 10fa bc0 1,10fd 10ff bc0 1,13f8 13fd -8 1,2c30 2c5f -30 1,2c81 2ce3 -1 2,2cec 2cee -1 2," +
  "2cf3 2cf3 -1 1,2d00 2d25 -1c60 1,2d27 2d27 -1c60 1,2d2d 2d2d -1c60 1,ab70 abbf -97d0 1," +
  // Deseret, Osage, Vithkuqi, Old Hungarian, Garay, Warang Citi, Medefaidrin, Beria Erfe, Adlam.
  "10428 1044f -28 1,104d8 104fb -28 1,10597 105a1 -27 1,105a3 105b1 -27 1,105b3 105b9 -27 1,105bb 105bc -27 1," +
  "10cc0 10cf2 -40 1,10d70 10d85 -20 1,118c0 118df -20 1,16e60 16e7f -20 1,16ebb 16ed3 -1b 1,1e922 1e943 -22 1,";

/** LETTERS as numbers, four a row; empty until a letter beyond ASCII asks. */
const rows: number[] = [];

const FINAL_SIGMA = 0x3c2;
const CAPITAL_SIGMA = 0x3a3;
const DOTTED_CAPITAL_I = 0x130;
/** The first code point of two units. */
const FIRST_BEYOND = 0x10000;

function readRows(): void {
  for (let at = 0; at < LETTERS.length; at++) {
    const comma = strIndexOf(LETTERS, ",", at);
    const space = strIndexOf(LETTERS, " ", at);
    const end = space >= 0 && space < comma ? space : comma;
    rows.push(integerPrefix(strSubstring(LETTERS, at, end), 16));
    at = end;
  }
}

/**
 * The row that `letter`, made lower by the row's distance if `isUpper`, stands in; -1 for none.
 *
 * @rare
 */
function rowOf(letter: number, isUpper: boolean): number {
  if (rows.length === 0) readRows();
  for (let row = 0; row < rows.length; row += 4) {
    const step = rows[row + 3]!;
    if (isUpper && step === 0) continue;
    const c = isUpper ? letter - rows[row + 2]! : letter;
    const from = rows[row]!;
    if (c >= from && c <= rows[row + 1]! && (step !== 2 || ((c - from) & 1) === 0)) return row;
  }
  return -1;
}

function upperOf(c: number): number {
  if (c < 128) return c >= 97 && c <= 122 ? c - 32 : c;
  const row = rowOf(c, false);
  return row < 0 ? c : c + rows[row + 2]!;
}

function lowerOf(c: number): number {
  if (c < 128) return c >= 65 && c <= 90 ? c + 32 : c;
  const row = rowOf(c, true);
  if (row >= 0) return c - rows[row + 2]!;
  // With iota subscript: 1f88 to 1faf by eights, and alpha, eta and omega without breathing.
  if (c >= 0x1f88 && c < 0x1fb0) return c & ~8;
  if (c === 0x1fbc || c === 0x1fcc || c === 0x1ffc) return c - 9;
  switch (c) {
    case 0x1c5: // the middle ones of three, as in the title of a book
    case 0x1c8:
    case 0x1cb:
    case 0x1f2:
      return c + 1;
    case 0x3f4: // these five go one way, down
      return 0x3b8;
    case 0x1e9e:
      return 0xdf;
    case 0x2126:
      return 0x3c9;
    case 0x212a:
      return 0x6b;
    case 0x212b:
      return 0xe5;
    default:
      return c;
  }
}

/** Letters whose upper case is longer; "" for all others. */
function expansion(c: number): string {
  switch (c) {
    case 0xdf:
      return "SS";
    case 0x149:
      return "\u02bcN";
    case 0x1f0:
      return "J\u030c";
    case 0x390:
      return "\u0399\u0308\u0301";
    case 0x3b0:
      return "\u03a5\u0308\u0301";
    case 0x587:
      return "\u0535\u0552";
    case 0x1e96:
      return "H\u0331";
    case 0x1e97:
      return "T\u0308";
    case 0x1e98:
      return "W\u030a";
    case 0x1e99:
      return "Y\u030a";
    case 0x1e9a:
      return "A\u02be";
    default:
      return (c >= 0x1f50 && c <= 0x1ffc) || (c >= 0xfb00 && c <= 0xfb17) ? tableExpansion(c) : "";
  }
}

/** Greek letters with marks and ligatures of Latin and Armenian, each followed by its upper case. */
const EXPANSIONS =
  ",\u1f50\u03a5\u0313,\u1f52\u03a5\u0313\u0300,\u1f54\u03a5\u0313\u0301,\u1f56\u03a5\u0313\u0342," +
  "\u1fb2\u1fba\u0399,\u1fb3\u0391\u0399,\u1fb4\u0386\u0399,\u1fb6\u0391\u0342," +
  "\u1fb7\u0391\u0342\u0399,\u1fbc\u0391\u0399,\u1fc2\u1fca\u0399,\u1fc3\u0397\u0399," +
  "\u1fc4\u0389\u0399,\u1fc6\u0397\u0342,\u1fc7\u0397\u0342\u0399,\u1fcc\u0397\u0399," +
  "\u1fd2\u0399\u0308\u0300,\u1fd3\u0399\u0308\u0301,\u1fd6\u0399\u0342,\u1fd7\u0399\u0308\u0342," +
  "\u1fe2\u03a5\u0308\u0300,\u1fe3\u03a5\u0308\u0301,\u1fe4\u03a1\u0313,\u1fe6\u03a5\u0342," +
  "\u1fe7\u03a5\u0308\u0342,\u1ff2\u1ffa\u0399,\u1ff3\u03a9\u0399,\u1ff4\u038f\u0399," +
  "\u1ff6\u03a9\u0342,\u1ff7\u03a9\u0342\u0399,\u1ffc\u03a9\u0399," +
  "\ufb00FF,\ufb01FI,\ufb02FL,\ufb03FFI,\ufb04FFL,\ufb05ST,\ufb06ST,\ufb13\u0544\u0546,\ufb14\u0544\u0535," +
  "\ufb15\u0544\u053b,\ufb16\u054e\u0546,\ufb17\u0544\u053d,";

/** The upper case of letters of the block Greek Extended that is longer; "" for the others. */
function tableExpansion(c: number): string {
  // The iota subscript goes behind its letter: 1f80 to 1faf.
  if (c >= 0x1f80 && c < 0x1fb0) {
    const row = c < 0x1f90 ? 0x1f08 : c < 0x1fa0 ? 0x1f28 : 0x1f68;
    return `${strFromCode(row + (c & 7))}\u0399`;
  }
  const at = strIndexOf(EXPANSIONS, `,${strFromCode(c)}`, 0);
  return at < 0 ? "" : strSubstring(EXPANSIONS, at + 2, strIndexOf(EXPANSIONS, ",", at + 1));
}

/** The code point whose first unit is at `i`; a surrogate without its partner stands for itself. */
function pointAt(text: string, i: number): number {
  const c = strCharCodeAt(text, i);
  if ((c & 0xfc00) !== 0xd800 || i + 1 === text.length) return c;
  const low = strCharCodeAt(text, i + 1);
  return (low & 0xfc00) === 0xdc00 ? (c - 0xd800) * 0x400 + low - 0xdc00 + FIRST_BEYOND : c;
}

/** The code point whose last unit is behind `end`. */
function pointBefore(text: string, end: number): number {
  const pair = end > 1 ? pointAt(text, end - 2) : 0;
  return pair >= FIRST_BEYOND ? pair : strCharCodeAt(text, end - 1);
}

function unitsOf(c: number): number {
  return c < FIRST_BEYOND ? 1 : 2;
}

function textOf(c: number): string {
  if (c < FIRST_BEYOND) return strFromCode(c);
  const offset = c - FIRST_BEYOND;
  return strFromCode(0xd800 + (offset >> 10)) + strFromCode(0xdc00 + (offset & 0x3ff));
}

/** String.prototype.toUpperCase. */
export function upperText(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let next = 0;
  for (let i = 0; i < text.length; i = next) {
    const c = pointAt(text, i);
    next = i + unitsOf(c);
    const upper = upperOf(c);
    const more = c < 128 ? "" : expansion(c);
    if (upper === c && more === "") continue;
    if (kept < i) parts.push(strSubstring(text, kept, i));
    parts.push(more === "" ? textOf(upper) : more);
    kept = next;
  }
  return joined(text, parts, kept);
}

/** String.prototype.toLowerCase. */
export function lowerText(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let next = 0;
  for (let i = 0; i < text.length; i = next) {
    const c = pointAt(text, i);
    next = i + unitsOf(c);
    const lower = lowerOf(c);
    if (lower === c && c !== DOTTED_CAPITAL_I) continue;
    if (kept < i) parts.push(strSubstring(text, kept, i));
    if (c === DOTTED_CAPITAL_I) parts.push("i\u0307");
    else parts.push(textOf(c === CAPITAL_SIGMA && isFinal(text, i) ? FINAL_SIGMA : lower));
    kept = next;
  }
  return joined(text, parts, kept);
}

function joined(text: string, parts: string[], kept: number): string {
  if (kept === 0) return text;
  parts.push(strSubstring(text, kept, text.length));
  return strBuild(parts);
}

function isCased(c: number): boolean {
  return upperOf(c) !== c || lowerOf(c) !== c || expansion(c) !== "" || c === 0xaa || c === 0xba;
}

/** Unicode's Case_Ignorable, as far as it is needed here. */
function isIgnorable(c: number): boolean {
  return (
    strIndexOf(
      "'.:^`\xa8\xad\xaf\xb4\xb7\xb8\u0387\u180e\u2018\u2019\u2024\u2027\ufeff",
      strFromCode(c),
      0,
    ) >= 0 ||
    (c >= 0x300 && c < 0x370) ||
    // Marks without width: joiners, directions, invisible operators.
    (c >= 0x200b && c < 0x2010) ||
    (c >= 0x202a && c < 0x202f) ||
    (c >= 0x2060 && c < 0x2065)
  );
}

/** Unicode's Final_Sigma: after a cased letter, and none follows. */
function isFinal(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && isIgnorable(strCharCodeAt(text, before - 1))) before--;
  if (before === 0 || !isCased(pointBefore(text, before))) return false;
  let after = at + 1;
  while (after < text.length && isIgnorable(strCharCodeAt(text, after))) after++;
  return after === text.length || !isCased(pointAt(text, after));
}
