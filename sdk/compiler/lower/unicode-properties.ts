// Unicode properties that a program's regular expressions name, as tables that go into the program.
//
// The code points of a property are those that the regular expressions of the running Node find, so they are of
// its version of Unicode. The form is read by runtime/lang/regexp/properties.ts.

const LAST = 0x10ffff;
/** Packed digits have five bits and a sixth that says more follow; they are characters from "?" to "~". */
const FIRST_DIGIT = 0x3f;
const MORE = 32;

const packed = new Map<string, string>();
let everyCharacter: string | null = null;

/** The names between the braces of property escapes in `text`, be it source code or a pattern. */
export function namedProperties(text: string): string[] {
  return [...text.matchAll(/\\[pP]\{([\w=]+)\}/g)].map((match) => match[1]!);
}

/** The text that a program carries which names these properties; names of no property are left out. */
export function propertyTables(names: Iterable<string>): string {
  const words: string[] = [];
  for (const name of [...new Set(names)].sort()) {
    let table = packed.get(name);
    if (table === undefined) {
      table = isProperty(name) ? pack(rangesOf(name)) : "";
      packed.set(name, table);
    }
    if (table !== "") words.push(name, table);
  }
  return words.join(" ");
}

function isProperty(name: string): boolean {
  try {
    new RegExp(`\\p{${name}}`, "u");
    return true;
  } catch {
    return false;
  }
}

/** Inclusive bounds of the code points that have a property. */
export function rangesOf(name: string): number[] {
  const ranges: number[] = [];
  const add = (from: number, to: number): void => {
    if (ranges.length > 0 && ranges.at(-1) === from - 1) ranges[ranges.length - 1] = to;
    else ranges.push(from, to);
  };
  const one = new RegExp(`\\p{${name}}`, "u");
  // Surrogates stand alone: beside each other they would be other characters.
  const surrogates: [number, number][] = [];
  for (let c = 0xd800; c <= 0xdfff; c++) if (one.test(String.fromCharCode(c))) surrogates.push([c, c]);
  const runs: [number, number][] = [];
  for (const match of allCharacters().matchAll(new RegExp(`\\p{${name}}+`, "gu"))) {
    const from = match[0].codePointAt(0)!;
    const last = match[0].codePointAt(match[0].length - 2)!;
    const to = last > 0xffff ? last : match[0].charCodeAt(match[0].length - 1);
    // The text jumps over the surrogates.
    if (from < 0xd800 && to > 0xdfff) runs.push([from, 0xd7ff], [0xe000, to]);
    else runs.push([from, to]);
  }
  for (const [from, to] of [...runs, ...surrogates].sort((a, b) => a[0] - b[0])) add(from, to);
  return ranges;
}

function allCharacters(): string {
  if (everyCharacter !== null) return everyCharacter;
  const parts: string[] = [];
  for (let c = 0; c <= LAST; c++) if (c < 0xd800 || c > 0xdfff) parts.push(String.fromCodePoint(c));
  everyCharacter = parts.join("");
  return everyCharacter;
}

/** Distances from one bound to the next, counting from -1 and with upper bounds exclusive. */
function pack(ranges: readonly number[]): string {
  let text = "";
  let last = -1;
  for (const [i, bound] of ranges.entries()) {
    const place = i % 2 === 0 ? bound : bound + 1;
    let rest = place - last;
    last = place;
    for (;;) {
      const digit = rest & (MORE - 1);
      rest >>>= 5;
      text += String.fromCharCode(FIRST_DIGIT + digit + (rest > 0 ? MORE : 0));
      if (rest === 0) break;
    }
  }
  return text;
}
