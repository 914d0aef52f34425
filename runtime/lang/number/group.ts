// Digits in groups of three with commas, as English texts have them.

/** "1234567" becomes "1,234,567". */
export function groupDigits(digits: string): string {
  let text = "";
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0) text += ",";
    text += digits[i]!;
  }
  return text;
}
