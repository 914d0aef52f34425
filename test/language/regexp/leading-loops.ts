// Patterns that begin with a loop over one set of characters, found, not found, and found behind rows that fail.
const texts = ["", "b", "aab", "aaac ab", "xaay", "caab!", "1234ms 56s 7ms", "no digits", "aaaaaaaaaaaaac"];
const patterns = [/a*b/, /a+b/, /(a+)b/, /^a*b/m, /\ba*b\b/, /\d+ms/, /\d*ms/, /(\d+)s/g, /a*?b/, /a{2,}b/, /a{3,}c/, /\s+a/, /(a*)*b/, /(a+)\1b/];
for (const pattern of patterns) {
  const found: string[] = [];
  for (const text of texts) {
    pattern.lastIndex = 0;
    const match = pattern.exec(text);
    found.push(match === null ? "-" : `${match.index}:${match[0]}${match[1] === undefined ? "" : `(${match[1]})`}`);
  }
  console.log(String(pattern), found.join(" "));
}
console.log("a1b22c333".replace(/\d+(?=c)/g, "#"), "aXbX".split(/x*/i), "  two  words ".trim().split(/ +/));
