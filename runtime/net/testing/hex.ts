// Packets in tests are written as hexadecimal digits; spaces may group them.

export function fromHex(text: string): Uint8Array {
  const digits = text.replaceAll(" ", "");
  if (digits.length % 2 !== 0) throw new Error(`odd number of hexadecimal digits: ${text}`);
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const value = Number(`0x${digits.slice(2 * i, 2 * i + 2)}`);
    if (Number.isNaN(value)) throw new Error(`not hexadecimal: ${text}`);
    bytes[i] = value;
  }
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}
