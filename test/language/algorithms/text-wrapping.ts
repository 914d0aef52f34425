// Greedy wrapping, centring and justifying of text with words of several scripts.
const text = "The device prints what it reads, and it reads what the sensor says: 21.5 °C, naïve café, 日本語 included. A-very-long-word-that-cannot-fit stays whole.";
function wrap(input: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of input.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line) lines.push(line);
  return lines;
}
function justify(line: string, width: number): string {
  const words = line.split(" ");
  if (words.length === 1) return line;
  const gaps = words.length - 1;
  const spaces = width - words.reduce((sum, w) => sum + w.length, 0);
  return words.map((w, i) => (i === gaps ? w : w + " ".repeat(Math.floor(spaces / gaps) + (i < spaces % gaps ? 1 : 0)))).join("");
}
const centre = (s: string, width: number): string => s.padStart(s.length + ((width - s.length) >> 1)).padEnd(width);
for (const line of wrap(text, 24)) console.log(`|${line.padEnd(24)}|${centre(line, 24)}|${line.length <= 24 ? justify(line, 24) : line}|`);
const frequency = new Map<string, number>();
for (const c of text.toLowerCase()) if (c !== " ") frequency.set(c, (frequency.get(c) ?? 0) + 1);
console.log([...frequency].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8).map(([c, n]) => c + n).join(" "));
console.log(text.split(" ").map((w) => w[0].toUpperCase() + w.slice(1)).join(" ").slice(0, 50), [...text].reverse().slice(0, 12).join(""));
