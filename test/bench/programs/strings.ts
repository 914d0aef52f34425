// Splits, joins, scans and counts words of a made-up text, n times: strings and a Map of counts.

const SYLLABLES = ["ba", "con", "di", "fe", "gra", "lu", "mi", "no", "per", "qua", "re", "sto", "tu", "va"];

function makeText(words: number, seed: number): string {
  let state = seed;
  let text = "";
  for (let i = 0; i < words; i++) {
    let word = "";
    state = (state * 1103 + 12345) % 65536;
    for (let k = 0; k <= state % 3; k++) {
      state = (state * 1103 + 12345) % 65536;
      word += SYLLABLES[state % SYLLABLES.length]!;
    }
    text += i === 0 ? word : (i % 9 === 0 ? ", " : " ") + word;
  }
  return text;
}

function countVowels(text: string): number {
  let vowels = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 97 || c === 101 || c === 105 || c === 111 || c === 117) vowels++;
  }
  return vowels;
}

function isPalindrome(word: string): boolean {
  for (let i = 0, k = word.length - 1; i < k; i++, k--) if (word[i] !== word[k]) return false;
  return true;
}

export function run(n: number): string {
  let report = "";
  for (let k = 0; k < n; k++) {
    const text = makeText(2000, k + 1);
    const counts = new Map<string, number>();
    let palindromes = 0;
    for (const part of text.split(" ")) {
      const word = part.endsWith(",") ? part.slice(0, -1) : part;
      counts.set(word, (counts.get(word) ?? 0) + 1);
      if (isPalindrome(word)) palindromes++;
    }
    const best = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
    const top = best.map(([word, count]) => `${word.toUpperCase()}:${count}`).join(";");
    report = `${text.length} ${countVowels(text)} ${palindromes} ${counts.size} ${top} ${text.indexOf("perperper")}`;
    report += ` ${text.replaceAll("qua", "k").length}`;
  }
  return report;
}
