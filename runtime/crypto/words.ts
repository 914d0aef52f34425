// Tables of 32-bit words, written as text: a text is stored as it is, a literal of numbers would be code that fills
// an array, five times as large.

function digit(code: number): number {
  return code < 0x40 ? code - 0x30 : code - 0x57;
}

/** The words that `text` spells: eight lower-case hexadecimal digits each, nothing between them. */
export function wordsOf(text: string): Int32Array {
  const words = new Int32Array(text.length >> 3);
  for (let i = 0; i < words.length; i++) {
    let word = 0;
    for (let k = 0; k < 8; k++) word = (word << 4) | digit(text.charCodeAt(8 * i + k));
    words[i] = word;
  }
  return words;
}
