// trim family with every white space of the standard, padding with longer fillers, repeat and its error.
const spaces = " \t\n\v\f\r\u00a0\ufeff\u2028\u2029\u3000";
const padded = `${spaces}x y${spaces}`;
console.log(padded.trim().length, padded.trimStart().length, padded.trimEnd().length, spaces.trim() === "", "\u200bz".trim().length);
console.log("7".padStart(3, "0"), "abc".padEnd(6, "12345"), "abc".padStart(2), "abc".padStart(8, "xy") + "|", "x".padEnd(3) + "|");
console.log("x".padStart(5, ""), "é".padEnd(3, "→"), "ab".repeat(3), "ab".repeat(0) === "", "日".repeat(2));
for (const count of [-1, Infinity]) {
  try {
    console.log("a".repeat(count));
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
}
console.log("a".repeat(2.9), "=".repeat(20).length);
