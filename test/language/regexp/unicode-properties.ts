// Property escapes in literals, classes, both polarities, under i, and in patterns made of texts.

const samples = ["a", "Z", "5", "_", "é", "Ω", "я", "中", "٣", "😀", " ", "\u00a0", "\ud800", "ǅ", "ª", "-"];
const patterns: [string, RegExp][] = [
  ["L", /^\p{L}$/u],
  ["not L", /^\P{L}$/u],
  ["Lu", /^\p{Lu}$/u],
  ["Lu i", /^\p{Lu}$/iu],
  ["not Lu i", /^\P{Lu}$/iu],
  ["Nd", /^\p{Nd}$/u],
  ["White_Space", /^\p{White_Space}$/u],
  ["Script", /^\p{Script=Greek}$/u],
  ["gc", /^\p{General_Category=Uppercase_Letter}$/u],
  ["sc", /^\p{sc=Han}$/u],
  ["Emoji", /^\p{Emoji_Presentation}$/u],
  ["class", /^[\p{Ll}\d_]$/u],
  ["not in class", /^[^\p{L}\p{N}]$/u],
  ["not not", /^[^\P{L}]$/u],
  ["Any", /^\p{Any}$/u],
  ["Cs", /^\p{Cs}$/u],
  ["ASCII", /^\p{ASCII}$/u],
];
for (const [name, pattern] of patterns)
  console.log(name, samples.map((text) => (pattern.test(text) ? "1" : "0")).join(""));

console.log("fooBarÉtéΩmega".replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2").toLowerCase());
console.log("one, zwei; три 四".match(/\p{Alphabetic}+/gu));
console.log(new RegExp("^\\p{Sc}+", "u").exec("€$£ 5"));
console.log(/\p{L}/u.source, /[\p{L}]/u.flags);
const at = "XID_Start";
for (const text of ["\\p{Nope}", "[\\p{Nope}]", "\\p", "[\\P]", "\\p{L", "\\p{sc=Nope}", "[a-\\p{L}]", "\\p{L}"]) {
  try {
    console.log(new RegExp(text, "u").test("x"), at);
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
}
// Without u it is a letter.
console.log(new RegExp("^\\p{2}$").test("pp"), new RegExp("^[\\p{L}]+$").test("p{L}"));
