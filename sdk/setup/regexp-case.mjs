// Prints runtime/lang/regexp/case-table.ts from the Unicode tables of the Node that runs it.
//
// Run by hand when the reference version of Node changes: node sdk/setup/regexp-case.mjs > runtime/lang/regexp/case-table.ts

const LAST = 0x10ffff;
const textOf = (c) => String.fromCodePoint(c);
const isSurrogate = (c) => c >= 0xd800 && c <= 0xdfff;

/** The only code point of a text, -1 when there are more. */
function only(text) {
  const points = [...text];
  return points.length === 1 ? points[0].codePointAt(0) : -1;
}

/** Canonicalize without the flag u. */
function upperOf(c) {
  const upper = textOf(c).toUpperCase();
  if (upper.length !== 1) return c;
  const code = upper.charCodeAt(0);
  return c >= 128 && code < 128 ? c : code;
}

function upperClasses() {
  const classes = new Map();
  for (let c = 0; c <= 0xffff; c++) {
    const key = upperOf(c);
    classes.set(key, [...(classes.get(key) ?? []), c]);
  }
  return [...classes.values()].filter((members) => members.length > 1);
}

const areFolded = (a, b) => new RegExp(`^\\u{${a.toString(16)}}$`, "iu").test(textOf(b));

function foldedClasses() {
  const parents = new Map();
  const root = (c) => {
    let at = c;
    while (parents.has(at)) at = parents.get(at);
    return at;
  };
  const link = (a, b) => {
    if (root(a) !== root(b) && areFolded(a, b)) parents.set(root(a), root(b));
  };
  const longer = new Map();
  for (let c = 0; c <= LAST; c++) {
    if (isSurrogate(c)) continue;
    const text = textOf(c);
    const upper = only(text.toUpperCase());
    const lower = only(text.toLowerCase());
    if (upper >= 0 && upper !== c) link(c, upper);
    if (lower >= 0 && lower !== c) link(c, lower);
    if (upper >= 0) continue;
    const key = text.toUpperCase();
    for (const other of longer.get(key) ?? []) link(other, c);
    longer.set(key, [...(longer.get(key) ?? []), c]);
  }
  const classes = new Map();
  for (const c of new Set([...parents.keys(), ...parents.values()])) {
    classes.set(root(c), [...(classes.get(root(c)) ?? []), c]);
  }
  return [...classes.values()].map((members) => members.sort((a, b) => a - b));
}

/** The rule of case.ts: upper and lower case lead from one to the other. */
function arePartners(upper, lower, unicode) {
  if (!unicode && (upper > 0xffff || lower > 0xffff || (upper < 128 && lower >= 128))) return false;
  return only(textOf(lower).toUpperCase()) === upper && only(textOf(upper).toLowerCase()) === lower;
}

/** Classes that the rule does not find, and characters that it would pair although they are alone. */
function exceptions(classes, unicode) {
  const odd = classes.filter(
    ([a, b, ...more]) => more.length > 0 || !(arePartners(a, b, unicode) || arePartners(b, a, unicode)),
  );
  const paired = new Set(classes.flat());
  for (let c = 128; c <= (unicode ? LAST : 0xffff); c++) {
    if (paired.has(c) || isSurrogate(c)) continue;
    const upper = only(textOf(c).toUpperCase());
    const lower = only(textOf(c).toLowerCase());
    const up = upper >= 0 && upper !== c && arePartners(upper, c, unicode);
    const down = lower >= 0 && lower !== c && arePartners(c, lower, unicode);
    if (up || down) odd.push([c]);
  }
  return odd;
}

function table(name, doc, classes) {
  const rows = classes.map((members) => `  [${members.map((c) => `0x${c.toString(16)}`).join(", ")}],`);
  return `/** ${doc} */\nexport const ${name}: readonly number[][] = [\n${rows.join("\n")}\n];`;
}

console.log(`// Characters equal under the flag i that are not just each other's upper and lower case.
//
// Generated from Node's Unicode tables by sdk/setup/regexp-case.mjs; not to be edited.

${table("UPPER_CLASSES", "Without the flag u: equal upper case. A class of one has no partner.", exceptions(upperClasses(), false))}

${table("FOLDED_CLASSES", "With the flag u: equal simple case folding. A class of one has no partner.", exceptions(foldedClasses(), true))}`);
