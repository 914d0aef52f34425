// Long texts built by +=, by arrays and by a builder class, hashed, searched and compressed.
class Builder {
  private readonly chunks: string[] = [];
  private current = "";
  append(text: string): this {
    this.current += text;
    if (this.current.length > 64) {
      this.chunks.push(this.current);
      this.current = "";
    }
    return this;
  }
  toString(): string {
    return this.chunks.join("") + this.current;
  }
}
let byPlus = "";
const byArray: string[] = [];
const builder = new Builder();
for (let i = 0; i < 10000; i += 1) {
  const piece = i % 100 === 0 ? `é${i}→` : String.fromCharCode(97 + (i % 26));
  byPlus += piece;
  byArray.push(piece);
  builder.append(piece);
}
console.log(byPlus.length, byPlus === byArray.join(""), byPlus === builder.toString(), byPlus.slice(0, 20), byPlus.slice(-5));
let h = 2166136261;
for (let i = 0; i < byPlus.length; i += 1) h = Math.imul(h ^ byPlus.charCodeAt(i), 16777619) >>> 0;
console.log(h.toString(16), byPlus.indexOf("9900"), byPlus.lastIndexOf("→"), byPlus.split("é").length);
function runLength(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; ) {
    let n = 1;
    while (text[i + n] === text[i]) n += 1;
    out += n > 1 ? `${n}${text[i]}` : text[i];
    i += n;
  }
  return out;
}
console.log(runLength("aaabccddddde"), runLength(""), runLength("é".repeat(12) + "x"), runLength(byPlus).length);
const caesar = (text: string, by: number): string =>
  [...text].map((c) => (c >= "a" && c <= "z" ? String.fromCharCode(((c.charCodeAt(0) - 97 + by + 26) % 26) + 97) : c)).join("");
console.log(caesar("hello, world", 3), caesar(caesar("round trip", 11), -11));
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function base64(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)];
    const bits = (a << 16) | (b << 8) | c;
    out += alphabet[bits >> 18] + alphabet[(bits >> 12) & 63] + (i + 1 < text.length ? alphabet[(bits >> 6) & 63] : "=") + (i + 2 < text.length ? alphabet[bits & 63] : "=");
  }
  return out;
}
console.log(base64("any carnal pleas"), base64("M"), base64(""), base64("ÿþ"));
